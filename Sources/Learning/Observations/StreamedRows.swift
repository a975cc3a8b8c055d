import Arrays

/// Observations larger than memory: each pass over them reads every block again.
struct StreamedRows<Source: RowSource>: Sendable {
    let source: Source
    /// ‖X‖².
    let squaredNorm: Double
    /// Σx.
    let sum: Double
    /// XᵀΩ of random Ω, where it was asked for when the observations were read.
    let sketch: Matrix<Double>?

    init(source: Source, squaredNorm: Double, sum: Double = 0, sketch: Matrix<Double>? = nil) {
        self.source = source
        self.squaredNorm = squaredNorm
        self.sum = sum
        self.sketch = sketch
    }

    var rows: Int { source.shape.rowCount }
    var columns: Int { source.shape.columnCount }

    /// Calls `body` with each block of rows in double precision, in order.
    func forEachBlock(_ body: (_ firstRow: Int, _ values: Matrix<Double>) throws -> Void) throws {
        try source.forEachBlock { try body($0.firstRow, $0.values.converted()) }
    }
}
