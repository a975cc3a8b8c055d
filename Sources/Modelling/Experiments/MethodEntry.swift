/// A method of an experiment: a built-in one or a method file, and the name it goes by.
public struct MethodEntry: Sendable, Equatable {
    /// The method's own name, a built-in method file's stem, or `as:`.
    public let name: String
    /// What people call it; nil when the file does not say.
    public let title: String?
    public let source: MethodSource
    /// The datasets that it runs on.
    public let datasets: [String]
    let origin: String

    private static let ownKeys = ["as", "on", "title", "file", "set"]

    /// Reads `nmf`, `{nmf: {components: 2}, as: x, on: [...]}`, a path to a method file or `{file: path, set: {...}}`.
    init(_ value: YAMLValue, path: String, file: String, datasets entries: [DatasetEntry]) throws(ModelError) {
        let known = entries.map(\.name)
        origin = value.origin
        if let text = value.text {
            if MethodSource.isFile(text) {
                (source, name, title) = try Self.read(sibling(text, of: file), overrides: [])
            } else {
                (source, name, title) = (.builtIn(try MethodModel(value, path: path)), text, nil)
            }
            datasets = known
            return
        }
        let others = (value.entries ?? []).filter { !Self.ownKeys.contains($0.key) }
        let reader = try YAMLReader(value, path: path, keys: Self.ownKeys + others.map(\.key))
        let methodFile = try reader.optionalText("file")
        guard others.count == (methodFile == nil ? 1 : 0) else {
            throw .badValue(
                origin: value.origin, key: path, problem: "is not one method with its options",
                mend: "write it as {nmf: {components: 2}}, with as: or on: beside it")
        }
        let overrides = try reader.overrides("set", example: "{components: 3}")
        var usualName = ""
        var usualTitle: String?
        if let methodFile {
            (source, usualName, usualTitle) = try Self.read(sibling(methodFile, of: file), overrides: overrides)
        } else {
            usualName = others[0].key
            source = .builtIn(try MethodModel(name: usualName, options: others[0].value, overrides: overrides))
        }
        name = try reader.name("as") ?? usualName
        title = try reader.optionalText("title") ?? usualTitle
        guard reader.value("on") != nil else {
            datasets = known
            return
        }
        // The name of a dataset with repeats stands for all of its seeds.
        let named = try reader.references("on", kind: "dataset", known: known + DatasetEntry.series(entries))
        datasets = entries.filter { named.contains($0.name) || named.contains($0.repetition?.series ?? "") }.map(\.name)
    }

    /// A method file's method, what it is called and its title.
    private static func read(
        _ file: String, overrides: [Override]
    ) throws(ModelError) -> (MethodSource, name: String, title: String?) {
        let source = try MethodSource(file: file, overrides: overrides)
        return switch source {
        case .builtIn: (source, stem(of: file), nil)
        case .outside(let model): (source, model.name, model.title)
        }
    }
}

extension YAMLReader {
    /// A name or a list of names, each of which must be known.
    func references(_ key: String, kind: String, known: [String]) throws(ModelError) -> [String] {
        let value = try required(key, example: known.first ?? kind)
        var names: [String] = []
        for element in value.elements ?? [value] {
            guard let name = element.text else {
                throw bad(key, "is \(element.kindName)", mend: "write the name of a \(kind)")
            }
            guard known.contains(name) else {
                throw .unknownName(
                    origin: element.origin, key: fullPath(key), kind: kind, name: name,
                    nearest: nearest(to: name, in: known), known: known)
            }
            names.append(name)
        }
        guard !names.isEmpty else { throw bad(key, "is an empty list", mend: "name at least one \(kind)") }
        return names
    }

    /// One name, which must be known; nil where the key is left out.
    func reference(_ key: String, kind: String, known: [String]) throws(ModelError) -> String? {
        guard value(key) != nil else { return nil }
        let names = try references(key, kind: kind, known: known)
        guard names.count == 1 else { throw bad(key, "names \(names.count) of them", mend: "name one \(kind)") }
        return names[0]
    }
}
