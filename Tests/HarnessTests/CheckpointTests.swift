import FoundationEssentials
import Harness
import TestSupport
import Testing

@Suite struct CheckpointTests {
    private let values = [0.1, -0.0, .pi, .leastNonzeroMagnitude, 1e300]

    private func place(_ folder: URL) -> URL { folder.appending(path: "data.hspy.partial/block-3") }

    @Test func aBlockComesBackToTheLastBit() throws {
        try withTemporaryFolder { folder in
            let output = folder.appending(path: "data.hspy")
            try Checkpoint(beside: output, digest: "a", resume: false).save(values, block: 3)
            let found = try #require(try Checkpoint(beside: output, digest: "a", resume: true).load(block: 3))
            #expect(found.map(\.bitPattern) == values.map(\.bitPattern))
        }
    }

    @Test func blocksOfAnotherSimulationOrWithoutResumeAreNotTaken() throws {
        for (digest, resume) in [("b", true), ("a", false)] {
            try withTemporaryFolder { folder in
                let output = folder.appending(path: "data.hspy")
                try Checkpoint(beside: output, digest: "a", resume: false).save(values, block: 3)
                #expect(try Checkpoint(beside: output, digest: digest, resume: resume).load(block: 3) == nil)
            }
        }
    }

    @Test func aBlockThatIsCutShortOrAlteredIsNotTaken() throws {
        try withTemporaryFolder { folder in
            let output = folder.appending(path: "data.hspy")
            let checkpoint = try Checkpoint(beside: output, digest: "a", resume: false)
            try checkpoint.save(values, block: 3)
            let whole = try Data(contentsOf: place(folder))
            for count in [0, 7, 8, 16, whole.count - 8, whole.count - 1] {
                try whole.prefix(count).write(to: place(folder))
                #expect(checkpoint.load(block: 3) == nil, "\(count) bytes")
            }
            for position in [0, 13, whole.count - 1] {
                var altered = whole
                altered[position] ^= 4
                try altered.write(to: place(folder))
                #expect(checkpoint.load(block: 3) == nil, "byte \(position)")
            }
        }
    }

    /// As a run leaves it that is killed while it makes or removes its folder.
    @Test(arguments: [["block-0"], ["digest.tmp-123-4"], ["wisdom-single-0", "block-1.tmp-5-6"], []])
    func aFolderWithoutItsDigestIsStillOurs(names: [String]) throws {
        try withTemporaryFolder { folder in
            let output = folder.appending(path: "data.hspy")
            let partial = Checkpoint.folder(beside: output)
            try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: false)
            for name in names { try Data("half".utf8).write(to: partial.appending(path: name)) }
            let checkpoint = try Checkpoint(beside: output, digest: "a", resume: true)
            #expect(checkpoint.load(block: 0) == nil)
            checkpoint.discard()
            #expect(!FileManager.default.fileExists(atPath: partial.path))
        }
    }

    @Test func afolderOfSomebodyElseIsLeftAlone() throws {
        try withTemporaryFolder { folder in
            let other = folder.appending(path: "data.hspy.partial/notes.txt")
            try FileManager.default.createDirectory(
                at: other.deletingLastPathComponent(), withIntermediateDirectories: false)
            try Data("mine".utf8).write(to: other)
            #expect(throws: (any Error).self) {
                try Checkpoint(beside: folder.appending(path: "data.hspy"), digest: "a", resume: false)
            }
            #expect(try Data(contentsOf: other) == Data("mine".utf8))
        }
    }
}
