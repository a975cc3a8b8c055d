/// A built-in method and its options as a file or an experiment writes them.
///
/// The options stay as written here; `MethodConnection.swift` turns them into the method.
public struct MethodModel: Sendable, Equatable {
    /// The method's name, such as "nmf".
    public let method: String
    /// A map of options in the order of their names; empty when only the method's name is given.
    package let options: YAMLValue

    /// Reads a method file: one key, the method's name, that holds its options.
    ///
    /// - Throws: `ModelError`.
    public init(file: String, overrides: [Override] = []) throws(ModelError) {
        try self.init(text: try YAMLDocument.text(ofFile: file), file: file, overrides: overrides)
    }

    /// Reads the text of a method file, such as `nmf: {components: 2}`; `file` names it in messages.
    ///
    /// - Parameter overrides: keys are options, such as "components".
    /// - Throws: `ModelError`.
    public init(text: String, file: String, overrides: [Override] = []) throws(ModelError) {
        try self.init(try YAMLDocument.parse(text, origin: file), path: "the file", overrides: overrides)
    }

    /// A name alone, or a map with the name as its only key.
    init(_ value: YAMLValue, path: String, overrides: [Override] = []) throws(ModelError) {
        if let name = value.text {
            try self.init(name: name, options: YAMLValue(.map([]), origin: value.origin), overrides: overrides)
            return
        }
        guard let entries = value.entries, entries.count == 1 else {
            throw .badValue(
                origin: value.origin, key: path, problem: "is not one method with its options",
                mend: "write it as nmf: {components: 2}")
        }
        try self.init(name: entries[0].key, options: entries[0].value, overrides: overrides)
    }

    init(name: String, options: YAMLValue, overrides: [Override]) throws(ModelError) {
        var map = options.content.isEmptyScalar ? YAMLValue(.map([]), origin: options.origin) : options
        for override in overrides { map = try map.applying(override) }
        guard map.entries != nil else {
            throw .badValue(
                origin: options.origin, key: name, problem: "is \(options.kindName)",
                mend: "write options as a map, as in \(name): {components: 2}")
        }
        method = name
        self.options = map.sortedByKey
    }

    /// The method as canonical YAML.
    public var yaml: String { YAMLValue(.map([(method, options)])).document }

    /// The options alone as canonical YAML, for a decoder.
    package var optionsYAML: String { options.document }
}

extension YAMLValue {
    /// Maps sorted by key, here and below.
    var sortedByKey: YAMLValue {
        switch content {
        case .scalar: self
        case .list(let elements): YAMLValue(.list(elements.map(\.sortedByKey)), origin: origin)
        case .map(let entries):
            YAMLValue(.map(entries.map { ($0.key, $0.value.sortedByKey) }.sorted { $0.0 < $1.0 }), origin: origin)
        }
    }
}

extension YAMLValue.Content {
    var isEmptyScalar: Bool {
        if case .scalar(let text, quoted: false) = self { text.isEmpty || text == "~" || text == "null" } else { false }
    }
}
