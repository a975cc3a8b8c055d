import Arrays

/// Rows that a method passes over, each with the number of times that it occurs.
protocol RowPasses: Sendable {
    var rows: Int { get }
    var columns: Int { get }
    /// How often each row occurs; nil where each occurs once.
    var weights: [Double]? { get }
    /// ‖X‖² and Σx, the repetitions counted.
    var squaredNorm: Double { get }
    var sum: Double { get }
    /// XᵀΩ of random Ω, where the reading made it.
    var sketch: Matrix<Double>? { get }
    /// All scan positions, repetitions among them.
    var positions: Int { get }
    /// The ranks that have the rows between them: what a pass gives is this rank's part of the sum.
    var communicator: any Communicator { get }

    /// Calls `body` with fixed runs of this rank's rows, side by side, and `combine` with what it made of them, in the rows'
    /// order. What is thrown on one rank is thrown on all.
    func pass<Part: Sendable>(
        _ body: @Sendable (RowRun) throws -> Part, _ combine: (_ firstRow: Int, Part) throws -> Void) throws
}

extension RowPasses {
    /// The weights of a run's rows.
    func weights(of run: RowRun) -> [Double]? {
        weights.map { Array($0[run.firstRow..<run.firstRow + run.rows]) }
    }
}

extension GatheredRows: RowPasses {
    var rows: Int { values.rows }
    var columns: Int { values.columns }
    var weights: [Double]? { distinctOfRow.count == values.rows ? nil : counts }
    var positions: Int { distinctOfRow.count }
    var sketch: Matrix<Double>? { nil }
    var communicator: any Communicator { SingleProcess() }

    func pass<Part: Sendable>(
        _ body: @Sendable (RowRun) throws -> Part, _ combine: (_ firstRow: Int, Part) throws -> Void
    ) throws {
        let parts = try mapFixedRuns(of: values, firstRow: 0) { run in (run.firstRow, try body(run)) }
        for (first, part) in parts { try combine(first, part) }
    }
}

extension StreamedRows: RowPasses {
    var weights: [Double]? { nil }
    var positions: Int { rows }
    var communicator: any Communicator { source.communicator }

    func pass<Part: Sendable>(
        _ body: @Sendable (RowRun) throws -> Part, _ combine: (_ firstRow: Int, Part) throws -> Void
    ) throws {
        try communicator.together {
            try source.forEachBlock { block in
                for (first, part) in try block.mapRuns({ run in (run.firstRow, try body(run)) }) {
                    try combine(first, part)
                }
            }
        }
    }
}
