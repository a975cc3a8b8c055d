import Arrays
import Synchronization

/// Coordinate descent on observations in memory. Each sweep reads them once: the update of W in a tile of pixels is followed
/// at once by that tile's part of X·Wᵀ and W·Wᵀ, which the next update of Z needs.
final class GatheredSweeps: DescentSweeps {
    private let rows: Int
    private let rank: Int
    private let counts: [Double]
    private let squaredNorm: Double
    private let pixelCount: Int
    private let tiles: PixelTiles
    private var z: [Double]
    /// X·Wᵀ (row × component) and W·Wᵀ of the present W.
    private var products: TileSums

    /// - Parameter start: Z (distinct pattern × component) and W (component × kept pixel).
    init(_ observations: GatheredRows, start: Factors) throws {
        rows = observations.values.rows
        rank = start.w.rows
        counts = observations.counts
        squaredNorm = observations.squaredNorm
        pixelCount = observations.values.columns
        z = start.z.elements
        tiles = PixelTiles(observations.values, w: start.w)
        products = TileSums(rows: rows, rank: rank)
        products = try sums { [tiles] in tiles.accumulate($0, into: &$1) }
    }

    var factors: Factors {
        Factors(z: Matrix(rows: rows, columns: rank, elements: z), w: tiles.w(pixels: pixelCount))
    }

    func sweep() throws -> (violation: Double, objective: Double) {
        var violation = 0.0
        for d in 0..<rows {
            z.withUnsafeMutableBufferPointer { z in
                products.xwt.withUnsafeBufferPointer { b in
                    products.wwt.withUnsafeBufferPointer { h in
                        guard let z = z.baseAddress, let b = b.baseAddress, let h = h.baseAddress else { return }
                        violation += counts[d] * descend(z + d * rank, linear: b + d * rank, quadratic: h, count: rank)
                    }
                }
            }
        }
        // The repetitions of a pattern weigh in here: ZᵀX and ZᵀZ run over all rows.
        var weighted = z
        for d in 0..<rows { for t in 0..<rank { weighted[d * rank + t] *= counts[d] } }
        var ztz = [Double](repeating: 0, count: rank * rank)
        for d in 0..<rows {
            for t in 0..<rank { for s in 0..<rank { ztz[t * rank + s] += weighted[d * rank + t] * z[d * rank + s] } }
        }
        products = try sums { [tiles, weighted, ztz] tile, sums in
            sums.violation += tiles.updateW(tile, weightedZ: weighted, ztz: ztz, rank: sums.rank)
            tiles.accumulate(tile, into: &sums)
        }
        let objective = (squaredNorm - 2 * inner(products.xwt, weighted) + inner(ztz, products.wwt)) / 2
        return (violation + products.violation, max(0, objective))
    }

    /// Runs over the tiles in fixed groups and adds the groups' sums in their order.
    private func sums(_ body: @Sendable (_ tile: Int, _ sums: inout TileSums) -> Void) throws -> TileSums {
        let group = 32
        let (tileCount, rows, rank) = (tiles.count, rows, rank)
        let groupCount = (tileCount + group - 1) / group
        let parts = Mutex([TileSums?](repeating: nil, count: groupCount))
        try inFixedBlocks(groupCount) { index in
            var sums = TileSums(rows: rows, rank: rank)
            for tile in index * group..<min(tileCount, (index + 1) * group) { body(tile, &sums) }
            parts.withLock { $0[index] = sums }
        }
        var total = TileSums(rows: rows, rank: rank)
        for case let part? in parts.withLock({ $0 }) { total.add(part) }
        return total
    }
}

/// What a pass over tiles adds up.
struct TileSums: Sendable {
    let rank: Int
    var xwt: [Double]
    var wwt: [Double]
    var violation = 0.0

    init(rows: Int, rank: Int) {
        self.rank = rank
        xwt = [Double](repeating: 0, count: rows * rank)
        wwt = [Double](repeating: 0, count: rank * rank)
    }

    mutating func add(_ other: TileSums) {
        for i in xwt.indices { xwt[i] += other.xwt[i] }
        for i in wwt.indices { wwt[i] += other.wwt[i] }
        violation += other.violation
    }
}

extension GatheredRows {
    /// A start for all rows and pixels → for the distinct rows and kept pixels.
    func gathered(_ whole: Factors) -> Factors {
        let rank = whole.w.rows
        var factors = Factors(
            z: Matrix(rows: values.rows, columns: rank), w: Matrix(rows: rank, columns: pixels.count))
        for (row, d) in distinctOfRow.enumerated() { for t in 0..<rank { factors.z[d, t] = whole.z[row, t] } }
        for t in 0..<rank { for (c, pixel) in pixels.enumerated() { factors.w[t, c] = whole.w[t, pixel] } }
        return factors
    }
}
