internal import Arrays
internal import Formats
public import FoundationEssentials
public import Multislice

/// Blocks of an unfinished simulation in a folder `NAME.partial` beside the output, with the transforms' plans: an
/// interrupted run goes on to the same last bit.
public struct Checkpoint: SimulationCheckpoint {
    public let folder: URL
    /// What the blocks belong to; blocks of another simulation are not taken.
    private let digest: String

    /// - Throws: `FormatError.cannotWrite` when the folder cannot be made.
    public init(beside output: URL, digest: String, resume: Bool) throws {
        folder = output.deletingLastPathComponent().appending(path: output.lastPathComponent + ".partial")
        self.digest = digest
        let mark = folder.appending(path: "digest")
        let known = try? String(contentsOf: mark, encoding: .utf8)
        if !resume || known != digest { try? FileManager.default.removeItem(at: folder) }
        try Folder.make(folder)
        try AtomicFile.write(Array(digest.utf8), to: mark)
        Plans.load(from: folder)
    }

    public func load(block: Int) -> [Double]? {
        guard let bytes = try? Data(contentsOf: file(block)), bytes.count > 8, bytes.count % 8 == 0 else { return nil }
        var values = bytes.withUnsafeBytes { raw in
            (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
        }
        let check = values.removeLast()
        guard check == Self.checksum(values) else { return nil }
        return values.map { Double(bitPattern: $0) }
    }

    public func save(_ values: [Double], block: Int) throws {
        Plans.save(to: folder)
        let words = values.map(\.bitPattern)
        let bytes = (words + [Self.checksum(words)]).flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        try AtomicFile.write(bytes, to: file(block))
    }

    /// Removes the folder: the output is whole.
    public func discard() { try? FileManager.default.removeItem(at: folder) }

    private func file(_ block: Int) -> URL { folder.appending(path: "block-\(block)") }

    private static func checksum(_ words: [UInt64]) -> UInt64 {
        words.reduce(0x9e37_79b9_7f4a_7c15) { ($0 ^ $1) &* 0x100_0000_01b3 &+ 1 }
    }
}

/// The plans of the Fourier transforms, which decide the last bits of a result, kept in a folder.
package enum Plans {
    package static func load(from folder: URL) {
        var wisdom: [String: String] = [:]
        for precision in ["single", "double"] {
            wisdom[precision] = try? String(contentsOf: folder.appending(path: "wisdom-\(precision)"), encoding: .utf8)
        }
        FourierPlanner.importWisdom(wisdom)
    }

    /// Nothing depends on whether this succeeds but the time of the next planning.
    package static func save(to folder: URL) {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (precision, text) in FourierPlanner.exportWisdom() {
            let url = folder.appending(path: "wisdom-\(precision)")
            guard (try? String(contentsOf: url, encoding: .utf8)) != text else { continue }
            try? AtomicFile.write(Array(text.utf8), to: url)
        }
    }
}
