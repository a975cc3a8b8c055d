internal import Arrays

/// Observations that look, before each block, whether the work is to stop: a pass over a large file takes minutes, and
/// methods ask between passes only.
struct StoppableRows: RowSource {
    let source: any RowSource
    let progress: Progress

    var shape: ObservationShape { source.shape }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        try source.forEachBlock { block in
            try progress.checkCancellation()
            try body(block)
        }
    }
}
