public import Arrays
import Glibc
public import Quantities

/// A square array of spots around the middle of the detector.
public struct SpotArray: Hashable, Sendable, Codable {
    public let spacing: PixelLength
    /// Spots a side; with an even number none lies in the middle.
    public let count: Int
    /// Which of the spots are there; all when left out.
    public let sublattice: Sublattice?

    public enum Sublattice: String, Hashable, Sendable, Codable {
        case all
        /// Every second spot: those with an even sum of their two indices, the corner among them.
        case checkerboardEven = "checkerboard-even"
    }

    public init(spacing: PixelLength, count: Int, sublattice: Sublattice? = nil) {
        self.spacing = spacing
        self.count = count
        self.sublattice = sublattice
    }

    /// Spot positions (y, x) in pixels.
    func points(centerY: Double, centerX: Double) -> [(y: Double, x: Double)] {
        let middle = Double(count - 1) / 2
        return (0..<count * count).compactMap { index in
            let (i, j) = (index / count, index % count)
            if sublattice == .checkerboardEven, (i + j) % 2 != 0 { return nil }
            return (centerY + spacing.value * (Double(i) - middle), centerX + spacing.value * (Double(j) - middle))
        }
    }
}

/// Two patterns of Gaussian spots and their linear mixture along a line: Figs. 5 and 6 of Martineau et al. 2019.
public struct GaussianArrays: Hashable, Sendable {
    /// Pixels along detector y, then detector x.
    public let pixels: [Int]
    public let a: SpotArray
    public let b: SpotArray
    /// Standard deviation of a spot.
    public let sigma: PixelLength
    /// A spot is zero from this radius on.
    public let cutoff: PixelLength
    public let scan: Scan

    /// Pure positions a side, and mixed positions between them.
    public struct Scan: Hashable, Sendable, Codable {
        public let pure: Int
        public let mixed: Int

        public init(pure: Int, mixed: Int) {
            self.pure = pure
            self.mixed = mixed
        }
    }

    /// - Throws: `DetectionError.outOfRange` naming the key.
    public init(
        pixels: [Int], a: SpotArray, b: SpotArray, sigma: PixelLength, cutoff: PixelLength, scan: Scan
    ) throws(DetectionError) {
        guard pixels.count == 2, pixels.allSatisfy({ (8...8192).contains($0) }) else {
            throw .outOfRange(
                key: "pixels", value: "\(pixels)", allowed: "two numbers from 8 to 8192, such as [64, 64]")
        }
        for (key, array) in [("a", a), ("b", b)] {
            guard (1...1000).contains(array.count) else {
                throw .outOfRange(key: "\(key).count", value: "\(array.count)", allowed: "1 to 1000")
            }
            guard array.spacing.value > 0 else {
                throw .outOfRange(key: "\(key).spacing", value: "\(array.spacing)", allowed: "more than 0 px")
            }
        }
        guard sigma.value > 0 else {
            throw .outOfRange(key: "sigma", value: "\(sigma)", allowed: "more than 0 px")
        }
        guard (0.5...8192).contains(cutoff.value) else {
            throw .outOfRange(key: "cutoff", value: "\(cutoff)", allowed: "0.5 to 8192 px")
        }
        guard (1...100_000).contains(scan.pure) else {
            throw .outOfRange(key: "scan.pure", value: "\(scan.pure)", allowed: "1 to 100000 positions a side")
        }
        guard (0...100_000).contains(scan.mixed) else {
            throw .outOfRange(key: "scan.mixed", value: "\(scan.mixed)", allowed: "0 to 100000 positions")
        }
        self.pixels = pixels
        self.a = a
        self.b = b
        self.sigma = sigma
        self.cutoff = cutoff
        self.scan = scan
    }

    var center: (y: Double, x: Double) { (Double(pixels[0] / 2), Double(pixels[1] / 2)) }

    /// Member × pixel: Σ exp(-r²/2σ²) over the spots with r < cutoff.
    public func patterns() -> Matrix<Double> {
        var result = Matrix<Double>(rows: 2, columns: pixels[0] * pixels[1])
        let radius = cutoff.value
        for (member, array) in [a, b].enumerated() {
            for point in array.points(centerY: center.y, centerX: center.x) {
                for pixel in discPixels(y: point.y, x: point.x, radius: radius, rows: pixels[0], columns: pixels[1]) {
                    let dy = Double(pixel / pixels[1]) - point.y
                    let dx = Double(pixel % pixels[1]) - point.x
                    let square = dy * dy + dx * dx
                    if square < radius * radius {
                        result[member, pixel] += exp(-square / (2 * sigma.value * sigma.value))
                    }
                }
            }
        }
        return result
    }

    /// Member × position: A falls linearly from 1 to 0 across the mixed positions, 1 - j/(mixed + 1); B is the rest.
    public func abundances() -> Matrix<Double> {
        let steps = (0..<scan.mixed).map { 1 - Double($0 + 1) / Double(scan.mixed + 1) }
        let share = [Double](repeating: 1, count: scan.pure) + steps + [Double](repeating: 0, count: scan.pure)
        return Matrix([share, share.map { 1 - $0 }])
    }
}

extension GaussianArrays: Codable {
    private enum CodingKeys: String, CodingKey { case pixels, a, b, sigma, cutoff, scan }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            pixels: try container.decode([Int].self, forKey: .pixels),
            a: try container.decode(SpotArray.self, forKey: .a), b: try container.decode(SpotArray.self, forKey: .b),
            sigma: try container.decode(PixelLength.self, forKey: .sigma),
            cutoff: try container.decode(PixelLength.self, forKey: .cutoff),
            scan: try container.decode(Scan.self, forKey: .scan))
    }
}
