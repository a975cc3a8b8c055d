package import Quantities

/// Reads the keys of one map strictly: a key that is not in `keys` is an error, and so is a value of another type.
package struct YAMLReader {
    /// The keys from the top of the file down to this map, joined by dots; empty at the top.
    package let path: String
    /// File and line of the map.
    package let origin: String
    let keys: [String]
    private let values: [String: YAMLValue]

    /// - Parameter keys: every key that may stand in the map.
    /// - Throws: `ModelError` when `value` is no map or holds another key.
    package init(_ value: YAMLValue, path: String = "", keys: [String]) throws(ModelError) {
        self.path = path
        self.keys = keys
        origin = value.origin
        guard let entries = value.entries else {
            throw .badValue(
                origin: value.origin, key: path.isEmpty ? "the file" : path, problem: "is \(value.kindName)",
                mend: "write a map with the keys \(keys.joined(separator: ", "))")
        }
        for (key, value) in entries where !keys.contains(key) {
            throw .unknownKey(
                origin: value.origin, key: path.isEmpty ? key : "\(path).\(key)", nearest: nearest(to: key, in: keys),
                known: keys)
        }
        values = Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    /// The whole path of a key of this map.
    package func fullPath(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    package func value(_ key: String) -> YAMLValue? {
        precondition(keys.contains(key), "a reader asks only for keys that it declared")
        return values[key]
    }

    package func origin(of key: String) -> String { value(key)?.origin ?? origin }

    /// The value of a key that must be there.
    package func required(_ key: String, example: String) throws(ModelError) -> YAMLValue {
        guard let value = value(key) else {
            throw .missingKey(origin: origin, key: fullPath(key), example: "\(key): \(example)")
        }
        return value
    }

    package func bad(_ key: String, _ problem: String, mend: String) -> ModelError {
        .badValue(origin: origin(of: key), key: fullPath(key), problem: problem, mend: mend)
    }

    // MARK: Text

    /// The text of a key, or `default` where the key is left out.
    package func text(_ key: String, default fallback: String? = nil, example: String = "text") throws(ModelError)
        -> String
    {
        if let fallback, value(key) == nil { return fallback }
        let value = try required(key, example: example)
        guard let text = value.text else {
            throw bad(key, "is \(value.kindName)", mend: "write text, as in \(key): \(example)")
        }
        return text
    }

    /// The text of a key; nil where the key is left out.
    package func optionalText(_ key: String) throws(ModelError) -> String? {
        value(key) == nil ? nil : try text(key)
    }

    /// One of an enumeration's words.
    package func word<E: RawRepresentable & CaseIterable>(
        _ key: String, default fallback: E? = nil
    ) throws(ModelError) -> E where E.RawValue == String {
        if let fallback, value(key) == nil { return fallback }
        let words = E.allCases.map(\.rawValue)
        let text = try text(key, example: words[0])
        guard let word = E(rawValue: text) else {
            let mend =
                nearest(to: text, in: words).map { "did you mean \($0)?" }
                ?? "use one of \(words.joined(separator: ", "))"
            throw bad(key, "\"\(text)\" is not known here", mend: mend)
        }
        return word
    }

    package func boolean(_ key: String, default fallback: Bool) throws(ModelError) -> Bool {
        guard let value = value(key) else { return fallback }
        switch value.text {
        case "true": return true
        case "false": return false
        default: throw bad(key, "is \(value.kindName)", mend: "write true or false")
        }
    }

    // MARK: Quantities

    /// A quantity with its unit, within limits given in the internal unit.
    package func quantity<D: Dimension>(
        _ key: String, as type: Quantity<D>.Type = Quantity<D>.self, default fallback: Quantity<D>? = nil,
        above: Double? = nil, atLeast: Double? = nil, atMost: Double? = nil, example: String? = nil
    ) throws(ModelError) -> Quantity<D> {
        if let fallback, value(key) == nil { return fallback }
        let example = example ?? "\"10 \(D.units[0].symbol)\""
        let value = try required(key, example: example)
        let quantity = try Quantity<D>(reading: value, path: fullPath(key))
        let shown = { (limit: Double) in Quantity<D>(internalValue: limit).description }
        if let above, !(quantity.value > above) {
            throw bad(key, "is \(quantity)", mend: "choose more than \(shown(above))")
        }
        if let atLeast, quantity.value < atLeast {
            throw bad(key, "is \(quantity)", mend: "choose at least \(shown(atLeast))")
        }
        if let atMost, quantity.value > atMost {
            throw bad(key, "is \(quantity)", mend: "choose at most \(shown(atMost))")
        }
        return quantity
    }

    /// nil when the key holds `word`, `fallback` when it is left out, else what `read` makes of it.
    func orWord<T>(
        _ word: String, _ key: String, default fallback: T?, read: (YAMLReader) throws(ModelError) -> T
    ) throws(ModelError) -> T? {
        guard let value = value(key) else { return fallback }
        return value.text == word ? nil : try read(self)
    }

    /// A map below this one; an empty one where the key is left out and may be.
    package func section(_ key: String, keys: [String], optional: Bool = false) throws(ModelError) -> YAMLReader {
        let empty = YAMLValue(.map([]), origin: origin)
        let example = "{\(keys[0]): ...}"
        let value = try optional ? value(key) ?? empty : required(key, example: example)
        return try YAMLReader(value, path: fullPath(key), keys: keys)
    }
}

extension Quantity {
    /// A quantity from a scalar; `path` is the key for messages.
    init(reading value: YAMLValue, path: String) throws(ModelError) {
        let example = "\"10 \(D.units[0].symbol)\""
        guard let text = value.text else {
            throw .badValue(
                origin: value.origin, key: path, problem: "is \(value.kindName)",
                mend: "write a quantity with its unit, as in \(example)")
        }
        do {
            try self.init(text: text)
        } catch {
            let parts = error.description.split(separator: ";", maxSplits: 1).map { String($0.drop { $0 == " " }) }
            throw .badValue(
                origin: value.origin, key: path, problem: parts[0],
                mend: parts.count > 1 ? parts[1] : "write a number and a unit, as in \(example)")
        }
    }
}
