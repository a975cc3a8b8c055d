import Arrays

/// Indices of the pixels whose centres lie within `radius` of a point: r ≤ radius.
func discPixels(y: Double, x: Double, radius: Double, rows: Int, columns: Int) -> [Int] {
    // Kept on the detector before they become whole numbers: a disc may lie anywhere.
    let firstRow = max(0, (y - radius).rounded(.up))
    let lastRow = min(Double(rows - 1), (y + radius).rounded(.down))
    let firstColumn = max(0, (x - radius).rounded(.up))
    let lastColumn = min(Double(columns - 1), (x + radius).rounded(.down))
    guard firstRow <= lastRow, firstColumn <= lastColumn else { return [] }
    var pixels: [Int] = []
    for row in Int(firstRow)...Int(lastRow) {
        for column in Int(firstColumn)...Int(lastColumn) {
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
