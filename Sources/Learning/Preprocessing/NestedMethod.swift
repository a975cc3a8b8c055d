/// A method of the catalogue with its options, as one value: how a method holds another one.
///
/// In files it is `nmf`, for the defaults, or `{nmf: {components: 3}}`. Options that the method does not have are refused.
public struct NestedMethod: Sendable, Codable {
    public let method: any CataloguedMethod

    public init(_ method: any CataloguedMethod) { self.method = method }

    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            method = try Self.type(named: name, path: decoder.codingPath).init()
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw Self.refusal(
                "is not one method with its options; write it as {nmf: {components: 2}}", container.codingPath)
        }
        let type = try Self.type(named: key.stringValue, path: container.codingPath)
        if try container.decodeNil(forKey: key) {
            method = type.init()
            return
        }
        let options = try container.nestedContainer(keyedBy: Key.self, forKey: key)
        for option in options.allKeys where !type.optionNames.contains(option.stringValue) {
            throw Self.refusal(
                "unknown option of \(type.name); use one of \(type.optionNames.joined(separator: ", "))",
                options.codingPath + [option])
        }
        method = try Self.decode(type, container, key)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try Self.encode(method, &container)
    }

    private static func type(named name: String, path: [any CodingKey]) throws -> any CataloguedMethod.Type {
        guard let type = MethodCatalogue.method(named: name) else {
            let known = MethodCatalogue.all.map { $0.name }
            throw refusal("there is no method \"\(name)\"; use one of \(known.joined(separator: ", "))", path)
        }
        return type
    }

    private static func refusal(_ problem: String, _ path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: problem))
    }

    /// Opens the existential.
    private static func decode<Method: CataloguedMethod>(
        _ type: Method.Type, _ container: KeyedDecodingContainer<Key>, _ key: Key
    ) throws -> any CataloguedMethod {
        try container.decode(Method.self, forKey: key)
    }

    private static func encode<Method: CataloguedMethod>(
        _ method: Method, _ container: inout KeyedEncodingContainer<Key>
    ) throws {
        try container.encode(method, forKey: Key(stringValue: Method.name))
    }

    /// Any name.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
