internal import Arrays
internal import Synchronization

/// Keeps finished blocks of tilts of an interrupted simulation.
public protocol SimulationCheckpoint: Sendable {
    /// The block's sums, or nil when it has not been finished.
    func load(block: Int) -> [Double]?
    func save(_ values: [Double], block: Int) throws
}

/// The blocks of a simulation: those that the checkpoint has not are shared out to the ranks, computed on their threads and
/// kept in the checkpoint.
///
/// A rank takes unfinished blocks that follow each other, so that it meets few configurations of frozen phonons.
final class CheckpointedBlocks: Sendable {
    private let values: Int
    /// Stops a block when another rank has failed.
    let progress: Progress
    private let checkpoint: (any SimulationCheckpoint)?
    private let communicator: any Communicator
    /// Blocks that no checkpoint had, of all ranks and of this one.
    private let unfinished: [Int]
    private let own: Set<Int>
    private let finished: Mutex<[[Double]?]>
    private let done = Mutex(0)

    /// - Parameters:
    ///   - values: how many numbers a block has.
    ///   - checkpoint: read by the root, written by every rank.
    init(
        count: Int, values: Int, progress: Progress, checkpoint: (any SimulationCheckpoint)?,
        communicator: any Communicator
    ) {
        self.values = values
        self.progress = communicator.watched(progress)
        self.checkpoint = checkpoint
        self.communicator = communicator
        var found = [[Double]?](repeating: nil, count: count)
        if communicator.isRoot, let checkpoint {
            for block in found.indices {
                if let stored = checkpoint.load(block: block), stored.count == values { found[block] = stored }
            }
        }
        unfinished = communicator.broadcast(found.indices.filter { found[$0] == nil })
        own = Set(unfinished[communicator.share(of: unfinished.count)])
        finished = Mutex(found)
    }

    /// Does this rank's share of all blocks.
    ///
    /// - Parameters:
    ///   - sets: blocks that take the same preparation.
    ///   - prepare: what makes the blocks of a set; not called for sets in which nothing is to be done.
    /// - Throws: on every rank: `Cancelled`, or what a block, its preparation or the checkpoint throws on any of them.
    func run(
        in sets: [Range<Int>], _ prepare: (_ set: Int) throws -> @Sendable (_ block: Int) throws -> [Double]
    ) throws {
        try communicator.together {
            for (index, set) in sets.enumerated() {
                let blocks = set.filter(own.contains)
                guard !blocks.isEmpty else { continue }
                try progress.report(share, "potentials and plans")
                let compute = try prepare(index)
                try inFixedBlocks(blocks.count) { number in
                    let block = blocks[number]
                    let sums = try compute(block)
                    try checkpoint?.save(sums, block: block)
                    finished.withLock { $0[block] = sums }
                    done.withLock { $0 += 1 }
                    try progress.report(share, "multislice")
                }
            }
        }
    }

    /// How much of all blocks is finished, as this rank's own tell.
    private var share: Double {
        let (all, left) = (finished.withLock { $0.count }, 1 - Double(done.withLock { $0 }) / Double(max(1, own.count)))
        return 1 - left * Double(unfinished.count) / Double(max(1, all))
    }

    /// The sums of the finished blocks, in order, at the root; nil elsewhere. Of each block one rank has the numbers and all
    /// others zeros, so that nothing is rounded.
    func gathered() -> [[Double]]? {
        if communicator.size > 1 {
            for block in unfinished {
                var sums = finished.withLock { $0[block] } ?? [Double](repeating: 0, count: values)
                communicator.sumAtRoot(&sums)
                if communicator.isRoot { finished.withLock { $0[block] = sums } }
            }
        }
        return communicator.isRoot ? finished.withLock { $0.compactMap { $0 } } : nil
    }
}
