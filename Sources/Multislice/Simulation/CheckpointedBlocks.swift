internal import Arrays
internal import Synchronization

/// Keeps finished blocks of tilts of an interrupted simulation.
public protocol SimulationCheckpoint: Sendable {
    /// The block's sums, or nil when it has not been finished.
    func load(block: Int) -> [Double]?
    func save(_ values: [Double], block: Int) throws
}

/// The blocks of a simulation: each comes from the checkpoint, or is computed on one of the threads and kept there.
final class CheckpointedBlocks: Sendable {
    private let progress: Progress
    private let checkpoint: (any SimulationCheckpoint)?
    private let finished: Mutex<[[Double]?]>

    init(count: Int, progress: Progress, checkpoint: (any SimulationCheckpoint)?) {
        self.progress = progress
        self.checkpoint = checkpoint
        finished = Mutex(Array(repeating: nil, count: count))
    }

    /// Does some of the blocks.
    ///
    /// - Parameter values: how many numbers a block has.
    /// - Throws: `Cancelled`, what `compute` throws, or what the checkpoint throws.
    func run(_ blocks: Range<Int>, values: Int, compute: @Sendable (_ block: Int) throws -> [Double]) throws {
        try inFixedBlocks(blocks.count) { index in
            let block = blocks.lowerBound + index
            let sums: [Double]
            if let stored = checkpoint?.load(block: block), stored.count == values {
                sums = stored
            } else {
                sums = try compute(block)
                try checkpoint?.save(sums, block: block)
            }
            let share = finished.withLock { all in
                all[block] = sums
                return Double(all.count { $0 != nil }) / Double(all.count)
            }
            try progress.report(share, "multislice")
        }
    }

    /// The sums of the finished blocks, in order.
    var sums: [[Double]] { finished.withLock { $0.compactMap { $0 } } }
}
