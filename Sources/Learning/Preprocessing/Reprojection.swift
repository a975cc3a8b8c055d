import Arrays

/// The patterns W that, with given maps Z, come nearest to observations: min ‖X − Zᵀ·W‖², by the normal equations; with
/// `nonNegative`, W ≥ 0 by coordinate descent in each pixel. Where maps depend on each other, the smallest W.
///
/// - Parameter maps: source × scan position.
/// - Returns: source × pixel.
func reprojected(
    _ observations: some RowSource, maps: Matrix<Double>, nonNegative: Bool
) throws -> Matrix<Double> {
    let sources = maps.rows
    var linear = Matrix<Double>(rows: sources, columns: observations.shape.columnCount)
    try observations.forEachBlock { block in
        let x: Matrix<Double> = block.values.converted()
        var part = Matrix<Double>(rows: x.rows, columns: sources)
        for i in 0..<x.rows { for t in 0..<sources { part[i, t] = maps[t, block.firstRow + i] } }
        let product = Matrix.product(part, x, transposingFirst: true)
        for i in product.elements.indices { linear.elements[i] += product.elements[i] }
    }
    let gram = maps.gram
    let (values, axes) = try gram.symmetricEigen()
    let negligible = 1e-12 * (values.first ?? 0)
    var inverse = Matrix<Double>(rows: sources, columns: sources)
    for (t, value) in values.enumerated() where value > negligible {
        for a in 0..<sources { for b in 0..<sources { inverse[a, b] += axes[t, a] * axes[t, b] / value } }
    }
    var patterns = Matrix.product(inverse, linear)
    guard nonNegative else { return patterns }
    for c in 0..<patterns.columns where (0..<sources).contains(where: { patterns[$0, c] < 0 }) {
        var w = Matrix(rows: sources, columns: 1, elements: patterns.column(c).map { max(0, $0) })
        let b = linear.columns(c..<c + 1)
        let small = 1e-14 * b.elements.reduce(0) { max($0, abs($1)) }
        for _ in 0..<1000 where w.descend(linear: b, quadratic: gram) > small {}
        for t in 0..<sources { patterns[t, c] = w[t, 0] }
    }
    return patterns
}
