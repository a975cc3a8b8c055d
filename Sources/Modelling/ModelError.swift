import Quantities

/// Why a model, method or experiment file cannot be used.
///
/// `origin` is the file with its line, or the `--set` that is to blame.
public enum ModelError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be opened, or is no text.
    case unreadable(file: String, reason: String)
    /// The file is larger, deeper or longer after expansion of its aliases than any honest model.
    case tooLarge(origin: String, problem: String)
    /// The text is not YAML, or uses a part of YAML that models do without.
    case syntax(origin: String, problem: String, mend: String)
    case duplicateKey(origin: String, key: String)
    case unknownKey(origin: String, key: String, nearest: String?, known: [String])
    case missingKey(origin: String, key: String, example: String)
    /// A value of the wrong type, without unit, or out of range.
    case badValue(origin: String, key: String, problem: String, mend: String)
    /// A reference to a dataset, method or metric that nobody defined.
    case unknownName(origin: String, key: String, kind: String, name: String, nearest: String?, known: [String])

    /// One line: the file, the key, what is wrong, how to mend it.
    public var description: String { text.onOneLine }

    private var text: String {
        let line =
            switch self {
            case .unreadable(let file, let reason): "\(file): \(reason)"
            case .tooLarge(let origin, let problem): "\(origin): \(problem); split or shorten the file"
            case .syntax(let origin, let problem, let mend): "\(origin): \(problem); \(mend)"
            case .duplicateKey(let origin, let key):
                "\(origin): the key \"\(key)\" is given twice; remove one of the two"
            case .unknownKey(let origin, let key, let nearest, let known):
                "\(origin): \(key): unknown key; \(Self.mend(nearest, known))"
            case .missingKey(let origin, let key, let example):
                "\(origin): \(key): required key is missing; add it, as in \(example)"
            case .badValue(let origin, let key, let problem, let mend): "\(origin): \(key): \(problem); \(mend)"
            case .unknownName(let origin, let key, let kind, let name, let nearest, let known):
                "\(origin): \(key): there is no \(kind) \"\(name)\"; \(Self.mend(nearest, known))"
            }
        return line.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func mend(_ nearest: String?, _ known: [String]) -> String {
        if let nearest { return "did you mean \"\(nearest)\"?" }
        return known.isEmpty ? "remove it" : "use one of \(known.joined(separator: ", "))"
    }
}
