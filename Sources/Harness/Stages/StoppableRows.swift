internal import Arrays

/// Observations that look, before each block, whether the work is to stop: a pass over a large file takes minutes, and
/// methods ask between passes only.
struct StoppableRows: RowSource {
    let source: any RowSource
    let progress: Progress
    /// What a single pass reports its progress of; nil for a method, which reports its own.
    var what: String?

    var shape: ObservationShape { source.shape }
    var communicator: any Communicator { source.communicator }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        try source.forEachBlock { block in
            try progress.checkCancellation()
            try body(block)
            guard let what else { return }
            try progress.report(Double(block.firstRow + block.values.rows) / Double(max(1, shape.rowCount)), what)
        }
    }
}
