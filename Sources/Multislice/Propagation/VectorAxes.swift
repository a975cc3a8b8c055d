/// How a vector step sees a grid: a first axis, along which the wave between slices is transformed, and a second axis,
/// of which only one shared period is kept.
///
/// With the period's translation (shift/n, 1/n) along (first, second), row h of the first axis holds only the
/// frequencies n·m + residue(h) of the second, residue = -shift·h mod n. On one period its wave is a plane-wave factor
/// times a periodic function, so the transform has 1/n of the points.
struct VectorAxes {
    /// Points of the first axis.
    let first: Int
    /// Points of the whole second axis and of one period of it.
    let second: Int
    let kept: Int
    /// Whether the first axis is y.
    let isSwapped: Bool
    /// Grid indices of the first axis within the band.
    let rows: [Int]
    /// Rows and tiles of the wave, rounded up to whole vectors.
    let paddedRows: Int
    let tiles: Int
    let order: Int
    private let shift: Int

    /// The cheaper of the two ways round.
    init(grid: ReciprocalGrid, bandLimit: BandLimit, period: SharedPeriod, lanes: Int) {
        let straight = VectorAxes(grid, bandLimit, order: period.order, shift: period.shift, isSwapped: false, lanes)
        // The other way round (s/n, 1/n) is (1/n, s'/n) with s·s' = 1 mod n, where there is such an s'.
        let inverse = (0..<period.order).first { $0 * period.shift % period.order == 1 % period.order }
        guard let inverse else {
            self = straight
            return
        }
        let swapped = VectorAxes(grid, bandLimit, order: period.order, shift: inverse, isSwapped: true, lanes)
        self = swapped.cost(lanes) < straight.cost(lanes) ? swapped : straight
    }

    private init(
        _ grid: ReciprocalGrid, _ bandLimit: BandLimit, order: Int, shift: Int, isSwapped: Bool, _ lanes: Int
    ) {
        (first, second) = isSwapped ? (grid.ny, grid.nx) : (grid.nx, grid.ny)
        kept = second / order
        self.isSwapped = isSwapped
        self.order = order
        self.shift = shift
        let frequencies = isSwapped ? grid.ky : grid.kx
        rows = frequencies.indices.filter { bandLimit.contains(frequencies[$0]) }
        paddedRows = (rows.count + lanes - 1) / lanes * lanes
        tiles = (kept + lanes - 1) / lanes
    }

    /// Nanoseconds of a slice step by the fitted model; infinite for lengths that the kernels do not cover.
    func cost(_ lanes: Int) -> Double {
        SliceStepCost.nanoseconds(
            first: first, linesOfFirst: tiles * lanes, second: kept, linesOfSecond: paddedRows)
    }

    /// The grid point of a point on the two axes.
    func point(_ u: Int, _ v: Int) -> (x: Int, y: Int) { isSwapped ? (v, u) : (u, v) }

    /// The residue modulo `order` of the second axis' frequencies in the row of index `u`.
    func residue(ofRow u: Int) -> Int { (order - shift * u % order) % order }
}
