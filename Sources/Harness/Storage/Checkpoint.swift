internal import Formats
public import FoundationEssentials
public import Multislice

/// Blocks of an unfinished simulation in a folder `NAME.partial` beside the output, with the transforms' plans: an
/// interrupted run goes on to the same last bit.
public struct Checkpoint: SimulationCheckpoint {
    public let folder: URL
    /// What the blocks belong to; blocks of another simulation are not taken.
    private let digest: String

    /// - Throws: `FormatError.cannotWrite` when the folder cannot be made, or is somebody else's.
    public init(beside output: URL, digest: String, resume: Bool) throws {
        folder = Self.folder(beside: output)
        self.digest = digest
        let known = Self.digest(in: folder)
        if FileManager.default.fileExists(atPath: folder.path), !Self.isOurs(folder) {
            throw FormatError.cannotWrite(
                file: folder.path, reason: "it is in the way and is no unfinished simulation; move it elsewhere")
        }
        if !resume || known != digest { try? FileManager.default.removeItem(at: folder) }
        try Folder.make(folder)
        try AtomicFile.write(Array(digest.utf8), to: Self.mark(in: folder))
        Plans.load(from: folder)
    }

    /// That of a simulation which the root has begun, on another rank.
    init(joining folder: URL, digest: String) {
        self.folder = folder
        self.digest = digest
    }

    /// Where an unfinished simulation of `output` lies.
    public static func folder(beside output: URL) -> URL {
        output.deletingLastPathComponent().appending(path: output.lastPathComponent + ".partial")
    }

    /// Removes what an earlier simulation of `output` left, now that the output is whole.
    static func discard(beside output: URL) {
        let folder = folder(beside: output)
        if isOurs(folder) { try? FileManager.default.removeItem(at: folder) }
    }

    /// How many blocks an unfinished simulation of `output` with this digest has finished.
    static func finishedBlocks(beside output: URL, digest: String) -> Int {
        let folder = folder(beside: output)
        guard self.digest(in: folder) == digest else { return 0 }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.count { $0.hasPrefix(blockName) }
    }

    public func load(block: Int) -> [Double]? {
        guard let bytes = try? Data(contentsOf: file(block)), bytes.count > 8, bytes.count % 8 == 0 else { return nil }
        var values = bytes.withUnsafeBytes { raw in
            (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self).littleEndian }
        }
        let check = values.removeLast()
        guard check == Self.checksum(values) else { return nil }
        return values.map { Double(bitPattern: $0) }
    }

    public func save(_ values: [Double], block: Int) throws {
        // All plans are made before the first block.
        if !Plans.exist(in: folder) { Plans.save(to: folder) }
        var words = values.map { $0.bitPattern }
        words.append(Self.checksum(words))
        let bytes = words.map { $0.littleEndian }.withUnsafeBytes { Array($0) }
        try AtomicFile.write(bytes, to: file(block))
    }

    /// Removes the folder: the output is whole.
    public func discard() { try? FileManager.default.removeItem(at: folder) }

    /// Removes the folder when no block has been finished.
    func discardIfEmpty() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        if !names.contains(where: { $0.hasPrefix(Self.blockName) }) { discard() }
    }

    private static let blockName = "block-"

    /// Whether a folder holds nothing but what a checkpoint puts there. A run that was killed while it made or removed the
    /// folder has left no digest in it.
    private static func isOurs(_ folder: URL) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return false }
        return names.allSatisfy { name in
            name.hasPrefix(blockName) || name.hasPrefix(Plans.fileName)
                || name.hasPrefix(mark(in: folder).lastPathComponent)
        }
    }

    private static func mark(in folder: URL) -> URL { folder.appending(path: "digest") }

    private static func digest(in folder: URL) -> String? {
        try? String(contentsOf: mark(in: folder), encoding: .utf8)
    }

    private func file(_ block: Int) -> URL { folder.appending(path: "\(Self.blockName)\(block)") }

    private static func checksum(_ words: [UInt64]) -> UInt64 {
        words.reduce(0x9e37_79b9_7f4a_7c15) { ($0 ^ $1) &* 0x100_0000_01b3 &+ 1 }
    }
}
