import Arrays
import Synchronization
import Testing

@Suite(.serialized) struct FixedBlocksTests {
    struct Failure: Error, Equatable { let block: Int }

    @Test(arguments: [1, 2, 5])
    func everyBlockRunsOnce(threads: Int) throws {
        defer { Threads.count = 0 }
        Threads.count = threads
        let runs = Mutex([Int](repeating: 0, count: 100))
        try inFixedBlocks(100) { block in runs.withLock { $0[block] += 1 } }
        #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 100))
    }

    @Test func noBlocksMeanNoWork() throws {
        let runs = Atomic<Int>(0)
        try inFixedBlocks(0) { _ in runs.add(1, ordering: .relaxed) }
        #expect(runs.load(ordering: .relaxed) == 0)
    }

    @Test(arguments: [1, 4])
    func theErrorOfAFailedBlockComesOut(threads: Int) {
        defer { Threads.count = 0 }
        Threads.count = threads
        #expect(throws: Failure(block: 3)) {
            try inFixedBlocks(50) { block in if block == 3 { throw Failure(block: block) } }
        }
    }

    @Test func progressReportsAndStops() throws {
        let heard = Mutex<[Double]>([])
        let progress = Progress(onReport: { fraction, _ in heard.withLock { $0.append(fraction) } })
        try progress.report(0.25, "work")
        #expect(heard.withLock { $0 } == [0.25])
        let stopped = Progress(onReport: { _, _ in Issue.record("reported after the stop") }, isCancelled: { true })
        #expect(throws: Cancelled.self) { try stopped.report(0.5, "work") }
        #expect(throws: Cancelled.self) { try stopped.checkCancellation() }
        try Progress.none.report(1, "work")
    }
}
