public import FoundationEssentials

/// A kind of JSON file that Twinbench writes and reads.
struct JSONKind {
    /// What the file is called in messages.
    let name: String
    let schema: Int
    /// How one gets a sound one.
    let mend: String

    static let record = JSONKind(name: "record", schema: 1, mend: "write the record again with twinbench validate")
    static let baseline = JSONKind(
        name: "baseline", schema: Baseline.schema, mend: "write the baseline again with twinbench check --update")

    /// Reads a file of this kind, the schema's number first.
    func read<T: Decodable>(_ type: T.Type, from url: URL) throws(RecordError) -> T {
        guard let data = try? Data(contentsOf: url) else {
            let exists = FileManager.default.fileExists(atPath: url.path)
            throw .cannotRead(file: url.path, reason: exists ? "check its permissions" : "there is no such file")
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
        guard let error = error as? DecodingError else { return ("", "is not valid") }
        let (context, problem): (DecodingError.Context?, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "lacks the key \(key.stringValue)")
            case .typeMismatch(_, let context): (context, "is of the wrong type")
            case .valueNotFound(_, let context): (context, "is null")
            case .dataCorrupted(let context) where context.codingPath.isEmpty: (context, "is not valid")
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (nil, "is not valid")
            }
        return (context?.codingPath.map(\.stringValue).joined(separator: ".") ?? "", problem)
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
