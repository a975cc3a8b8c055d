import Datasets
import FoundationEssentials
import Glibc
import Harness
import Records
import TestSupport
import Testing

/// Who may write an output, and what a killed run leaves beside it.
@Suite struct OutputClaimTests {
    @Test func aSecondClaimNamesTheProcessThatHasTheFirst() throws {
        try withTemporaryFolder { folder in
            let output = folder.appending(path: "data.hspy")
            let first = try OutputClaim(output)
            let error = #expect(throws: HarnessError.self) { try OutputClaim(output) }
            #expect(error == .outputInUse(file: output.path, process: Int(getpid())))
            #expect(error?.description.contains("(process \(getpid()))") == true)
            // Another output in the same folder is free, and so is this one afterwards.
            try OutputClaim(folder.appending(path: "other.hspy")).release()
            first.release()
            try OutputClaim(output).release()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func aLockFileThatNobodyHoldsKeepsNobodyOut() throws {
        try withTemporaryFolder { folder in
            let output = folder.appending(path: "data.hspy")
            try Data("1\n".utf8).write(to: folder.appending(path: "data.hspy.lock"))
            try OutputClaim(output).release()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func temporaryFilesOfAKilledRunAreRemovedAndNoOthers() throws {
        try withTemporaryFolder { folder in
            let kept = ["data.hspy", "data.hspy-2.tmp-1-2", "data.hspy.tmp-notes", "other.hspy.tmp-1-2"]
            for name in kept + ["data.hspy.tmp-99999-0", "data.hspy.json.tmp-99999-1"] {
                try Data("x".utf8).write(to: folder.appending(path: name))
            }
            try OutputClaim(folder.appending(path: "data.hspy")).release()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == kept)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "results"), withIntermediateDirectories: false)
            try Data("x".utf8).write(to: folder.appending(path: "results/a.h5.tmp-7-8"))
            try OutputClaim(folder: folder).release()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results").isEmpty)
        }
    }

    /// Folders of outside methods lie among everybody's temporary files: only what is old and held by nobody goes.
    @Test func foldersOfKilledOutsideMethodsAreRemoved() throws {
        let temporary = FileManager.default.temporaryDirectory
        let number = UInt64.random(in: 0...UInt64.max)
        let (old, fresh) = (
            temporary.appending(path: "twinbench-job-old\(number)"),
            temporary.appending(path: "twinbench-job-new\(number)")
        )
        for folder in [old, fresh] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        defer { for folder in [old, fresh] { try? FileManager.default.removeItem(at: folder) } }
        try Data("x".utf8).write(to: old.appending(path: "observations.npy"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: old.path)
        let (trial, _, _) = try OutsideJob.trial("write_good()")
        #expect(trial.outcome == .scored)
        #expect(!FileManager.default.fileExists(atPath: old.path))
        #expect(FileManager.default.fileExists(atPath: fresh.path))
    }
}
