import Quantities

/// Why a record or a baseline cannot be read, in one line: the file, what is wrong with it, how to mend it.
public enum RecordError: Error, Equatable, CustomStringConvertible {
    case cannotRead(file: String, reason: String)
    case malformed(file: String, key: String, problem: String, mend: String)
    case unknownSchema(file: String, schema: Int, known: Int)

    public var description: String { text.onOneLine }

    private var text: String {
        switch self {
        case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
        case .malformed(let file, let key, let problem, let mend): "\(file): \(key): \(problem); \(mend)"
        case .unknownSchema(let file, let schema, let known):
            "\(file): schema: is \(schema), but this version reads \(known); update twinbench or write the file again"
        }
    }
}
