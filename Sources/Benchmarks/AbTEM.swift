import FoundationEssentials
import Glibc

/// abTEM in a Python of its own: `make peers` makes it, TWINBENCH_PEERS may name another.
struct AbTEM {
    private let python: String

    /// nil when there is no such Python.
    init?() {
        let named = ProcessInfo.processInfo.environment["TWINBENCH_PEERS"] ?? ".peers/abtem/bin/python"
        guard FileManager.default.isExecutableFile(atPath: named) else { return nil }
        python = named
    }

    struct Speed: Decodable {
        let peer: String
        let seconds: Double
        let directBeam: Double
    }

    struct Convergence: Decodable {
        struct Setting: Decodable {
            let setting: String
            let seconds: Double
            let error: Double
        }
        let peer: String
        let settings: [Setting]
    }

    /// What a script in Tests/Peers prints; nil when it fails, abTEM missing for one reason.
    func run<Answer: Decodable>(_ script: String, _ arguments: String, as type: Answer.Type) -> Answer? {
        guard let pipe = popen("'\(python)' Tests/Peers/\(script) \(arguments)", "r") else { return nil }
        var text: [UInt8] = []
        while case let byte = fgetc(pipe), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
        guard pclose(pipe) == 0 else { return nil }
        return try? JSONDecoder().decode(type, from: Data(text))
    }
}
