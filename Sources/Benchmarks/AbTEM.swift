/// abTEM in a Python of its own: `make peers` makes it, TWINBENCH_PEERS may name another.
struct AbTEM {
    private let python: PeerPython

    /// nil when there is no such Python.
    init?() {
        guard let python = PeerPython(variable: "TWINBENCH_PEERS", folder: ".peers/abtem") else { return nil }
        self.python = python
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
        python.run(script, arguments, as: type)
    }
}
