import Arrays

/// Indices of the pixels whose centres lie within `radius` of a point: r ≤ radius.
func discPixels(y: Double, x: Double, radius: Double, rows: Int, columns: Int) -> [Int] {
    let firstRow = max(0, Int((y - radius).rounded(.up)))
    let lastRow = min(rows - 1, Int((y + radius).rounded(.down)))
    let firstColumn = max(0, Int((x - radius).rounded(.up)))
    let lastColumn = min(columns - 1, Int((x + radius).rounded(.down)))
    guard firstRow <= lastRow, firstColumn <= lastColumn else { return [] }
    var pixels: [Int] = []
    for row in firstRow...lastRow {
        for column in firstColumn...lastColumn {
            let dy = Double(row) - y
            let dx = Double(column) - x
            if dy * dy + dx * dx <= radius * radius { pixels.append(row * columns + column) }
        }
    }
    return pixels
}

/// The sum over listed pixels of one pattern.
func sum<Scalar: LinearAlgebraScalar>(of pattern: [Scalar], over pixels: [Int]) -> Double {
    pixels.reduce(0) { $0 + Double(pattern[$1]) }
}
