import Learning
public import Quantities

/// A method outside Twinbench, in any language: a command that reads `job.json` and `observations.npy` in a folder of its
/// own and writes `patterns.npy` and `maps.npy` there. What it is given, and what holds it in bounds.
public struct OutsideMethodModel: Sendable, Equatable {
    /// What the method is called in records, results and tables.
    public let name: String
    /// What people call it; nil when the file does not say.
    public let title: String?
    /// The program and its arguments, as they are: no shell reads them.
    public let command: [String]
    /// Files and folders beside the method file that are copied into the method's folder under the same names.
    public let files: [String]
    public let timeLimit: TimeSpan
    /// Address space of each of its processes.
    public let memoryLimit: DataSize
    /// All that it writes into its folder.
    public let outputLimit: DataSize
    /// How its maps are scaled before they are scored: "native", "max1" or "least-squares".
    public let maps: String
    /// The method file, as the user wrote its path.
    public let file: String
    /// A map in the order of its keys: what `job.json` passes on.
    package let options: YAMLValue

    static let keys = [
        "name", "title", "command", "files", "time-limit", "memory-limit", "output-limit", "maps", "options",
    ]

    /// Whether a method file is of this kind.
    static func isOne(_ value: YAMLValue) -> Bool { value["command"] != nil || value["name"] != nil }

    /// - Parameters:
    ///   - file: names the file in messages; `files` are looked for in its folder.
    ///   - overrides: keys are options, such as "components".
    /// - Throws: `ModelError`.
    init(_ value: YAMLValue, file: String, overrides: [Override]) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        self.file = file
        let example = "my-method"
        guard let name = try reader.name("name") else {
            throw .missingKey(origin: reader.origin, key: "name", example: "name: \(example)")
        }
        self.name = name
        title = try reader.optionalText("title")
        command = try reader.words("command", example: "[python3, my_method.py]")
        guard let program = command.first, !program.isEmpty else {
            throw reader.bad("command", "is empty", mend: "write it as [python3, my_method.py]")
        }
        files = try reader.value("files") == nil ? [] : reader.words("files", example: "[my_method.py]")
        for path in files where !Self.staysInside(path) {
            throw reader.bad(
                "files", "\"\(path)\" leaves the folder of the method file", mend: "put it beside \(file)")
        }
        timeLimit = try reader.quantity(
            "time-limit", default: .init(internalValue: 600), atLeast: 0.01, atMost: 604_800)
        memoryLimit = try reader.quantity("memory-limit", default: .init(internalValue: 8e9), atLeast: 1e7)
        outputLimit = try reader.quantity("output-limit", default: .init(internalValue: 2e9), atLeast: 1e3)
        maps = try reader.word("maps", default: MapScaling.native).rawValue
        var options =
            try reader.value("options") == nil
            ? YAMLValue(.map([]), origin: value.origin) : reader.required("options", example: "{components: 2}")
        for override in overrides { options = try options.applying(override) }
        guard options.entries != nil else {
            throw reader.bad("options", "is \(options.kindName)", mend: "write a map, as in options: {components: 2}")
        }
        self.options = options.sortedByKey
    }

    /// Whether a path names something below the folder that it starts from.
    private static func staysInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        return !path.isEmpty && !path.hasPrefix("/") && !parts.contains("..") && parts.contains { $0 != "." }
    }

    /// Where one of `files` lies, beside the method file.
    package func path(of name: String) -> String { sibling(name, of: file) }

    /// The options as `job.json` passes them on.
    package var optionsAsJSON: JSONValue { JSONValue(options) }

    /// Everything that decides what the method is, as canonical YAML; limits are left out.
    package var identityYAML: String {
        YAMLValue(.map(identity)).document
    }

    /// The whole method as canonical YAML.
    package var yaml: String {
        let limits: KeyValuePairs<String, YAMLValue?> = [
            "time-limit": .quoted(timeLimit), "memory-limit": .quoted(memoryLimit),
            "output-limit": .quoted(outputLimit),
        ]
        let titled: KeyValuePairs<String, YAMLValue?> = ["name": .quoted(name), "title": title.map { .quoted($0) }]
        return YAMLValue(
            .map((YAMLValue.map(titled).entries ?? []) + identity + (YAMLValue.map(limits).entries ?? []))
        ).document
    }

    private var identity: [(key: String, value: YAMLValue)] {
        [
            ("command", YAMLValue(.list(command.map { .quoted($0) }))),
            ("files", YAMLValue(.list(files.map { .quoted($0) }))),
            ("maps", .word(maps)),
            ("options", options),
        ]
    }

    public static func == (a: Self, b: Self) -> Bool { a.file == b.file && a.yaml == b.yaml }
}

extension YAMLReader {
    /// A list of texts.
    func words(_ key: String, example: String) throws(ModelError) -> [String] {
        var words: [String] = []
        for element in try list(key, example: example) {
            guard let word = element.text else {
                throw bad(key, "holds \(element.kindName)", mend: "write texts, as in \(key): \(example)")
            }
            words.append(word)
        }
        return words
    }
}
