/// What a method file describes: a method of Twinbench with its options, or one outside it with its command.
public enum MethodSource: Sendable, Equatable {
    case builtIn(MethodModel)
    case outside(OutsideMethodModel)

    /// Reads a method file.
    ///
    /// - Parameter overrides: keys are options, such as "components".
    /// - Throws: `ModelError`.
    public init(file: String, overrides: [Override] = []) throws(ModelError) {
        try self.init(text: try YAMLDocument.text(ofFile: file), file: file, overrides: overrides)
    }

    /// Reads the text of a method file; `file` names it in messages, and its folder holds what it copies.
    ///
    /// - Throws: `ModelError`.
    public init(text: String, file: String, overrides: [Override] = []) throws(ModelError) {
        let value = try YAMLDocument.parse(text, origin: file)
        self =
            OutsideMethodModel.isOne(value)
            ? .outside(try OutsideMethodModel(value, file: file, overrides: overrides))
            : .builtIn(try MethodModel(value, path: "the file", overrides: overrides))
    }

    /// Whether the text is the path of a method file rather than a method's name.
    public static func isFile(_ text: String) -> Bool { text.hasSuffix(".yaml") || text.hasSuffix(".yml") }
}
