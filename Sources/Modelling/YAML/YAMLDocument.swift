import FoundationEssentials
import Yams

/// Reading YAML text into values, with limits that keep a malicious or broken file from hanging the program.
package enum YAMLDocument {
    /// Bytes of a file.
    static let sizeLimit = 1 << 20
    /// Maps and lists inside one another.
    static let depthLimit = 32
    /// Values after aliases are expanded.
    static let valueLimit = 50_000

    /// Reads a file. `path` is shown in messages as the user wrote it.
    ///
    /// - Throws: `ModelError`.
    package static func text(ofFile path: String) throws(ModelError) -> String {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolvingLinks(path)) else {
            throw .unreadable(file: path, reason: "no such file; check the path")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw .unreadable(file: path, reason: "is not a file; give the path of a YAML file")
        }
        if let size = attributes[.size] as? any BinaryInteger, Int(clamping: size) > sizeLimit {
            throw .tooLarge(
                origin: path, problem: "the file has \(size) bytes, and more than \(sizeLimit) are not read")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path, reason: "cannot be read; check its permissions")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(file: path, reason: "is not UTF-8 text; save it as UTF-8")
        }
        return text
    }

    private static func resolvingLinks(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path
    }

    /// Parses one document. `origin` is the file's name, or the argument that the text comes from.
    ///
    /// - Throws: `ModelError.syntax`, `.duplicateKey`, `.tooLarge`.
    package static func parse(_ text: String, origin: String, showsLines: Bool = true) throws(ModelError) -> YAMLValue {
        guard text.utf8.count <= sizeLimit else {
            throw .tooLarge(origin: origin, problem: "more than \(sizeLimit) bytes are not read")
        }
        try refuseStructuredKeys(text, origin: origin)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ModelError(yamlError: error, origin: origin)
        }
        guard let node else {
            throw .syntax(origin: origin, problem: "the file is empty", mend: "write keys and values")
        }
        var resolver = NodeResolver(origin: origin, showsLines: showsLines)
        return try resolver.value(of: node, depth: 0)
    }

    /// Keys that are lists, maps or aliases have no use here, and hashing one while parsing could take forever.
    private static func refuseStructuredKeys(_ text: String, origin: String) throws(ModelError) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { " \t-,{[".contains($0) }
            let asksForKey = words.first == "?" || line.contains("{?") || line.contains(", ?") || line.contains("[?")
            guard asksForKey || endsStructuredKey(Array(line.utf8)) else { continue }
            throw .syntax(
                origin: "\(origin):\(index + 1)", problem: "a key is a list, a map or an alias",
                mend: "write keys as plain words")
        }
    }

    /// Whether a colon follows a closing bracket or an alias on this line.
    private static func endsStructuredKey(_ line: [UInt8]) -> Bool {
        let space = UInt8(ascii: " ")
        let tab = UInt8(ascii: "\t")
        for index in line.indices where line[index] == UInt8(ascii: ":") {
            let before = line[..<index].reversed().drop { $0 == space || $0 == tab }
            guard let last = before.first else { continue }
            if last == UInt8(ascii: "]") || last == UInt8(ascii: "}") { return true }
            let word = before.prefix {
                ![space, tab, UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "[")].contains($0)
            }
            if word.last == UInt8(ascii: "*") { return true }
        }
        return false
    }
}

extension ModelError {
    /// A parser's error as ours, with its line.
    init(yamlError error: any Error, origin: String) {
        func syntax(_ problem: String, _ mark: Mark) -> ModelError {
            .syntax(
                origin: "\(origin):\(mark.line)", problem: "this is not YAML (\(problem))",
                mend: "check quotes, colons, brackets and indentation")
        }
        self =
            switch error {
            case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
                YamlError.composer(_, let problem, let mark, _):
                syntax(problem, mark)
            case YamlError.duplicatedKeysInMapping(let keys, let context):
                .duplicateKey(origin: "\(origin):\(context.mark.line)", key: keys.first ?? "?")
            case YamlError.reader(let problem, _, _, _):
                .syntax(origin: origin, problem: "this is not YAML (\(problem))", mend: "save it as UTF-8 text")
            default:
                .syntax(
                    origin: origin, problem: "this is not YAML", mend: "check quotes, colons, brackets and indentation")
            }
    }
}
