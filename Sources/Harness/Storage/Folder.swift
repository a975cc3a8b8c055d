package import Formats
package import FoundationEssentials

/// Folders and the files to come in them, checked before any work is done.
package enum Folder {
    /// Makes a folder with all that are above it.
    ///
    /// - Throws: `FormatError.cannotWrite`.
    package static func make(
        _ url: URL, mend: String = "choose another place or change its permissions"
    ) throws(FormatError) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(file: url.path, reason: "the folder cannot be made; \(mend)")
        }
    }

    /// Refuses an output that is one of the inputs, is a folder, or whose folder cannot be written.
    ///
    /// - Throws: `HarnessError.outputIsInput`, `FormatError.cannotWrite`.
    package static func requireWritable(for output: URL, apartFrom inputs: [URL] = []) throws {
        guard !isFolder(output) else {
            throw FormatError.cannotWrite(
                file: output.path, reason: "there is a folder of that name; choose another name")
        }
        let place = output.resolvingSymlinksInPath().standardizedFileURL.path
        guard !inputs.contains(where: { $0.resolvingSymlinksInPath().standardizedFileURL.path == place }) else {
            throw HarnessError.outputIsInput(file: output.path)
        }
        // The real thing is tried: permissions alone tell too little of mounts, quotas and the superuser.
        struct Tried: Error {}
        do {
            try AtomicFile.write(to: output) { _ in throw Tried() }
        } catch is Tried {}
    }

    package static func isFolder(_ url: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }
}
