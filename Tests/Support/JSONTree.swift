public import FoundationEssentials

/// Any JSON, read as anybody else would.
public indirect enum JSONTree: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    public init(_ data: Data) throws { self = try JSONDecoder().decode(Self.self, from: data) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONTree].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    /// The value of a key, or of an index of an array.
    public subscript(key: String) -> JSONTree? {
        switch self {
        case .object(let members): members[key]
        case .array(let items): Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
        default: nil
        }
    }

    /// The tree with what lies at a path of keys and indices changed by `change`; nil takes it out.
    public func changing(_ path: [String], _ change: (JSONTree?) -> JSONTree?) -> JSONTree {
        guard let first = path.first else { return change(self) ?? .null }
        let rest = Array(path.dropFirst())
        func inner(_ value: JSONTree?) -> JSONTree? {
            rest.isEmpty ? change(value) : value?.changing(rest, change)
        }
        switch self {
        case .object(var members):
            members[first] = inner(members[first])
            return .object(members)
        case .array(var items):
            guard let index = Int(first), items.indices.contains(index) else { return self }
            if let item = inner(items[index]) { items[index] = item } else { items.remove(at: index) }
            return .array(items)
        default: return self
        }
    }
}
