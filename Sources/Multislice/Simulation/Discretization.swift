/// How the physics is put on a computer: grid, slices, band limit, precision. Never part of a specimen or an instrument.
public struct Discretization: Sendable, Equatable {
    /// Points across the cell.
    public enum Grid: Sendable, Equatable {
        case fixed(nx: Int, ny: Int)
        /// The fastest sizes that hold the band limit.
        case automatic
    }

    /// Floating-point precision of the wave.
    public enum Precision: String, Sendable, Codable, CaseIterable {
        case single, double
    }

    public let grid: Grid
    /// Slices in each unit of the stack.
    public let slicesPerUnit: Int
    /// Å⁻¹; nil for two thirds of a fixed grid's smaller Nyquist frequency, and for 30 nm⁻¹ on an automatic one.
    public let bandLimit: Double?
    public let precision: Precision

    /// The band limit that an automatic grid holds when none is given: 30 nm⁻¹.
    public static let defaultBandLimit = 3.0

    /// - Throws: `MultisliceError` for less than one slice a unit or a band limit that is not positive.
    public init(
        grid: Grid, slicesPerUnit: Int, bandLimit: Double? = nil, precision: Precision = .single
    ) throws(MultisliceError) {
        guard slicesPerUnit >= 1 else { throw .badSliceCount(slicesPerUnit) }
        if let bandLimit, !(bandLimit > 0) { throw .badBandLimit(asked: bandLimit, possible: .infinity) }
        self.grid = grid
        self.slicesPerUnit = slicesPerUnit
        self.bandLimit = bandLimit
        self.precision = precision
    }

    /// The grid over a cell (Å) and the band limit on it.
    ///
    /// - Parameter periods: that all slices share, finest first; sizes that can follow one are faster.
    /// - Throws: `MultisliceError.badBandLimit` when the fixed grid does not hold the band limit asked for.
    package func resolve(
        lengthX: Double, lengthY: Double, periods: [SharedPeriod] = [.wholeCell]
    ) throws(MultisliceError) -> (grid: ReciprocalGrid, bandLimit: BandLimit) {
        let size: (nx: Int, ny: Int)
        var limit = bandLimit
        switch grid {
        case .fixed(let nx, let ny): size = (nx, ny)
        case .automatic:
            let asked = bandLimit ?? Self.defaultBandLimit
            size = try ReciprocalGrid.sizes(lengthX: lengthX, lengthY: lengthY, bandLimit: asked, periods: periods)
            // The same whichever sizes are fastest.
            limit = asked
        }
        let resolved = try ReciprocalGrid(nx: size.nx, ny: size.ny, lengthX: lengthX, lengthY: lengthY)
        let largest = resolved.largestBandLimit
        if let bandLimit, bandLimit > largest * (1 + 1e-9) { throw .badBandLimit(asked: bandLimit, possible: largest) }
        return (resolved, BandLimit(limit ?? largest))
    }
}
