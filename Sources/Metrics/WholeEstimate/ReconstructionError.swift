public import Arrays

/// What the estimate leaves unexplained: ‖X - Ẑ·E‖ / ‖X‖.
///
/// The difference is formed pixel by pixel in double precision, block by block, so that a perfect fit is not lost in
/// cancellation.
/// - Parameters:
///   - observations: X, scan position × pixel.
///   - maps: Ẑᵀ, source × scan position, unscaled.
///   - patterns: E, source × pixel, unscaled.
/// - Returns: 0 for a perfect fit, 1 for an estimate of zeros; undefined when sizes differ or the observations are
///   all zero.
/// - Throws: what reading the observations throws.
public func reconstructionError(
    observations: some RowSource, maps: Matrix<Double>, patterns: Matrix<Double>
) throws -> Score {
    let shape = observations.shape
    guard maps.rows == patterns.rows, maps.columns == shape.rowCount, patterns.columns == shape.columnCount else {
        return .undefined(reason: "maps and patterns do not have the observations' shape")
    }
    let pixels = shape.columnCount
    var (residual, power) = (0.0, 0.0)
    var difference = [Double](repeating: 0, count: pixels)
    try observations.forEachBlock { block in
        for row in 0..<block.values.rows {
            let position = block.firstRow + row
            let (missed, total) = block.values.elements.withUnsafeBufferPointer { x in
                difference.withUnsafeMutableBufferPointer { difference in
                    patterns.elements.withUnsafeBufferPointer { e in
                        var total = 0.0
                        for p in 0..<pixels {
                            difference[p] = Double(x[row * pixels + p])
                            total += difference[p] * difference[p]
                        }
                        for source in 0..<patterns.rows {
                            let weight = maps[source, position]
                            for p in 0..<pixels { difference[p] -= weight * e[source * pixels + p] }
                        }
                        var missed = 0.0
                        for p in 0..<pixels { missed += difference[p] * difference[p] }
                        return (missed, total)
                    }
                }
            }
            residual += missed
            power += total
        }
    }
    guard power > 0 else { return .undefined(reason: "the observations are all zero") }
    return Score(finite: (residual / power).squareRoot())
}
