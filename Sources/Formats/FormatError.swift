package import FoundationEssentials
import Quantities

/// What is wrong with a file, in one line: the file, the key, the problem and the mend.
public enum FormatError: Error, Equatable, CustomStringConvertible {
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case malformed(file: String, key: String, problem: String, mend: String)
    case truncated(file: String, expected: Int, found: Int)
    case notFinite(file: String, key: String)

    public var description: String { text.onOneLine }

    private var text: String {
        switch self {
        case .cannotRead(let file, let reason): "\(file): cannot be read: \(reason)"
        case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
        case .malformed(let file, let key, let problem, let mend): "\(file): \(key): \(problem); \(mend)"
        case .truncated(let file, let expected, let found):
            "\(file): ends after \(found) of \(expected) bytes; copy or make it again"
        case .notFinite(let file, let key): "\(file): \(key): holds NaN or infinity; mend or mask these values"
        }
    }

    /// Runs `body`, turning a system error into one line about the file.
    package static func reading<T>(_ url: URL, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as FormatError {
            throw error
        } catch {
            let exists = FileManager.default.fileExists(atPath: url.path)
            throw FormatError.cannotRead(
                file: url.path, reason: exists ? "check its permissions" : "there is no such file")
        }
    }
}
