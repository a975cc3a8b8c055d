internal import Synchronization

/// Observations whose rows are shared out to ranks: each goes through its own, which follow each other.
///
/// `shape` is that of all rows. What a rank's passes give are its parts of sums over them (`Communicator.sum`).
public final class SharedRows: RowSource {
    private let source: any RowSource
    public let communicator: any Communicator
    private let own: Range<Int>
    /// Blocks of the first pass, where they may be held.
    private let held = Mutex<[RowBlock]?>(nil)
    private let mayHold: Bool

    /// - Parameter limit: how many values this rank may hold, to read them once.
    public init(_ source: any RowSource, over communicator: any Communicator, holding limit: Int) {
        self.source = source
        self.communicator = communicator
        own = communicator.share(of: source.shape.rowCount)
        mayHold = own.count * source.shape.columnCount <= limit
    }

    public var shape: ObservationShape { source.shape }

    public func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        if let held = held.withLock({ $0 }) { return try held.forEach(body) }
        var blocks: [RowBlock] = []
        try source.forEachBlock(of: own) { block in
            if mayHold { blocks.append(block) }
            try body(block)
        }
        if mayHold { held.withLock { $0 = blocks } }
    }

    public func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        try source.forEachBlock(of: rows, body)
    }
}
