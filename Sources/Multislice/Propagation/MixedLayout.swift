/// Where the numbers of a wave lie between slices: rows of kx within the band, each with all y, padded to full tiles.
struct MixedLayout: Sendable {
    /// Grid indices along x of the rows.
    let rows: [Int]
    /// Runs of consecutive rows: (first row of the wave, its grid index, how many).
    let runs: [(row: Int, index: Int, count: Int)]
    /// Number of y in a tile: whole cache lines, few enough that a tile of nx stays in the first-level cache.
    let tileWidth: Int
    /// Complex numbers from one row to the next.
    let rowStride: Int
    /// Rows that are transformed along y in one go.
    let batch: Int

    /// - Parameter cacheLine: complex numbers in a cache line.
    init(grid: ReciprocalGrid, bandLimit: BandLimit, cacheLine: Int) {
        let kx = grid.kx
        rows = kx.indices.filter { bandLimit.contains(kx[$0]) }
        runs = Self.runs(of: rows)
        tileWidth = cacheLine * (grid.nx < 400 ? 2 : 4)
        rowStride = (grid.ny + tileWidth - 1) / tileWidth * tileWidth
        // As few batches as fit the cache, and as even as can be: padding is transformed as well.
        let batches = (rows.count - 1) / max(4, min(64, 6144 / rowStride)) + 1
        batch = (rows.count - 1) / batches + 1
    }

    var tileCount: Int { rowStride / tileWidth }
    /// Complex numbers in a wave, with the rows padded to full batches.
    var waveCount: Int { (rows.count + batch - 1) / batch * batch * rowStride }

    private static func runs(of rows: [Int]) -> [(row: Int, index: Int, count: Int)] {
        var runs: [(row: Int, index: Int, count: Int)] = []
        for (row, index) in rows.enumerated() {
            if let last = runs.last, last.index + last.count == index {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((row, index, 1))
            }
        }
        return runs
    }
}
