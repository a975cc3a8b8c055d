/// Why a page or a table could not be written, in one line.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    case cannotWrite(file: String, reason: String)
    /// A file that a record names lies elsewhere than below the record's folder.
    case outside(file: String, folder: String)

    public var description: String {
        switch self {
        case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
        case .outside(let file, let folder):
            "\(file): leads out of the record's folder \(folder); copy it there and correct the record"
        }
    }
}
