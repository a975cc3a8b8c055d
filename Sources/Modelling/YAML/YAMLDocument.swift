import Glibc
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
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno == ENOENT ? "no such file; check the path" : "cannot be read; check its permissions"
            throw .unreadable(file: path, reason: reason)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: path, reason: "is not a file; give the path of a YAML file")
        }
        guard status.st_size <= sizeLimit else {
            throw .tooLarge(
                origin: path, problem: "the file has \(status.st_size) bytes, and more than \(sizeLimit) are not read")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                return read(descriptor, rest.baseAddress, rest.count)
            }
            guard got >= 0 else { throw .unreadable(file: path, reason: "cannot be read; check the disk") }
            if got == 0 { break }
            count += got
        }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw .unreadable(file: path, reason: "is not UTF-8 text; save it as UTF-8")
        }
        return text
    }

    /// Parses one document. `origin` is the file's name, or the argument that the text comes from.
    ///
    /// - Throws: `ModelError.syntax`, `.duplicateKey`, `.tooLarge`.
    package static func parse(_ text: String, origin: String, showsLines: Bool = true) throws(ModelError) -> YAMLValue {
        guard text.utf8.count <= sizeLimit else {
            throw .tooLarge(origin: origin, problem: "more than \(sizeLimit) bytes are not read")
        }
        try AliasGuard.check(text, origin: origin)
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
