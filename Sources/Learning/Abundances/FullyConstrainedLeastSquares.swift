public import Arrays

/// For every row x of the observations the abundances z ≥ 0, Σz = 1, that minimise ‖x − z·W‖² (fully constrained least squares,
/// Heinz & Chang, IEEE Trans. Geosci. Remote Sens. 39, 529, 2001), by an active set that ends at the exact minimum.
///
/// - Parameter patterns: W, source × pixel. Where a pattern is a mixture of others the minimum is not unique; one is returned.
/// - Returns: source × scan position.
/// - Throws: `LearningError.noObservations` without patterns, `.failed` where W has another number of pixels, `.notFinite`;
///   errors of the source.
public func fullyConstrainedLeastSquares(
    rows: some RowSource, patterns: Matrix<Double>
) throws -> Matrix<Double> {
    guard patterns.rows > 0 else { throw LearningError.noObservations }
    guard patterns.columns == rows.shape.columnCount else {
        throw LearningError.failed(
            method: "fully constrained least squares",
            reason: "the patterns have \(patterns.columns) pixels, the observations \(rows.shape.columnCount)")
    }
    let problem = SimplexLeastSquares(gram: patterns.gram)
    var maps = Matrix<Double>(rows: patterns.rows, columns: rows.rowCount)
    try rows.forEachBlock { block in
        let xwt = Matrix<Double>.product(block.values.converted(), patterns, transposingSecond: true)
        for i in 0..<block.values.rows {
            let linear = xwt.row(i)
            guard linear.allSatisfy(\.isFinite) else {
                let bad = block.values.row(i).firstIndex { !$0.isFinite } ?? 0
                throw LearningError.notFinite(row: block.firstRow + i, column: bad)
            }
            let z = problem.minimum(linear: linear)
            for k in z.indices { maps[k, block.firstRow + i] = z[k] }
        }
    }
    return maps
}
