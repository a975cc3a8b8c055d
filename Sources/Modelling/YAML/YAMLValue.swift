/// A value of a YAML file, with aliases and merge keys resolved, that remembers where it stands.
package struct YAMLValue: Sendable {
    package indirect enum Content: Sendable {
        /// Text as written; `quoted` tells "3" from 3.
        case scalar(String, quoted: Bool)
        case list([YAMLValue])
        case map([(key: String, value: YAMLValue)])
    }

    package var content: Content
    /// File and line, or the `--set` that brought it.
    package var origin: String

    package init(_ content: Content, origin: String = "") {
        self.content = content
        self.origin = origin
    }

    /// The entries of a map; nil for anything else.
    package var entries: [(key: String, value: YAMLValue)]? {
        if case .map(let entries) = content { entries } else { nil }
    }

    /// The elements of a list; nil for anything else.
    package var elements: [YAMLValue]? {
        if case .list(let elements) = content { elements } else { nil }
    }

    /// The text of a scalar; nil for anything else and for an empty value.
    package var text: String? {
        guard case .scalar(let text, let quoted) = content else { return nil }
        return !quoted && ["", "~", "null"].contains(text) ? nil : text
    }

    package subscript(key: String) -> YAMLValue? { entries?.first { $0.key == key }?.value }

    /// What it is, for a message.
    var kindName: String {
        switch content {
        case .scalar: text.map { "\"\($0)\"" } ?? "empty"
        case .list: "a list"
        case .map: "a map of keys"
        }
    }
}

extension YAMLValue: Equatable {
    /// Equal content; the origin does not count, nor do quotes around text that cannot do without.
    package static func == (a: Self, b: Self) -> Bool {
        switch (a.content, b.content) {
        case (.scalar(let x, let p), .scalar(let y, let q)): x == y && (p == q || !isPlain(x))
        case (.list(let x), .list(let y)): x == y
        case (.map(let x), .map(let y)):
            x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }
}
