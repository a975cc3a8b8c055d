/// Why a page could not be made, in one line: the file, what is wrong with it, how to mend it.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    case cannotRead(file: String, reason: String)
    case malformed(file: String, key: String, problem: String)
    case unknownSchema(file: String, schema: Int)
    case cannotWrite(file: String, reason: String)

    public var description: String {
        switch self {
        case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
        case .malformed(let file, let key, let problem):
            "\(file): \(key): \(problem); write the record again with twinbench validate"
        case .unknownSchema(let file, let schema):
            "\(file): schema: is \(schema), but this version reads 1; update twinbench or run the experiment again"
        case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
        }
    }
}
