internal import Quantities

/// What keeps the harness from going on, in one line with the mend.
public enum HarnessError: Error, Equatable, CustomStringConvertible {
    case noTruth(file: String)
    case shapesDiffer(result: String, data: String)
    case beamsDiffer(file: String, reference: String)
    /// - Parameter origin: the option or file that names the method.
    case unknownMethod(origin: String, name: String, nearest: String?, known: [String])
    /// What a method or metric says about the numbers of a file.
    case unfit(file: String, problem: String)
    case outputIsInput(file: String)
    /// Another run is writing the output; the number of its process where that is known.
    case outputInUse(file: String, process: Int?)
    /// A method outside Twinbench gave nothing; what it printed lies in `log`.
    case outsideMethodFailed(file: String, problem: String, log: String?)
    /// Data that the user has to bring; `source` says from where, or is empty.
    case noData(file: String, source: String)
    case otherDigest(file: String, found: String, expected: String)
    case badOption(name: String, value: String, mend: String)
    /// So many processes were started for what one does.
    case manyProcesses(Int)
    /// Stopped by the user; `goOn` says how to go on.
    case stopped(goOn: String)

    public var description: String { text.onOneLine }

    private var text: String {
        switch self {
        case .noTruth(let file): "\(file): Truth: is missing; scores need a dataset that Twinbench made"
        case .shapesDiffer(let result, let data):
            "\(result): its maps and patterns do not have the shape of \(data); learn again from that dataset"
        case .beamsDiffer(let file, let reference):
            "\(file): Beams: cannot be held against \(reference); compare simulated scans of equal length"
        case .unknownMethod(let origin, let name, let nearest, let known):
            "\(origin): there is no method \"\(name)\"; "
                + (nearest.map { "did you mean \"\($0)\"?" } ?? "use one of \(known.joined(separator: ", "))")
        case .unfit(let file, let problem): "\(file): \(problem)"
        case .outsideMethodFailed(let file, let problem, let log):
            "\(file): \(problem)" + (log.map { "; what it printed lies in \($0)" } ?? "")
        case .outputIsInput(let file): "\(file): --output: would overwrite what is read; choose another name"
        case .outputInUse(let file, let process):
            "\(file): another run is writing it\(process.map { " (process \($0))" } ?? ""); "
                + "wait for its end, or choose another place"
        case .noData(let file, let source):
            "\(file): there is no such file; "
                + (source.isEmpty ? "put the data there, or correct file:" : "get it from \(source) and put it there")
        case .otherDigest(let file, let found, let expected):
            "\(file): sha256: the file has \(found), not \(expected); get that file, or correct sha256:"
        case .badOption(let name, let value, let mend): "\(name): \"\(value)\" cannot be; \(mend)"
        case .manyProcesses(let count):
            "\(count) processes were started together, which would all do the same; simulate and learn run over several, "
                + "start one for this"
        case .stopped(let goOn): "stopped; \(goOn)"
        }
    }
}
