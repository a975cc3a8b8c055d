internal import Formats
public import FoundationEssentials
public import Records

/// record.json.
public enum RecordFile {
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// - Throws: `FormatError.cannotWrite`.
    public static func write(_ record: RunRecord, to url: URL) throws {
        try AtomicFile.write(Array(try encoder.encode(record)), to: url)
    }
}
