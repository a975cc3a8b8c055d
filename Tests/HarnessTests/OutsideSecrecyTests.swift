import FoundationEssentials
import Glibc
import Records
import TestSupport
import Testing

@Suite struct OutsideSecrecyTests {
    @Test func aMethodGetsNothingThatLeadsToTheTruth() throws {
        try withTemporaryFolder { folder in
            // A file that is open here and would be inherited, as HDF5 files are.
            let secret = folder.appending(path: "secret")
            try Data("the truth".utf8).write(to: secret)
            let open = Glibc.open(secret.path, O_RDONLY)
            defer { close(open) }
            let job = try OutsideJob(
                in: folder,
                program: """
                    files = {f: os.readlink("/proc/self/fd/" + f) for f in os.listdir("/proc/self/fd") if os.path.lexists("/proc/self/fd/" + f)}
                    print(json.dumps({"files": files, "folder": sorted(os.listdir(".")), "environment": dict(os.environ),
                                      "arguments": sys.argv, "job": job}))
                    """)
            let record = try job.run()
            let log = try #require(record.trials[0].program?.log)
            let text = try String(contentsOf: folder.appending(path: "out").appending(path: log), encoding: .utf8)
            let said = try JSONDecoder().decode(Said.self, from: Data(text.utf8))
            #expect(said.folder == ["job.json", "method.py", "observations.npy"])
            #expect(said.environment["TWINBENCH_SECRET"] == nil && said.environment["PATH"] != nil)
            // Neither the run's folder, nor the dataset's name, nor the experiment.
            for word in ["TWINBENCH_SECRET", "the truth", folder.path, "tiny", ".hspy", "fig5", "abundances"] {
                #expect(!text.contains(word), "\(word)")
            }
            #expect(said.files["0"] == "/dev/null")
            #expect(said.files.values.allSatisfy { !$0.hasPrefix("/") || $0 == "/dev/null" || $0.hasPrefix("/proc/") })
        }
    }

    private struct Said: Decodable {
        let files: [String: String]
        let folder: [String]
        let environment: [String: String]
    }

    @Test func aResultIsTakenFromTheCacheUntilProgramFilesOrOptionsChange() throws {
        try withTemporaryFolder { folder in
            let job = try OutsideJob(in: folder, program: "print(time.time_ns()); write_good()")
            func run() throws -> (cached: Bool, printed: String) {
                let trial = try job.run().trials[0]
                #expect(trial.outcome == .scored)
                let log = folder.appending(path: "out/results/tiny--mine.log")
                return (trial.seconds == 0, try String(contentsOf: log, encoding: .utf8))
            }
            let first = try run()
            #expect(!first.cached)
            // Taken from the cache, with what was printed when it was made.
            #expect(try run() == (true, first.printed))
            let yaml = try String(contentsOf: job.method, encoding: .utf8)
            try job.write(yaml + "options: {a: 1}\n", to: "method.yaml")
            #expect(try !run().cached)
            try job.write(yaml + "options: {a: 2}\n", to: "method.yaml")
            #expect(try !run().cached)
            try job.write(yaml + "options: {a: 2}\ntime-limit: \"5 min\"\n", to: "method.yaml")
            #expect(try run().cached)
            let program = folder.appending(path: "method.py")
            try job.write(try String(contentsOf: program, encoding: .utf8) + "\n# changed\n", to: "method.py")
            #expect(try !run().cached)
            try job.write(yaml + "maps: max1\n", to: "method.yaml")
            #expect(try !run().cached)
        }
    }

    @Test(arguments: ["link.py", "folder"])
    func linksOutOfTheFolderAreRefused(name: String) throws {
        try withTemporaryFolder { folder in
            try withTemporaryFolder { elsewhere in
                let target = elsewhere.appending(path: "passwords")
                try Data("secret".utf8).write(to: target)
                let job = try OutsideJob(in: folder, program: "write_good()")
                try FileManager.default.createDirectory(
                    at: folder.appending(path: "folder"), withIntermediateDirectories: true)
                for link in ["link.py", "folder/link.py"] {
                    symlink(target.path, folder.appending(path: link).path)
                }
                try job.write(
                    "name: mine\ncommand: [python3, method.py]\nfiles: [method.py, \(name)]\n", to: "method.yaml")
                #expect { try job.run() } throws: { "\($0)".contains("is a link out of the folder") }
            }
        }
    }

    @Test func foldersOfFilesAreCopiedWithTheirPaths() throws {
        try withTemporaryFolder { folder in
            let job = try OutsideJob(in: folder, program: "import helpers.deep\nhelpers.deep.check()\nwrite_good()")
            try FileManager.default.createDirectory(
                at: folder.appending(path: "helpers"), withIntermediateDirectories: true)
            try job.write("def check(): pass\n", to: "helpers/deep.py")
            try job.write("name: mine\ncommand: [python3, method.py]\nfiles: [method.py, helpers]\n", to: "method.yaml")
            let trial = try job.run().trials[0]
            #expect(trial.outcome == .scored, "\(trial.reason ?? "")")
        }
    }
}
