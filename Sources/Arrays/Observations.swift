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
    /// The same with blocks of some of the rows alone.
    func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws
    /// The ranks that have the rows between them: each goes through its own (`SharedRows`). A process by itself for most.
    var communicator: any Communicator { get }
}

extension RowSource {
    public var communicator: any Communicator { SingleProcess() }

    /// Goes through all blocks, for sources that cannot begin anywhere.
    public func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        guard !rows.isEmpty else { return }
        try forEachBlock { block in
            let own = rows.clamped(to: block.firstRow..<block.firstRow + block.values.rows)
            guard !own.isEmpty else { return }
            guard own.count < block.values.rows else { return try body(block) }
            let columns = block.values.columns
            let start = (own.lowerBound - block.firstRow) * columns
            let elements = Array(block.values.elements[start..<start + own.count * columns])
            try body(
                RowBlock(
                    firstRow: own.lowerBound, values: Matrix(rows: own.count, columns: columns, elements: elements)))
        }
    }

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
