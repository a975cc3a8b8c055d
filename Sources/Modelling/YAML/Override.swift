/// A value that replaces or adds one of a model file: `--set precession.angle="10 mrad"`, or an entry of `set:`.
public struct Override: Sendable, Equatable {
    /// Keys joined by dots, such as "precession.angle".
    public let key: String
    package let value: YAMLValue

    package init(key: String, value: YAMLValue) {
        self.key = key
        self.value = value
    }

    /// Reads an argument of `--set`.
    ///
    /// - Parameter argument: "key.path=value"; the value is YAML.
    /// - Throws: `ModelError` when there is no key, no "=" or no value.
    public init(argument: String) throws(ModelError) {
        let origin = "--set \(argument)"
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .syntax(
                origin: origin, problem: "this is not KEY=VALUE", mend: "write it as --set precession.angle=\"10 mrad\""
            )
        }
        key = String(parts[0])
        value = try YAMLDocument.parse(String(parts[1]), origin: origin, showsLines: false)
    }
}

extension YAMLReader {
    /// The entries of `set:`, in their order.
    func overrides(_ key: String, example: String) throws(ModelError) -> [Override] {
        guard let value = value(key) else { return [] }
        guard let entries = value.entries else {
            throw bad(key, "is \(value.kindName)", mend: "write a map, as in \(key): \(example)")
        }
        return entries.map { Override(key: $0.key, value: $0.value) }
    }
}

extension YAMLValue {
    /// The map with `override` put in its place; maps on the way that are left out are made.
    package func applying(_ override: Override) throws(ModelError) -> YAMLValue {
        let keys = override.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard keys.allSatisfy({ !$0.isEmpty }) else {
            throw .badValue(
                origin: override.value.origin, key: override.key, problem: "a part of the key is empty",
                mend: "join keys by single dots, as in precession.angle")
        }
        return try replacing(keys[...], by: override)
    }

    private func replacing(_ keys: ArraySlice<String>, by override: Override) throws(ModelError) -> YAMLValue {
        guard let key = keys.first else { return override.value }
        guard var entries else {
            throw .badValue(
                origin: override.value.origin, key: override.key,
                problem: "the part before \"\(key)\" is \(kindName) and has no keys",
                mend: "set that part as a whole")
        }
        let rest = keys.dropFirst()
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = try entries[index].value.replacing(rest, by: override)
        } else {
            let empty = YAMLValue(.map([]), origin: override.value.origin)
            entries.append((key, try empty.replacing(rest, by: override)))
        }
        return YAMLValue(.map(entries), origin: origin)
    }
}
