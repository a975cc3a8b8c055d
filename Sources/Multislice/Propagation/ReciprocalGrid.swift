/// The sampling of a rectangular cell: lengths in Å, frequencies in Å⁻¹ in the order of the Fourier transform.
public struct ReciprocalGrid: Sendable, Equatable {
    public let nx: Int
    public let ny: Int
    /// Cell, Å.
    public let lengthX: Double
    public let lengthY: Double

    /// - Throws: `MultisliceError.badGrid` unless both sizes are between 8 and 8192.
    public init(nx: Int, ny: Int, lengthX: Double, lengthY: Double) throws(MultisliceError) {
        guard (8...8192).contains(nx), (8...8192).contains(ny) else { throw .badGrid(nx: nx, ny: ny) }
        self.nx = nx
        self.ny = ny
        self.lengthX = lengthX
        self.lengthY = lengthY
    }

    /// Spatial frequencies along x, Å⁻¹: 0, 1/Lx, ... and the negative ones behind (numpy's fftfreq).
    public var kx: [Double] { Self.frequencies(nx, lengthX) }
    public var ky: [Double] { Self.frequencies(ny, lengthY) }

    /// Two thirds of the smaller Nyquist frequency, Å⁻¹: products of two functions within it do not wrap into it.
    public var largestBandLimit: Double { 2.0 / 3 * min(Double(nx) / (2 * lengthX), Double(ny) / (2 * lengthY)) }

    private static func frequencies(_ count: Int, _ length: Double) -> [Double] {
        (0..<count).map { Double($0 < (count + 1) / 2 ? $0 : $0 - count) / length }
    }

    /// The fastest multiples of 4 with only the factors 2, 3 and 5 whose band limit reaches `bandLimit` (Å⁻¹).
    ///
    /// By `SliceStepCost`, so that the choice is the same on every machine. A larger grid is taken only where it promises a
    /// twentieth of the time or more; what a shared period saves counts where the sizes can follow it.
    ///
    /// - Parameter periods: of all slices, finest first.
    /// - Throws: `MultisliceError.badGrid` when that takes more than 8192 points a side.
    package static func sizes(
        lengthX: Double, lengthY: Double, bandLimit: Double, periods: [SharedPeriod] = [.wholeCell]
    ) throws(MultisliceError) -> (nx: Int, ny: Int) {
        let needed = (x: 3 * bandLimit * lengthX, y: 3 * bandLimit * lengthY)
        guard needed.x <= 8192, needed.y <= 8192, needed.x > 0, needed.y > 0 else {
            throw .badGrid(nx: Self.clamped(needed.x), ny: Self.clamped(needed.y))
        }
        var found: [(nx: Int, ny: Int, cost: Double)] = []
        for nx in smoothSizes(from: needed.x) {
            for ny in smoothSizes(from: needed.y) {
                let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: lengthX, lengthY: lengthY)
                let period = periods.first { nx % $0.order == 0 && ny % $0.order == 0 } ?? .wholeCell
                let axes = VectorAxes(
                    grid: grid, bandLimit: BandLimit(bandLimit), period: period, lanes: VectorSliceStep.lanes)
                found.append((nx, ny, axes.cost(VectorSliceStep.lanes)))
            }
        }
        let least = found.reduce(.infinity) { min($0, $1.cost) }
        let fast = found.filter { $0.cost <= 1.05 * least }.min { ($0.nx * $0.ny, $0.nx) < ($1.nx * $1.ny, $1.nx) }
        return fast.map { ($0.nx, $0.ny) } ?? (found[0].nx, found[0].ny)
    }

    /// Sizes from the smallest that will do to a third more, in rising order.
    package static func smoothSizes(from wanted: Double) -> [Int] {
        let smallest = max(8, Int(wanted.rounded(.up)))
        let fitting = (smallest...max(smallest + 8, smallest * 4 / 3)).filter {
            $0 % 4 == 0 && $0 <= 8192 && hasSmallFactors($0)
        }
        return fitting.isEmpty ? [8192] : fitting
    }

    /// A number of points for a message, whatever was asked for.
    private static func clamped(_ size: Double) -> Int { Int(max(0, min(size, 1e9)).rounded(.up)) }

    private static func hasSmallFactors(_ size: Int) -> Bool {
        var rest = size
        for factor in [2, 3, 5] { while rest % factor == 0 { rest /= factor } }
        return rest == 1
    }
}
