/// Why a page or a table could not be written, in one line.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    case cannotWrite(file: String, reason: String)

    public var description: String {
        switch self {
        case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
        }
    }
}
