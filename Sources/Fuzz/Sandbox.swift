import FoundationEssentials

/// The folder that a reader is tried in: sound files stand beside the input, as they would at a user's.
enum Sandbox {
    /// Makes the folder afresh, with counters at zero.
    static func make(_ folder: URL, corpus: URL) throws -> Counters? {
        try? FileManager.default.removeItem(at: folder)
        for name in [
            "Models/datasets", "Validation/methods", "outside", "unfinished.hspy.partial", "plans", "data", "results",
        ] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let files = [
            ("cif", "Models/crystals"), ("model", "Models/datasets"), ("experiment", "Validation"),
            ("method", "Validation/methods"), ("rule", "Validation"), ("npy/scan.npy", "scan.npy"),
            ("mib/u16.mib", "scan.mib"), ("patterns/a.npy", "outside/patterns.npy"), ("maps/a.npy", "outside/maps.npy"),
            ("result/a.h5", "result.h5"), ("record/trials.json", "record.json"), ("work/trials/data", "data"),
            ("work/trials/results", "results"), ("work/a.hspy.partial/digest", "unfinished.hspy.partial/digest"),
        ]
        for (source, target) in files { try place(corpus.appending(path: source), folder.appending(path: target)) }
        return Counters(folder.appending(path: "counters").path)
    }

    /// Copies a file, or what is in a folder.
    private static func place(_ source: URL, _ target: URL) throws {
        let manager = FileManager.default
        var isFolder = false
        _ = manager.fileExists(atPath: source.path, isDirectory: &isFolder)
        guard isFolder else { return try manager.copyItem(at: source, to: target) }
        try manager.createDirectory(at: target, withIntermediateDirectories: true)
        for name in try manager.contentsOfDirectory(atPath: source.path) {
            try manager.copyItem(at: source.appending(path: name), to: target.appending(path: name))
        }
    }
}
