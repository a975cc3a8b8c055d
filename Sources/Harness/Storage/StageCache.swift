public import Arrays
internal import Formats
public import FoundationEssentials
internal import Glibc

/// Finished results of stages, by what went into them. An entry that was altered or cut short is noticed by its digest,
/// said, and made again.
///
/// A cache that cannot be written is an error and not a silent run without one: hours of work would not be kept.
public struct StageCache: Sendable {
    public let root: URL
    private let warn: @Sendable (String) -> Void
    private let progress: Progress

    /// - Parameters:
    ///   - progress: asked whether to go on while another run makes an entry.
    ///   - warn: told, in one line, of an entry that cannot be used, and of one that is waited for.
    public init(root: URL, progress: Progress = .none, warn: @escaping @Sendable (String) -> Void) {
        self.root = root
        self.progress = progress
        self.warn = warn
    }

    /// `$XDG_CACHE_HOME/twinbench`, or `~/.cache/twinbench`.
    public static func defaultRoot(environment: [String: String]) -> URL {
        if let base = environment["XDG_CACHE_HOME"], !base.isEmpty {
            return URL(filePath: base).appending(path: "twinbench")
        }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        return home.appending(path: ".cache/twinbench")
    }

    /// The stored file, once its digest has been checked; nil when there is none.
    public func file(_ key: StageKey) -> URL? {
        let (entry, seal) = places(key)
        guard let expected = try? String(contentsOf: seal, encoding: .utf8) else { return nil }
        if Digest.ofFile(entry) == expected { return entry }
        warn("\(entry.path): the cached file is damaged; it is made again")
        try? FileManager.default.removeItem(at: seal)
        return nil
    }

    /// Stores what `write` puts into a file, and returns the file.
    ///
    /// - Throws: what `write` throws, or `FormatError.cannotWrite`.
    public func store(_ key: StageKey, write: (URL) throws -> Void) throws -> URL {
        let (entry, seal) = places(key)
        try Folder.make(
            entry.deletingLastPathComponent(), mend: "choose another place for the cache with --cache")
        try write(entry)
        guard let digest = Digest.ofFile(entry) else {
            throw FormatError.cannotRead(file: entry.path, reason: "it vanished while it was cached")
        }
        try AtomicFile.write(Array(digest.utf8), to: seal)
        return entry
    }

    /// The stored file, or the one that `write` makes now.
    ///
    /// Where another run is making it, that is waited for: the two would do the same work, and remove each other's files.
    /// - Throws: as `store`; `Cancelled`.
    public func file(_ key: StageKey, orMake write: (URL) throws -> Void) throws -> (url: URL, cached: Bool) {
        if let stored = file(key) { return (stored, true) }
        let lock = try lock(key)
        defer { lock?.release() }
        // Another run may have made it just now.
        if let stored = file(key) { return (stored, true) }
        return (try store(key, write: write), false)
    }

    /// The sole right to make an entry; nil where the file system knows no locks.
    private func lock(_ key: StageKey) throws -> FileLock? {
        let (entry, _) = places(key)
        let folder = entry.deletingLastPathComponent()
        try Folder.make(folder, mend: "choose another place for the cache with --cache")
        let file = folder.appending(path: entry.lastPathComponent + ".lock")
        var isFirst = true
        while true {
            switch FileLock.ask(file) {
            case .taken(let lock):
                if lock != nil { Leftovers.remove(from: folder, of: entry.lastPathComponent) }
                return lock
            case .held(let process):
                if isFirst {
                    warn(
                        "\(entry.path): waiting for process \(process.map(String.init) ?? "of another run"), which is making it"
                    )
                }
                isFirst = false
                try progress.checkCancellation()
                usleep(100_000)
            }
        }
    }

    private func places(_ key: StageKey) -> (entry: URL, seal: URL) {
        let folder = root.appending(path: key.stage).appending(path: String(key.digest.prefix(2)))
        let name = String(key.digest.dropFirst(2))
        return (folder.appending(path: name), folder.appending(path: name + ".sha256"))
    }
}
