public import Arrays
internal import Glibc

/// Where the direct beam falls on each pattern of a measured scan.
///
/// The scan's mean pattern gives a first place: its brightest disc, those near the detector's centre first, since in
/// saturated data reflections are as bright. In each pattern the brightest disc near that place is
/// refined by a centre of mass with a Gaussian window that follows it, the mean of the surroundings taken off: repeated,
/// this converges to the centre of any beam that is symmetric about it, saturated discs included.
public struct CentralBeam: Sendable, Equatable {
    /// Radius of the beam's surroundings that are looked at, pixels.
    public let radius: Double

    /// - Parameter radius: pixels; a twentieth of the detector when nil, at least 3.
    public init(radius: Double? = nil, shape: ObservationShape) {
        self.radius = max(1.5, radius ?? max(3, Double(min(shape.detectorX, shape.detectorY)) / 20))
    }

    /// A place on the detector, pixels; (0, 0) is the centre of the first pixel.
    public struct Place: Hashable, Sendable {
        public let y: Double
        public let x: Double

        public init(y: Double, x: Double) {
            self.y = y
            self.x = x
        }
    }

    /// The beam's place in every pattern, by rows; it goes through the observations twice.
    ///
    /// - Throws: `Cancelled`; what reading the observations throws.
    public func places(in observations: any RowSource, progress: Progress = .none) throws -> [Place] {
        let shape = observations.shape
        let mean = try meanPattern(observations, progress)
        let start = mean.withUnsafeBufferPointer { brightest($0, shape, near: nil) }
        var places: [Place] = []
        places.reserveCapacity(shape.rowCount)
        try observations.forEachBlock { block in
            let (rows, columns) = (block.values.rows, block.values.columns)
            let found = try block.values.elements.withUnsafeBufferPointer { values -> [Place] in
                let shared = SharedValues(values)
                let results = PlaceList(count: rows)
                // Sixteen patterns a step, whatever the number of threads.
                try inFixedBlocks((rows + 15) / 16) { step in
                    for row in (16 * step)..<min(16 * step + 16, rows) {
                        let pattern = UnsafeBufferPointer(rebasing: shared.values[row * columns..<(row + 1) * columns])
                        results.set(row, refined(pattern, shape, from: brightest(pattern, shape, near: start)))
                    }
                }
                return results.places
            }
            places += found
            try progress.report(0.5 + 0.5 * Double(places.count) / Double(shape.rowCount), "finding the direct beam")
        }
        return places
    }

    private func meanPattern(_ observations: any RowSource, _ progress: Progress) throws -> [Float] {
        let shape = observations.shape
        var sum = [Double](repeating: 0, count: shape.columnCount)
        try observations.forEachBlock { block in
            block.values.elements.withUnsafeBufferPointer { values in
                for row in 0..<block.values.rows {
                    for pixel in 0..<sum.count { sum[pixel] += Double(values[row * sum.count + pixel]) }
                }
            }
            try progress.report(
                0.5 * Double(block.firstRow + block.values.rows) / Double(shape.rowCount), "finding the direct beam")
        }
        return sum.map { Float($0 / Double(shape.rowCount)) }
    }

    /// The centre of the square of about the beam's size that holds most: within two radii of `near` where one is given, else
    /// anywhere, weighted by a Gaussian of a quarter of the detector about its centre.
    func brightest(_ pattern: UnsafeBufferPointer<Float>, _ shape: ObservationShape, near: Place?) -> Place {
        let half = max(1, Int(radius / 2))
        let reach = Int((2 * radius).rounded(.up))
        let (height, width) = (shape.detectorY, shape.detectorX)
        func range(_ center: Double?, _ length: Int) -> ClosedRange<Int> {
            guard let center, center.isFinite else { return 0...length - 1 }
            let middle = min(max(Int(center.rounded()), 0), length - 1)
            return max(0, middle - reach)...min(length - 1, middle + reach)
        }
        let (ys, xs) = (range(near?.y, height), range(near?.x, width))
        // Sums along the lines first, then of these across.
        let top = max(0, ys.lowerBound - half)
        let bottom = min(height - 1, ys.upperBound + half)
        var lines = [Double](repeating: 0, count: (bottom - top + 1) * xs.count)
        for y in top...bottom {
            for x in xs {
                var sum = 0.0
                for column in max(0, x - half)...min(width - 1, x + half) { sum += Double(pattern[y * width + column]) }
                lines[(y - top) * xs.count + x - xs.lowerBound] = sum
            }
        }
        var best = (sum: -Double.infinity, y: ys.lowerBound, x: xs.lowerBound)
        for y in ys {
            for x in xs {
                var sum = 0.0
                for line in max(0, y - half)...min(height - 1, y + half) {
                    sum += lines[(line - top) * xs.count + x - xs.lowerBound]
                }
                if near == nil {
                    let (v, u) = (Double(y - height / 2) / Double(height), Double(x - width / 2) / Double(width))
                    sum *= exp(-8 * (v * v + u * u))
                }
                if sum > best.sum { best = (sum, y, x) }
            }
        }
        return Place(y: Double(best.y), x: Double(best.x))
    }

    /// Repeats the windowed centre of mass until it stands still.
    func refined(_ pattern: UnsafeBufferPointer<Float>, _ shape: ObservationShape, from start: Place) -> Place {
        let (height, width) = (shape.detectorY, shape.detectorX)
        let variance = radius * radius / 4
        var place = start
        for _ in 0..<100 {
            let ys =
                max(
                    0, Int((place.y - 2 * radius).rounded(.down)))...min(
                    height - 1, Int((place.y + 2 * radius).rounded(.up)))
            let xs =
                max(
                    0, Int((place.x - 2 * radius).rounded(.down)))...min(
                    width - 1, Int((place.x + 2 * radius).rounded(.up)))
            let background = surroundings(pattern, width, ys, xs, place)
            var (total, sumY, sumX) = (0.0, 0.0, 0.0)
            for y in ys {
                for x in xs {
                    let (dy, dx) = (Double(y) - place.y, Double(x) - place.x)
                    let weight =
                        exp(-(dy * dy + dx * dx) / (2 * variance)) * max(0, Double(pattern[y * width + x]) - background)
                    total += weight
                    sumY += weight * dy
                    sumX += weight * dx
                }
            }
            guard total > 0, total.isFinite else { return start }
            let (stepY, stepX) = (sumY / total, sumX / total)
            place = Place(
                y: min(max(place.y + stepY, 0), Double(height - 1)), x: min(max(place.x + stepX, 0), Double(width - 1)))
            if abs(stepY) < 1e-4, abs(stepX) < 1e-4 { break }
        }
        // What walked off has found something else.
        let distance = ((place.y - start.y) * (place.y - start.y) + (place.x - start.x) * (place.x - start.x))
            .squareRoot()
        return distance <= 2 * radius ? place : start
    }

    /// Mean of the ring from 1.5 to 2 radii.
    private func surroundings(
        _ pattern: UnsafeBufferPointer<Float>, _ width: Int, _ ys: ClosedRange<Int>, _ xs: ClosedRange<Int>,
        _ place: Place
    ) -> Double {
        var (sum, count) = (0.0, 0)
        for y in ys {
            for x in xs {
                let (dy, dx) = (Double(y) - place.y, Double(x) - place.x)
                let distance = dy * dy + dx * dx
                guard distance > 2.25 * radius * radius, distance <= 4 * radius * radius else { continue }
                sum += Double(pattern[y * width + x])
                count += 1
            }
        }
        return count > 0 ? sum / Double(count) : 0
    }
}

/// Patterns that several threads read.
private struct SharedValues: @unchecked Sendable {
    let values: UnsafeBufferPointer<Float>
    init(_ values: UnsafeBufferPointer<Float>) { self.values = values }
}

/// Places that several threads write, each its own.
private final class PlaceList: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<CentralBeam.Place>

    init(count: Int) {
        buffer = .allocate(capacity: count)
        buffer.initialize(repeating: CentralBeam.Place(y: 0, x: 0))
    }

    deinit { buffer.deallocate() }

    func set(_ index: Int, _ place: CentralBeam.Place) { buffer[index] = place }
    var places: [CentralBeam.Place] { Array(buffer) }
}
