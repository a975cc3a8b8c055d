internal import Formats
package import FoundationEssentials

/// The sole right to write an output, by a lock on `NAME.lock` beside it: two runs that write to one place would mix
/// their files.
package final class OutputClaim {
    private let lock: FileLock?

    /// Claims a file that is going to be written, and removes what a killed run left under its temporary names.
    ///
    /// - Throws: as `Folder.requireWritable`; `HarnessError.outputInUse` with the process that has it.
    package init(_ output: URL, apartFrom inputs: [URL] = []) throws {
        try Folder.requireWritable(for: output, apartFrom: inputs)
        lock = try Self.lock(output)
        guard lock != nil else { return }
        Leftovers.remove(from: output.deletingLastPathComponent(), of: output.lastPathComponent)
    }

    /// Claims the folder of a run, which is made.
    package init(folder: URL) throws {
        try Folder.make(folder)
        lock = try Self.lock(folder.appending(path: "record.json"))
        guard lock != nil else { return }
        for folder in [folder] + ["data", "results"].map({ folder.appending(path: $0) }) {
            Leftovers.remove(from: folder)
        }
    }

    /// Lets others have the output.
    package func release() { lock?.release() }

    private static func lock(_ output: URL) throws -> FileLock? {
        let place = output.resolvingSymlinksInPath()
        switch FileLock.ask(place.deletingLastPathComponent().appending(path: place.lastPathComponent + ".lock")) {
        case .taken(let lock): return lock
        case .held(let process): throw HarnessError.outputInUse(file: output.path, process: process)
        }
    }
}

/// Temporary files of runs that were killed: `NAME.tmp-PROCESS-NUMBER`, as `AtomicFile` calls them.
enum Leftovers {
    /// Removes those in a folder; only where nobody else is writing what they were to become.
    ///
    /// - Parameter name: the file whose they are, with its axes or its digest beside it; all of them when nil.
    static func remove(from folder: URL, of name: String? = nil) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let beginnings = name.map { name in ["", ".json", ".sha256"].map { name + $0 + ".tmp-" } }
        for file in names where AtomicFile.isTemporary(file) && (beginnings?.contains(where: file.hasPrefix) ?? true) {
            try? FileManager.default.removeItem(at: folder.appending(path: file))
        }
    }
}
