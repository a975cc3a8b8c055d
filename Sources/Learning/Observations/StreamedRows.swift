import Arrays

/// Observations larger than memory: each pass over them reads every block again.
struct StreamedRows<Source: RowSource>: Sendable {
    let source: Source
    /// ‖X‖².
    let squaredNorm: Double

    var rows: Int { source.shape.rowCount }
    var columns: Int { source.shape.columnCount }

    /// Calls `body` with each block of rows in double precision, in order.
    func forEachBlock(_ body: (_ firstRow: Int, _ values: Matrix<Double>) throws -> Void) throws {
        try source.forEachBlock { try body($0.firstRow, $0.values.converted()) }
    }
}
