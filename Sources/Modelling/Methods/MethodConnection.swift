import Yams

// Where method files meet the methods themselves: options are read by the method's own Codable conformance, so that a
// method's stored properties are the only list of its options and their defaults.
extension MethodModel {
    /// The method with these options.
    ///
    /// - Parameters:
    ///   - type: the method; its coding keys are the options' names.
    ///   - known: the names of all its options, for messages.
    /// - Throws: `ModelError` for an unknown option, a value of another type, or what the method's own check says.
    package func decoded<Method: Decodable>(as type: Method.Type, known: [String]) throws(ModelError) -> Method {
        _ = try YAMLReader(options, path: method, keys: known)
        do {
            return try YAMLDecoder().decode(Method.self, from: optionsYAML)
        } catch let error as DecodingError {
            throw ModelError(error, options: options, method: method)
        } catch {
            throw .badValue(origin: options.origin, key: method, problem: "\(error)", mend: "change the option")
        }
    }

    /// A method with every option filled in, as canonical YAML: what is stored and digested.
    package static func resolvedYAML(name: String, method: some Encodable) throws -> String {
        let value = try YAMLDocument.parse(try YAMLEncoder().encode(method), origin: name)
        return YAMLValue(.map([(name, value.sortedByKey)])).document
    }
}

extension ModelError {
    /// A decoder's error as one line that names the option.
    init(_ error: DecodingError, options: YAMLValue, method: String) {
        func place(_ path: [any CodingKey]) -> (origin: String, key: String) {
            let keys = path.map(\.stringValue)
            var value = options
            for key in keys { value = value[key] ?? value }
            return (value.origin, ([method] + keys).joined(separator: "."))
        }
        switch error {
        case .keyNotFound(let key, let context):
            let (origin, path) = place(context.codingPath + [key])
            self = .missingKey(origin: origin, key: path, example: "\(key.stringValue): 2")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let (origin, path) = place(context.codingPath)
            let wanted = type == Int.self ? "a whole number" : type == Double.self ? "a number" : "\(type)"
            self = .badValue(origin: origin, key: path, problem: "has the wrong type", mend: "write \(wanted)")
        case .dataCorrupted(let context):
            let (origin, path) = place(context.codingPath)
            let reason = context.underlyingError.map { "\($0)" } ?? context.debugDescription
            self = .badValue(origin: origin, key: path, problem: reason, mend: "change the option")
        @unknown default:
            self = .badValue(origin: options.origin, key: method, problem: "\(error)", mend: "change the option")
        }
    }
}
