public import FoundationEssentials

/// The part of JSON Schema 2020-12 that docs/schema uses. A keyword that is not in it is an error, so that nothing passes
/// for checked that is not; Tests/Peers/check_record.py checks the same files with Python's jsonschema.
public struct JSONSchema {
    private let root: JSONTree
    /// Whether keys that the schema does not describe are faults: what we write must be described.
    private let isStrict: Bool

    private static let annotations: Set = ["$schema", "title", "description", "$defs"]
    private static let applicators: Set = [
        "$ref", "properties", "additionalProperties", "items", "anyOf", "if", "then", "else",
    ]

    public init(contentsOf url: URL, strict: Bool) throws {
        root = try JSONTree(Data(contentsOf: url))
        isStrict = strict
    }

    /// A schema under docs/schema, such as "record".
    public static func published(_ name: String, strict: Bool) throws -> JSONSchema {
        try JSONSchema(
            contentsOf: Reference.checkout.appending(path: "docs/schema/\(name).schema.json"), strict: strict)
    }

    /// What is wrong with a value, each fault with its path.
    public func faults(in value: JSONTree) -> [String] { faults(value, root, at: "") }

    private func faults(_ value: JSONTree, _ schema: JSONTree, at path: String, isPart: Bool = false) -> [String] {
        guard case .object(let keywords) = schema else { return schema == .bool(false) ? ["\(path): not allowed"] : [] }
        var found: [String] = []
        for (keyword, argument) in keywords where !Self.annotations.contains(keyword) {
            if Self.applicators.contains(keyword) { continue }
            if let fault = Self.fault(value, keyword, argument) { found.append("\(path): \(fault)") }
        }
        if case .string(let reference)? = keywords["$ref"] {
            let target = reference.split(separator: "/").dropFirst().reduce(root as JSONTree?) { $0?[String($1)] }
            guard let target else { return ["\(path): no \(reference) in the schema"] }
            found += faults(value, target, at: path)
        }
        if case .array(let choices)? = keywords["anyOf"] {
            let isOne = choices.contains { faults(value, $0, at: path, isPart: true).isEmpty }
            if !isOne { found.append("\(path): fits none of anyOf") }
        }
        if let condition = keywords["if"] {
            let branch = faults(value, condition, at: path, isPart: true).isEmpty ? keywords["then"] : keywords["else"]
            if let branch { found += faults(value, branch, at: path, isPart: true) }
        }
        found += children(value, keywords, at: path, isPart: isPart)
        return found
    }

    /// - Parameter isPart: whether the schema only adds a condition to another one, which describes the keys.
    private func children(
        _ value: JSONTree, _ keywords: [String: JSONTree], at path: String, isPart: Bool
    ) -> [String] {
        var found: [String] = []
        if case .object(let members) = value {
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                if let described = keywords["properties"]?[key] {
                    found += faults(member, described, at: "\(path)/\(key)", isPart: isPart)
                } else if let others = keywords["additionalProperties"] {
                    found += faults(member, others, at: "\(path)/\(key)", isPart: isPart)
                } else if isStrict, !isPart, keywords["properties"] != nil {
                    found.append("\(path)/\(key): is not described")
                }
            }
        }
        if case .array(let items) = value, let schema = keywords["items"] {
            for (index, item) in items.enumerated() { found += faults(item, schema, at: "\(path)/\(index)") }
        }
        return found
    }

    /// What one assertion says against a value.
    private static func fault(_ value: JSONTree, _ keyword: String, _ argument: JSONTree) -> String? {
        switch (keyword, argument, value) {
        case ("type", .string(let name), _): isOfType(value, name) ? nil : "is no \(name)"
        case ("type", .array(let names), _):
            names.contains { if case .string(let name) = $0 { isOfType(value, name) } else { false } }
                ? nil : "is of none of the types"
        case ("const", _, _): value == argument ? nil : "is another value"
        case ("enum", .array(let values), _): values.contains(value) ? nil : "is none of the values"
        case ("required", .array(let keys), .object(let members)):
            keys.compactMap { key -> String? in
                guard case .string(let key) = key, members[key] == nil else { return nil }
                return "lacks \(key)"
            }.first
        case ("minimum", .number(let least), .number(let number)): number >= least ? nil : "is below \(least)"
        case ("minLength", .number(let least), .string(let text)):
            text.unicodeScalars.count >= Int(least) ? nil : "is too short"
        case ("maxItems", .number(let most), .array(let items)): items.count <= Int(most) ? nil : "has too many items"
        case ("pattern", .string(let pattern), .string(let text)): matches(text, pattern) ? nil : "does not match"
        case ("required", _, _), ("minimum", _, _), ("minLength", _, _), ("maxItems", _, _), ("pattern", _, _): nil
        default: "the schema's keyword \(keyword) is not known here"
        }
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern) else { return false }
        return text.contains(regex)
    }

    private static func isOfType(_ value: JSONTree, _ name: String) -> Bool {
        switch (value, name) {
        case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
            (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
