internal import Formats
internal import FoundationEssentials
internal import Glibc

/// A file from the cache in another place: as a copy, so that whoever changes it does not change the cache.
enum FileCopy {
    static func place(_ source: URL, at target: URL) throws {
        try AtomicFile.write(to: target) { temporary in
            unlink(temporary.path)
            do {
                try FileManager.default.copyItem(at: source, to: temporary)
            } catch {
                throw FormatError.cannotWrite(file: target.path, reason: "it cannot be copied from \(source.path)")
            }
        }
    }
}
