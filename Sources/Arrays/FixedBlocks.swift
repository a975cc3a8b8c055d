internal import Dispatch
import Glibc
internal import Synchronization

/// How many threads the parallel loops use. Results never depend on it.
public enum Threads {
    private static let setting = Atomic<Int>(0)

    /// The number of threads; by default the number of processors of the machine.
    public static var count: Int {
        get {
            let value = setting.load(ordering: .relaxed)
            return value > 0 ? value : processors
        }
        set { setting.store(max(0, newValue), ordering: .relaxed) }
    }

    private static let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Runs `body` once for each block index, on up to `Threads.count` threads.
///
/// What a block is must depend on the problem only; whoever combines results does so in block order.
///
/// - Throws: the error of the lowest block that failed; the rest is then not started.
public func inFixedBlocks(_ blockCount: Int, _ body: @Sendable (_ block: Int) throws -> Void) throws {
    let workers = min(Threads.count, blockCount)
    if workers <= 1 {
        for block in 0..<max(0, blockCount) { try body(block) }
        return
    }
    // What was written before a block begins, and what a block writes, is seen behind these orderings, whatever runs the
    // workers.
    let next = Atomic<Int>(0)
    next.store(0, ordering: .releasing)
    let failure = Mutex<(block: Int, error: any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
            let block = next.add(1, ordering: .acquiringAndReleasing).oldValue
            guard block < blockCount, failure.withLock({ $0 == nil }) else { return }
            do {
                try body(block)
            } catch {
                failure.withLock { if $0 == nil || block < ($0?.block ?? 0) { $0 = (block, error) } }
            }
        }
    }
    _ = next.load(ordering: .acquiring)
    if let failure = failure.withLock({ $0 }) { throw failure.error }
}
