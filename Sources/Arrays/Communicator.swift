/// The processes that work on one problem together, in MPI's words: each of them is a rank, rank 0 the root.
///
/// All ranks run the same code and call the functions that name them all (`sum`, `broadcast`, `together`) in the same order,
/// one thread at a time. A process by itself is a communicator of one rank, for which these do nothing.
public protocol Communicator: Sendable {
    var rank: Int { get }
    var size: Int { get }
    /// Adds up arrays of the same length, element by element, for every rank.
    func sum(_ values: inout [Double])
    /// The same for the root alone; elsewhere the values are of no use afterwards.
    func sumAtRoot(_ values: inout [Double])
    /// Gives every rank the bytes of one.
    func broadcast(_ bytes: [UInt8], from rank: Int) -> [UInt8]
    /// Tells the other ranks to stop their share of the work; for any rank, at any time.
    func callOff()
    /// Whether another rank has called the work off.
    var isCalledOff: Bool { get }
}

/// The communicator of a process that is by itself.
public struct SingleProcess: Communicator {
    public init() {}
    public var rank: Int { 0 }
    public var size: Int { 1 }
    public func sum(_ values: inout [Double]) {}
    public func sumAtRoot(_ values: inout [Double]) {}
    public func broadcast(_ bytes: [UInt8], from rank: Int) -> [UInt8] { bytes }
    public func callOff() {}
    public var isCalledOff: Bool { false }
}

extension Communicator {
    public var isRoot: Bool { rank == 0 }

    /// This rank's share of so many things: consecutive ones, and the root never has fewer than another rank.
    public func share(of count: Int) -> Range<Int> {
        let (each, more) = count.quotientAndRemainder(dividingBy: size)
        let start = rank * each + min(rank, more)
        return start..<start + each + (rank < more ? 1 : 0)
    }

    /// Runs this rank's part of a common work; when it fails on one rank, it fails on all.
    ///
    /// A rank that fails calls off the others' parts: let them look with `watched(_:)`.
    ///
    /// - Throws: what `body` throws here; `RankFailure` for what it threw elsewhere, or `Cancelled` where that was asked for.
    public func together<T>(_ body: () throws -> T) throws -> T {
        guard size > 1 else { return try body() }
        let result = Result { try body() }
        let failure: (any Error)? = if case .failure(let error) = result { error } else { nil }
        if failure != nil, !isCalledOff { callOff() }
        // One place a rank: 1 where it was asked to stop, 2 where it failed.
        var states = [Double](repeating: 0, count: size)
        states[rank] = failure.map { $0 is Cancelled ? 1 : 2 } ?? 0
        sum(&states)
        if let first = states.firstIndex(of: 2) {
            let text = first == rank ? failure.map { "\($0)" } ?? "" : ""
            let message = String(decoding: broadcast(Array(text.utf8), from: first), as: UTF8.self)
            guard first == rank, let failure else { throw RankFailure(rank: first, message: message) }
            throw failure
        }
        if states.contains(1) { throw Cancelled() }
        return try result.get()
    }

    /// Progress that also stops the work when another rank calls it off.
    public func watched(_ progress: Progress) -> Progress {
        size > 1 ? progress.also(cancelledWhen: { isCalledOff }) : progress
    }

    /// Gives every rank the root's numbers.
    public func broadcast(_ numbers: [Int]) -> [Int] {
        guard size > 1 else { return numbers }
        let bytes = numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
        let received = broadcast(bytes, from: 0)
        return stride(from: 0, to: received.count, by: 8).map { start in
            (0..<8).reduce(0) { $0 | Int(received[start + $1]) << ($1 * 8) }
        }
    }
}

/// What went wrong with the work of another rank.
public struct RankFailure: Error, Equatable, CustomStringConvertible {
    public let rank: Int
    public let message: String

    public init(rank: Int, message: String) {
        self.rank = rank
        self.message = message
    }

    public var description: String { "rank \(rank): \(message)" }
}
