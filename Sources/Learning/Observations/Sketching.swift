import Arrays

/// Adds up a random sketch XᵀΩ, block by block, with standard normal Ω: what a decomposition may start from.
struct Sketching {
    private(set) var back: Matrix<Double>
    private var stream = Seed(1).stream("sketch")
    /// The row that the next numbers of the stream belong to.
    private var nextRow = 0

    /// Columns of Ω: those of a scree plot, and some more.
    static let width = 40

    init(columns: Int) { back = Matrix(rows: columns, columns: Self.width) }

    mutating func add(_ block: RowBlock) throws {
        let width = back.columns
        // Rows of other ranks.
        for _ in 0..<(block.firstRow - nextRow) * width { _ = stream.normal() }
        nextRow = block.firstRow + block.values.rows
        let omega = (0..<block.values.rows * width).map { _ in Float(stream.normal()) }
        let parts = try block.mapRuns { run in
            let first = (run.firstRow - block.firstRow) * width
            let part = Matrix(
                rows: run.rows, columns: width, elements: Array(omega[first..<first + run.rows * width]))
            return run.product(transposed: part)
        }
        for part in parts { back.add(part) }
    }

    /// The sketch of all ranks' rows.
    mutating func sum(over communicator: any Communicator) { back.sum(over: communicator) }
}

extension Matrix<Double> {
    /// Adds up what each rank has.
    mutating func sum(over communicator: any Communicator) { communicator.sum(&elements) }

    mutating func add(_ other: Matrix) {
        for i in elements.indices { elements[i] += other.elements[i] }
    }

    mutating func add(_ other: Matrix<Float>) {
        for i in elements.indices { elements[i] += Double(other.elements[i]) }
    }
}
