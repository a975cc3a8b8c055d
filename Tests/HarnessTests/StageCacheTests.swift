import Arrays
import Dispatch
import FoundationEssentials
import Glibc
import Harness
import Synchronization
import TestSupport
import Testing

@Suite struct StageCacheTests {
    private let key = StageKey(stage: .scores, inputs: ["a"])

    @Test func theCacheLiesInXDGCacheHomeElseInTheHomeFolder() {
        func root(_ environment: [String: String]) -> String { StageCache.defaultRoot(environment: environment).path }
        #expect(root(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/twinbench")
        #expect(root(["XDG_CACHE_HOME": "", "HOME": "/h"]) == "/h/.cache/twinbench")
        #expect(root(["HOME": "/h"]) == "/h/.cache/twinbench")
    }

    @Test func inputsRunTogetherAreOtherInputs() {
        let keys = [["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"]].map { StageKey(stage: .scores, inputs: $0).digest }
        #expect(Set(keys).count == keys.count)
        #expect(StageKey(stage: .beams, inputs: ["a"]).digest != key.digest)
    }

    @Test func anEntryIsMadeOnceAndAgainWhenItWasAltered() throws {
        try withTemporaryFolder { root in
            let warnings = Mutex<[String]>([])
            let cache = StageCache(root: root, warn: { line in warnings.withLock { $0.append(line) } })
            func make() throws -> (url: URL, cached: Bool) {
                try cache.file(key) { try Data("value".utf8).write(to: $0) }
            }
            let first = try make()
            #expect(!first.cached)
            #expect(try make().cached)
            for damage in ["valuf", "valu", ""] {
                try Data(damage.utf8).write(to: first.url)
                #expect(try !make().cached)
                #expect(try Data(contentsOf: first.url) == Data("value".utf8))
            }
            #expect(warnings.withLock { $0 }.count == 3)
            #expect(try make().cached)
        }
    }

    @Test func twoThatWantOneEntryMakeItOnce() throws {
        try withTemporaryFolder { root in
            let warnings = Mutex<[String]>([])
            let made = Mutex(0)
            let found = Mutex<[Data]>([])
            let cache = StageCache(root: root, warn: { line in warnings.withLock { $0.append(line) } })
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                let entry = try? cache.file(key) { url in
                    made.withLock { $0 += 1 }
                    usleep(300_000)
                    try Data("value".utf8).write(to: url)
                }
                guard let data = try? entry.map({ try Data(contentsOf: $0.url) }) else { return }
                found.withLock { $0.append(data) }
            }
            #expect(found.withLock { $0 } == [Data("value".utf8), Data("value".utf8)])
            #expect(made.withLock { $0 } == 1)
            let lines = warnings.withLock { $0 }
            #expect(lines.count <= 1 && lines.allSatisfy { $0.contains("waiting for process \(getpid())") })
            let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
            #expect(!names.contains { $0.hasSuffix(".lock") })
        }
    }

    @Test func whoWaitsForAnEntryCanBeStopped() throws {
        try withTemporaryFolder { root in
            let cache = StageCache(root: root, warn: { _ in })
            let impatient = StageCache(
                root: root, progress: Progress(onReport: { _, _ in }, isCancelled: { true }), warn: { _ in })
            _ = try cache.file(key) { url in
                #expect(throws: Cancelled.self) { try impatient.file(key) { _ in } }
                try Data("value".utf8).write(to: url)
            }
        }
    }

    @Test func whatFailsIsNotKept() throws {
        struct Failure: Error {}
        try withTemporaryFolder { root in
            let cache = StageCache(root: root, warn: { _ in })
            #expect(throws: Failure.self) {
                try cache.file(key) { url in
                    try Data("half".utf8).write(to: url)
                    throw Failure()
                }
            }
            #expect(cache.file(key) == nil)
        }
    }
}
