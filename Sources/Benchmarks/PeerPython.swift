import FoundationEssentials
import Glibc

/// A Python with peers: `make peers` makes them.
struct PeerPython {
    private let python: String

    /// nil when there is no such Python.
    ///
    /// - Parameters:
    ///   - variable: of the environment, which may name another one.
    ///   - folder: of the one that `make peers` makes.
    init?(variable: String, folder: String) {
        let named = ProcessInfo.processInfo.environment[variable] ?? "\(folder)/bin/python"
        guard FileManager.default.isExecutableFile(atPath: named) else { return nil }
        python = named
    }

    /// scikit-learn and scikit-fuzzy.
    static var learning: PeerPython? { PeerPython(variable: "TWINBENCH_LEARNING_PEERS", folder: ".peers/learning") }

    /// What a script in Tests/Peers prints; nil when it fails, the peer missing for one reason.
    func run<Answer: Decodable>(_ script: String, _ arguments: String, as type: Answer.Type) -> Answer? {
        guard let pipe = popen("'\(python)' Tests/Peers/\(script) \(arguments)", "r") else { return nil }
        var text: [UInt8] = []
        while case let byte = fgetc(pipe), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
        guard pclose(pipe) == 0 else { return nil }
        return try? JSONDecoder().decode(type, from: Data(text))
    }
}
