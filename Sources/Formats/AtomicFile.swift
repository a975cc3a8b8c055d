package import FoundationEssentials
import Glibc
import Synchronization

/// Files that appear whole or not at all: written beside their place under a temporary name, then renamed.
package enum AtomicFile {
    private static let counter = Atomic<Int>(0)

    /// Lets `body` fill a temporary file in the folder of `url` and renames it to `url`; on any error nothing is left behind.
    ///
    /// - Throws: what `body` throws, or `FormatError.cannotWrite` in one line.
    package static func write(to url: URL, _ body: (_ temporary: URL) throws -> Void) throws {
        let number = counter.add(1, ordering: .relaxed).oldValue
        let name = "\(url.lastPathComponent).tmp-\(getpid())-\(number)"
        let temporary = url.deletingLastPathComponent().appending(path: name, directoryHint: .notDirectory)
        let descriptor = open(temporary.path, O_CREAT | O_EXCL | O_WRONLY, 0o666)
        guard descriptor >= 0 else { throw FormatError.cannotWrite(file: url.path, reason: reason(errno)) }
        close(descriptor)
        do {
            try body(temporary)
            guard rename(temporary.path, url.path) == 0 else {
                throw FormatError.cannotWrite(file: url.path, reason: reason(errno))
            }
        } catch {
            unlink(temporary.path)
            throw error
        }
    }

    /// Writes `bytes` to `url`, whole or not at all.
    ///
    /// - Throws: `FormatError.cannotWrite`.
    package static func write(_ bytes: [UInt8], to url: URL) throws {
        try write(to: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            try output.write(bytes)
            try output.close()
        }
    }

    /// Whether a file's name is one of those that `write` gives before the file is whole.
    package static func isTemporary(_ name: String) -> Bool {
        guard let mark = name.ranges(of: ".tmp-").last else { return false }
        let numbers = name[mark.upperBound...].split(separator: "-", omittingEmptySubsequences: false)
        return numbers.count == 2 && numbers.allSatisfy { Int($0) != nil }
    }

    fileprivate static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "its folder does not exist; make it first"
        case ENOTDIR: "a part of its path is a file, not a folder; choose another place"
        case EACCES, EPERM: "its folder may not be written; choose another place or change its permissions"
        case EROFS: "its file system is read-only; choose another place"
        case EISDIR: "there is a folder of that name; choose another name"
        case ENOSPC, EDQUOT: "the disk is full; make room"
        case EFBIG: "it would be larger than this process may make a file; raise that limit (ulimit -f)"
        case ENAMETOOLONG: "its name is too long; choose a shorter one"
        default: "system error \(code); choose another place"
        }
    }
}

/// A file that takes bytes one part after the other.
final class OutputFile {
    private let stream: UnsafeMutablePointer<FILE>
    private let file: String
    private var isOpen = true

    /// - Parameter file: the name that messages give it.
    init(_ url: URL, named file: String) throws {
        guard let stream = fopen(url.path, "wb") else {
            throw FormatError.cannotWrite(file: file, reason: AtomicFile.reason(errno))
        }
        self.stream = stream
        self.file = file
    }

    deinit { if isOpen { fclose(stream) } }

    func write(_ bytes: [UInt8]) throws {
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw FormatError.cannotWrite(file: file, reason: AtomicFile.reason(errno))
        }
    }

    func close() throws {
        isOpen = false
        guard fclose(stream) == 0 else { throw FormatError.cannotWrite(file: file, reason: AtomicFile.reason(errno)) }
    }
}
