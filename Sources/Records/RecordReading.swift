public import FoundationEssentials

/// A kind of JSON file that Twinbench writes and reads.
struct JSONKind {
    /// What the file is called in messages.
    let name: String
    let schema: Int
    /// A key that no other kind has.
    let mark: String
    /// How one gets a sound one.
    let mend: String

    static let record = JSONKind(
        name: "record", schema: 1, mark: "machine", mend: "write the record again with twinbench validate")
    static let baseline = JSONKind(
        name: "baseline", schema: Baseline.schema, mark: "tolerances",
        mend: "write the baseline again with twinbench check --update")
    static let precessionRule = JSONKind(
        name: "rule for precession", schema: PrecessionRuleFile.schema, mark: "rules",
        mend: "fit the rule again with twinbench fit-rule")

    /// The kind whose mark is among the keys of a JSON object.
    static func found(in data: Data) -> JSONKind? {
        let keys = try? JSONDecoder().decode([String: Anything].self, from: data).keys
        return [record, baseline, precessionRule].first { keys?.contains($0.mark) == true }
    }

    /// Any JSON value, looked at no further.
    struct Anything: Decodable { init(from decoder: any Decoder) {} }

    static func contents(of url: URL) throws(RecordError) -> Data {
        if let data = try? Data(contentsOf: url) { return data }
        var isFolder = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        throw .cannotRead(
            file: url.path,
            reason: !exists
                ? "there is no such file"
                : isFolder ? "it is a folder; give the .json file in it" : "check its permissions")
    }

    /// Reads a file of this kind, the schema's number first.
    func read<T: Decodable>(_ type: T.Type, from url: URL) throws(RecordError) -> T {
        let data = try Self.contents(of: url)
        if let other = Self.found(in: data), other.name != name {
            throw .malformed(
                file: url.path, key: "content", problem: "is a \(other.name), not a \(name)", mend: "give a \(name)")
        }
        let header = try decode(Header.self, from: data, file: url.path)
        guard header.schema == schema else {
            throw .unknownSchema(file: url.path, schema: header.schema, known: schema)
        }
        return try decode(type, from: data, file: url.path)
    }

    private struct Header: Decodable { let schema: Int }

    private func decode<T: Decodable>(_ type: T.Type, from data: Data, file: String) throws(RecordError) -> T {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            let (path, problem) = Self.explain(error)
            throw .malformed(file: file, key: path.isEmpty ? name : path, problem: problem, mend: mend)
        }
    }

    private static func explain(_ error: any Error) -> (path: String, problem: String) {
        let broken = "is cut short, or no JSON"
        guard let error = error as? DecodingError else { return ("", broken) }
        let (context, problem): (DecodingError.Context?, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "lacks the key \(key.stringValue)")
            case .typeMismatch(_, let context): (context, "is of the wrong type")
            case .valueNotFound(_, let context): (context, "is null")
            case .dataCorrupted(let context) where context.codingPath.isEmpty: (context, broken)
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (nil, broken)
            }
        return (context?.codingPath.map(\.stringValue).joined(separator: ".") ?? "", problem)
    }
}

/// A file of scores, whichever it is.
public enum ScoresFile: Sendable {
    case record(RunRecord)
    case baseline(Baseline)

    /// - Returns: nil for what is neither, such as a text or the JSON of somebody else.
    /// - Throws: `RecordError` for JSON that is broken, and for a record or baseline that cannot be read.
    public init?(contentsOf url: URL) throws(RecordError) {
        let data = try JSONKind.contents(of: url)
        guard data.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }) == UInt8(ascii: "{") else { return nil }
        guard let kind = JSONKind.found(in: data) else {
            guard (try? JSONDecoder().decode(JSONKind.Anything.self, from: data)) == nil else { return nil }
            throw .malformed(
                file: url.path, key: "content", problem: "is cut short, or no JSON", mend: "copy or make it again")
        }
        self =
            kind.name == JSONKind.record.name
            ? .record(try RunRecord(contentsOf: url)) : .baseline(try Baseline(contentsOf: url))
    }
}

extension RunRecord {
    /// Reads record.json.
    public init(contentsOf url: URL) throws(RecordError) { self = try JSONKind.record.read(Self.self, from: url) }
}

extension Baseline {
    /// Reads a baseline.
    public init(contentsOf url: URL) throws(RecordError) { self = try JSONKind.baseline.read(Self.self, from: url) }
}
