import Arrays
import Datasets
import Formats
import FoundationEssentials
import Harness
import Records
import Reporting

/// One of the program's readers, and how it is given a damaged file.
struct Reader: Sendable {
    let name: String
    /// Where the input lies in the folder that the reader is tried in.
    let place: String
    /// Sound files of the kind, below the folder of sound files.
    let sound: String
    var isText = false
    /// Numbers of its files may be packed, or left out as fill values.
    var isPacked = false
    /// Reads the input, as a command of the program would.
    let read: @Sendable (_ input: URL) throws -> Void

    /// Every reader, one line each.
    static let all: [Reader] = [
        Reader(name: "CIF", place: "input.cif", sound: "cif", isText: true, read: info),
        Reader(name: "XYZ", place: "input.xyz", sound: "xyz", isText: true, read: info),
        Reader(name: "model", place: "Models/datasets/input.yaml", sound: "model", isText: true, read: info),
        Reader(name: "experiment", place: "Validation/input.yaml", sound: "experiment", isText: true, read: info),
        Reader(name: "method", place: "Validation/methods/input.yaml", sound: "method", isText: true, read: info),
        Reader(name: "hspy", place: "input.hspy", sound: "hspy", isPacked: true, read: dataset),
        Reader(name: "EMD", place: "input.h5", sound: "emd", isPacked: true, read: dataset),
        Reader(name: "blo", place: "input.blo", sound: "blo", read: dataset),
        Reader(name: "mib", place: "input.mib", sound: "mib", read: dataset),
        Reader(name: "hdr", place: "scan.hdr", sound: "hdr", isText: true) { try dataset(beside($0, "scan.mib")) },
        Reader(name: "npy", place: "input.npy", sound: "npy", read: dataset),
        Reader(name: "npy.json", place: "scan.npy.json", sound: "axes", isText: true) {
            try dataset(beside($0, "scan.npy"))
        },
        Reader(name: "result", place: "input.h5", sound: "result", isPacked: true) { _ = try ResultFile.read($0) },
        Reader(name: "virtual images", place: "input.h5", sound: "virtual", isPacked: true) {
            _ = try VirtualImageFile.read($0)
        },
        Reader(name: "beams in the cache", place: "input.h5", sound: "beams", isPacked: true) {
            _ = try BeamFile.read($0)
        },
        Reader(name: "outside patterns", place: "outside/patterns.npy", sound: "patterns", read: outside),
        Reader(name: "outside maps", place: "outside/maps.npy", sound: "maps", read: outside),
        Reader(name: "record", place: "record.json", sound: "record", isText: true) {
            try Report.write(record: $0, to: beside($0, "page"))
        },
        Reader(name: "baseline", place: "baseline.json", sound: "baseline", isText: true, read: baseline),
        Reader(name: "rule", place: "rule.json", sound: "rule", isText: true) {
            _ = try PrecessionRuleFile(contentsOf: $0)
        },
        Reader(name: "spots", place: "spots.csv", sound: "spots", isText: true) {
            _ = try Workbench.undistort(beside($0, "result.h5"), by: .spots($0), centre: nil, output: nil)
        },
        Reader(name: "checkpoint", place: "unfinished.hspy.partial/block-0", sound: "checkpoint") {
            let output = beside($0.deletingLastPathComponent(), "unfinished.hspy")
            _ = try Checkpoint(beside: output, digest: Corpus.digest, resume: true).load(block: 0)
        },
        Reader(name: "plans", place: "plans/\(Corpus.plans)", sound: "plans", isText: true) {
            Plans.load(from: $0.deletingLastPathComponent())
        },
    ]

    @Sendable private static func info(_ input: URL) throws {
        _ = try Workbench.info(about: input, energy: "300 kV")
    }

    @Sendable private static func dataset(_ input: URL) throws {
        try DatasetFile.read(input).observations.forEachBlock { _ in }
    }

    @Sendable private static func outside(_ input: URL) throws {
        _ = try ResultFolder.read(input.deletingLastPathComponent(), shape: Corpus.shape)
    }

    /// The comparison of a record with the baseline, written out as `check` does.
    @Sendable private static func baseline(_ input: URL) throws {
        let workbench = Workbench(
            cache: StageCache(root: beside(input, "cache"), warn: { _ in }), reporter: .silent)
        let check = try workbench.check(
            beside(input, "record.json").path, against: input, into: beside(input, "run"), command: "", outputs: [],
            update: false)
        _ = check.comparison.junit + check.comparison.markdown
    }

    private static func beside(_ url: URL, _ name: String) -> URL {
        url.deletingLastPathComponent().appending(path: name)
    }
}
