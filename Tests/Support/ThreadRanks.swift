public import Arrays
import Glibc
import Synchronization

/// Ranks that are threads of this process: what runs over ranks is tested with them where there is no MPI.
///
/// Every call that names all ranks checks that all of them make the same.
public final class ThreadRanks: Sendable {
    public let size: Int
    private let shared: Meeting

    private init(size: Int) {
        self.size = size
        shared = Meeting(size: size)
    }

    /// Runs `body` once for each rank, side by side.
    ///
    /// - Returns: what each rank gave, or threw.
    public static func run<T: Sendable>(
        _ size: Int, _ body: @escaping @Sendable (any Communicator) throws -> T
    ) -> [Result<T, any Error>] {
        let ranks = ThreadRanks(size: size)
        let results = Mutex([Result<T, any Error>?](repeating: nil, count: size))
        var threads: [pthread_t] = []
        for rank in 0..<size {
            let start = Start {
                let result = Result { try body(Rank(rank: rank, ranks: ranks)) }
                results.withLock { $0[rank] = result }
            }
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, Unmanaged.passRetained(start).toOpaque())
            threads.append(thread)
        }
        for thread in threads { pthread_join(thread, nil) }
        return results.withLock { $0.compactMap { $0 } }
    }

    private final class Start {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private struct Rank: Communicator {
        let rank: Int
        let ranks: ThreadRanks
        var size: Int { ranks.size }

        func sum(_ values: inout [Double]) {
            let all = ranks.shared.meet(rank, .sum(values))
            for (other, given) in all.enumerated() {
                guard case .sum(let numbers) = given, numbers.count == values.count else {
                    preconditionFailure("rank \(other) does not add up \(values.count) numbers, as rank \(rank) does")
                }
                values = other == 0 ? numbers : zip(values, numbers).map { $0 + $1 }
            }
        }

        func sumAtRoot(_ values: inout [Double]) {
            var summed = values
            sum(&summed)
            // As with MPI, they are of no use elsewhere.
            values = rank == 0 ? summed : summed.map { _ in .nan }
        }

        func broadcast(_ bytes: [UInt8], from root: Int) -> [UInt8] {
            let all = ranks.shared.meet(rank, .bytes(bytes, from: root))
            for (other, given) in all.enumerated() {
                guard case .bytes(_, root) = given else {
                    preconditionFailure("rank \(other) does not wait for bytes of rank \(root), as rank \(rank) does")
                }
            }
            guard case .bytes(let received, _) = all[root] else { return [] }
            return received
        }

        func callOff() { ranks.shared.isCalledOff.store(true, ordering: .relaxed) }
        var isCalledOff: Bool { ranks.shared.isCalledOff.load(ordering: .relaxed) }
    }
}

/// Where threads wait for each other, and see what all have brought.
private final class Meeting: @unchecked Sendable {
    enum Gift {
        case sum([Double])
        case bytes([UInt8], from: Int)
    }

    let isCalledOff = Atomic<Bool>(false)
    private var lock = pthread_mutex_t()
    private var change = pthread_cond_t()
    private var gifts: [Gift?]
    private var last: [Gift] = []
    private var round = 0

    init(size: Int) {
        gifts = Array(repeating: nil, count: size)
        pthread_mutex_init(&lock, nil)
        pthread_cond_init(&change, nil)
    }

    func meet(_ rank: Int, _ gift: Gift) -> [Gift] {
        pthread_mutex_lock(&lock)
        defer { pthread_mutex_unlock(&lock) }
        gifts[rank] = gift
        let mine = round
        if gifts.allSatisfy({ $0 != nil }) {
            last = gifts.compactMap { $0 }
            gifts = gifts.map { _ in nil }
            round += 1
            pthread_cond_broadcast(&change)
        }
        while round == mine { pthread_cond_wait(&change, &lock) }
        return last
    }
}
