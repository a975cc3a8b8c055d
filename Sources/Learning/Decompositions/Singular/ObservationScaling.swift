import Arrays

/// What is done to observations before their singular values are taken.
struct ObservationScaling: Sendable {
    /// One factor a row; nil for 1.
    var rowFactors: [Double]?
    /// One factor a pixel; nil for 1.
    var pixelFactors: [Double]?
    /// Subtracted from each row; nil for nothing.
    var mean: [Double]?
    /// ‖·‖² of the scaled observations, the repetitions counted; nil for that of the observations.
    var squaredNorm: Double?

    static let none = Self()

    /// The mean pattern is taken from each pattern.
    static func centred(_ rows: some RowPasses) throws -> Self {
        let total = try columnSums(rows)
        let count = Double(max(1, rows.positions))
        let mean = total.map { $0 / count }
        let norm = mean.reduce(0) { $0 + $1 * $1 }
        return Self(mean: mean, squaredNorm: max(0, rows.squaredNorm - count * norm))
    }

    /// Weights for counting noise (Keenan & Kotula, Surf. Interface Anal. 36, 203, 2004): x_ij/√(g_i h_j) with the pattern
    /// sums g and the pixel sums h, so that the noise is as strong everywhere. Where a sum is not positive the weight is 0.
    static func poisson(_ rows: some RowPasses) throws -> Self {
        let (pixelSums, rowSums) = (try columnSums(rows), try sumsOfRows(rows))
        let row = rowSums.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
        let pixel = pixelSums.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
        var norm = [0.0]
        try rows.pass { run in
            var sum = 0.0
            for i in 0..<run.rows {
                var inRow = 0.0
                for c in 0..<run.columns {
                    let x = Double(run.values[i * run.columns + c]) * pixel[c]
                    inRow += x * x
                }
                let factor = row[run.firstRow + i]
                sum += (rows.weights?[run.firstRow + i] ?? 1) * factor * factor * inRow
            }
            return sum
        } _: {
            norm[0] += $1
        }
        rows.communicator.sum(&norm)
        return Self(rowFactors: row, pixelFactors: pixel, squaredNorm: norm[0])
    }

    /// Σ over scan positions.
    private static func columnSums(_ rows: some RowPasses) throws -> [Double] {
        var total = Matrix<Double>(rows: 1, columns: rows.columns)
        try rows.pass { run in
            var sums = Matrix<Double>(rows: 1, columns: run.columns)
            run.add(weighted: Matrix([rows.weights(of: run) ?? [Double](repeating: 1, count: run.rows)]), to: &sums)
            return sums
        } _: {
            total.add($1)
        }
        total.sum(over: rows.communicator)
        return total.elements
    }

    /// Σ over pixels.
    private static func sumsOfRows(_ rows: some RowPasses) throws -> [Double] {
        var sums = [Double](repeating: 0, count: rows.rows)
        try rows.pass { run in
            (0..<run.rows).map { run.digest(row: $0).sum }
        } _: { first, part in
            sums.replaceSubrange(first..<first + part.count, with: part)
        }
        rows.communicator.sum(&sums)
        return sums
    }
}
