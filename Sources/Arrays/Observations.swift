/// The four lengths of a scanning diffraction dataset, in the order that every array keeps.
public struct ObservationShape: Hashable, Sendable, Codable {
    public let scanY: Int
    public let scanX: Int
    public let detectorY: Int
    public let detectorX: Int

    public init(scanY: Int, scanX: Int, detectorY: Int, detectorX: Int) {
        self.scanY = scanY
        self.scanX = scanX
        self.detectorY = detectorY
        self.detectorX = detectorX
    }

    /// Number of patterns: one row each, scan positions in row-major order.
    public var rowCount: Int { scanY * scanX }
    /// Number of pixels in a pattern: one column each, index `y * detectorX + x`.
    public var columnCount: Int { detectorY * detectorX }
}

/// A run of consecutive patterns: row 0 of `values` is the dataset's row `firstRow`.
public struct RowBlock: Sendable {
    public let firstRow: Int
    /// Patterns × pixels.
    public let values: Matrix<Float>

    public init(firstRow: Int, values: Matrix<Float>) {
        self.firstRow = firstRow
        self.values = values
    }
}

/// Observations, reached by blocks of rows: a matrix in memory is one block, a file larger than memory is many.
///
/// Where a block ends depends on the shape only, never on the number of threads.
public protocol RowSource: Sendable {
    var shape: ObservationShape { get }
    /// Calls `body` with every block, in order, one at a time.
    func forEachBlock(_ body: (RowBlock) throws -> Void) throws
}

extension RowSource {
    public var rowCount: Int { shape.rowCount }

    /// All observations as one matrix: only for what fits into memory.
    public func matrix() throws -> Matrix<Float> {
        var blocks: [Matrix<Float>] = []
        try forEachBlock { blocks.append($0.values) }
        if blocks.count == 1 { return blocks[0] }
        var elements: [Float] = []
        elements.reserveCapacity(shape.rowCount * shape.columnCount)
        for block in blocks { elements += block.elements }
        return Matrix(rows: shape.rowCount, columns: shape.columnCount, elements: elements)
    }
}

/// Observations held in memory, as one block or in blocks of a given number of rows.
public struct InMemoryRows: RowSource {
    public let shape: ObservationShape
    public let values: Matrix<Float>
    public let rowsPerBlock: Int

    /// - Precondition: `values` has as many rows and columns as `shape` says.
    public init(shape: ObservationShape, values: Matrix<Float>, rowsPerBlock: Int? = nil) {
        precondition(values.rows == shape.rowCount && values.columns == shape.columnCount, "values and shape differ")
        self.shape = shape
        self.values = values
        self.rowsPerBlock = max(1, rowsPerBlock ?? shape.rowCount)
    }

    public func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        if rowsPerBlock >= values.rows {
            if values.rows > 0 { try body(RowBlock(firstRow: 0, values: values)) }
            return
        }
        for first in stride(from: 0, to: values.rows, by: rowsPerBlock) {
            let count = min(rowsPerBlock, values.rows - first)
            let slice = values.elements[first * values.columns..<(first + count) * values.columns]
            try body(
                RowBlock(firstRow: first, values: Matrix(rows: count, columns: values.columns, elements: Array(slice))))
        }
    }
}
