import Arrays
import Datasets
import FoundationEssentials
import Harness
import Modelling
import Records
import TestSupport

/// Runs a Python program as a method on a tiny Fig. 5, beside NMF, and hands over the record's trials.
///
/// The program is plain Python without NumPy; it may call `write(name, rows)` and has `job`.
struct OutsideJob {
    let folder: URL
    var method: URL { folder.appending(path: "method.yaml") }

    private static let preamble = """
        import json, os, struct, sys, time
        job = json.load(open("job.json"))
        sources = 2

        def write(name, rows):
            text = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))
            text += " " * (63 - (10 + len(text)) % 64) + "\\n"
            with open(name, "wb") as file:
                file.write(b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(text)) + text.encode())
                for row in rows:
                    file.write(struct.pack("<%dd" % len(row), *row))

        def observations():
            data = open("observations.npy", "rb").read()
            start = 10 + struct.unpack("<H", data[8:10])[0]
            values = struct.unpack("<%df" % (job["rows"] * job["pixels"]), data[start:])
            return [values[i * job["pixels"]:(i + 1) * job["pixels"]] for i in range(job["rows"])]

        def write_good():
            rows = observations()
            write("patterns.npy", [rows[0], rows[-1]])
            first, last = rows[0], rows[-1]
            share = [sum(a * b for a, b in zip(row, last)) / sum(b * b for b in last) for row in rows]
            write("maps.npy", [[1 - s for s in share], share])


        """

    /// - Parameters:
    ///   - program: the body of the method.
    ///   - keys: further lines of the method file.
    init(in folder: URL, program: String, keys: String = "", command: String = "[python3, method.py]") throws {
        self.folder = folder
        try write(Self.preamble + program, to: "method.py")
        try write("name: mine\ncommand: \(command)\nfiles: [method.py]\n\(keys)\n", to: "method.yaml")
        try write(
            """
            question: q
            datasets: [{model: "\(SmallModels.folder)/fig5.yaml", as: tiny, set: {scan.pure: 2, scan.mixed: 2}}]
            methods: [method.yaml, {nmf: {components: 2}}]
            """, to: "experiment.yaml")
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    /// PATH of the tests, and a variable that no method may see.
    static var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["TWINBENCH_SECRET": "the truth"]) { $1 }
    }

    func run(
        environment: [String: String] = Self.environment, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> RunRecord {
        let experiment = try ExperimentModel(file: folder.appending(path: "experiment.yaml").path)
        let cache = StageCache(root: folder.appending(path: "cache"), warn: { _ in })
        let reporter = RunReporter(onBegin: { _ in }, onReport: { _, _ in }, isCancelled: isCancelled)
        return try ExperimentRun(
            experiment, into: folder.appending(path: "out"), cache: cache, reporter: reporter, environment: environment
        ).run(command: "test")
    }

    /// The trial of the method; the one of NMF must have gone on and been scored.
    static func trial(_ program: String, keys: String = "", command: String = "[python3, method.py]") throws -> (
        trial: Trial, printed: String, nmf: Trial?
    ) {
        try withTemporaryFolder { folder in
            let job = try OutsideJob(in: folder, program: program, keys: keys, command: command)
            let record = try job.run()
            let trial = record.trials[0]
            let log = trial.program?.log.map { folder.appending(path: "out").appending(path: $0) }
            let printed = try log.map { try String(contentsOf: $0, encoding: .utf8) } ?? ""
            return (trial, printed, record.trials.first { $0.method == "nmf" })
        }
    }
}
