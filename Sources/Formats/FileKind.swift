public import FoundationEssentials
import Glibc

/// What kind of file something is, judged by what is in it, not by its name.
public enum FileKind: String, Sendable, CaseIterable {
    /// A dataset in HyperSpy's layout.
    case dataset
    /// A result file.
    case result
    /// A folder with patterns.npy and maps.npy.
    case resultFolder
    /// Another HDF5 file.
    case hdf5
    case npy
    case cif
    case yaml
    /// A block file of NanoMegas.
    case blo
    /// Frames of a Merlin detector.
    case mib
    /// A data cube of py4DSTEM.
    case emd
    case png
    case unknown

    /// Looks at the beginning of a file, and into it when it is HDF5.
    ///
    /// - Throws: `FormatError.cannotRead` when there is no such file or it may not be read.
    public static func detect(_ url: URL) throws -> FileKind {
        if isFolder(url) {
            let names = ["patterns.npy", "maps.npy"]
            let isResult = names.allSatisfy { access(url.appending(path: $0).path, R_OK) == 0 }
            return isResult ? .resultFolder : .unknown
        }
        let start = try beginning(of: url)
        return isHDF5(start) ? try hdf5Kind(url) : flatKind(start)
    }

    /// Whether bytes are the beginning of an HDF5 file.
    static func isHDF5(_ start: [UInt8]) -> Bool {
        start.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])
    }

    /// What a file is that is no HDF5, by its beginning.
    private static func flatKind(_ start: [UInt8]) -> FileKind {
        if start.starts(with: [0x93] + Array("NUMPY".utf8)) { return .npy }
        if start.starts(with: Array("IMGBLO".utf8)) { return .blo }
        if start.starts(with: Array("MQ1,".utf8)) { return .mib }
        if start.starts(with: [0x89] + Array("PNG".utf8)) { return .png }
        return start.contains(0) ? .unknown : textKind(String(decoding: start, as: UTF8.self))
    }

    private static func hdf5Kind(_ url: URL) throws -> FileKind {
        try HDF5Rehearsal.read(url) { kind(try HDF5File(reading: url).root) }
    }

    /// What an HDF5 file is, by what is in its root.
    static func kind(_ root: HDF5Group) -> FileKind {
        if root.contains("Result") { return .result }
        if root.contains("Experiments") { return .dataset }
        return EMDLayout.isPresent(in: root) ? .emd : .hdf5
    }

    /// A CIF begins with a data block; YAML with a comment, a document mark, a list or a key.
    private static func textKind(_ text: String) -> FileKind {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        guard let first = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { return .unknown }
        if first.lowercased().hasPrefix("data_") { return .cif }
        if first == "---" || first.hasPrefix("- ") { return .yaml }
        let key = first.prefix { $0 != ":" }
        let rest = first.dropFirst(key.count + 1)
        let isKey = !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        return isKey && key.count < first.count && (rest.isEmpty || rest.hasPrefix(" ")) ? .yaml : .unknown
    }

    static func isFolder(_ url: URL) -> Bool {
        var status = stat()
        return stat(url.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func beginning(of url: URL) throws -> [UInt8] {
        guard let stream = fopen(url.path, "rb") else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            throw FormatError.cannotRead(
                file: url.path, reason: isMissing ? "there is no such file" : "check its permissions")
        }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        return Array(bytes.prefix(count))
    }
}
