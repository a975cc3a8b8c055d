/// One line of the table.
struct BenchmarkRow: Codable {
    let id: String
    let work: String
    let against: String
    let seconds: Double
    /// nil when the peer is not there.
    let peerSeconds: Double?
    /// Ours over the peer's: smaller is faster.
    let ratio: Double?
    let target: String

    static let noPeer = "abTEM not installed: make peers"

    init(id: String, work: String, against: String, seconds: Double, peerSeconds: Double?, target: String) {
        self.id = id
        self.work = work
        self.against = against
        self.seconds = seconds
        self.peerSeconds = peerSeconds
        ratio = peerSeconds.map { seconds / $0 }
        self.target = target
    }

    private var figures: String {
        guard let peerSeconds, let ratio else { return Self.short(seconds) }
        return "\(Self.short(seconds)) / \(Self.short(peerSeconds)) = \((ratio * 1000).rounded() / 1000)"
    }
    var line: String { "\(id)  \(work) against \(against): \(figures) (target \(target))" }
    var markdown: String { "| \(id) | \(work) | \(against) | \(figures) | \(target) |" }

    private static func short(_ seconds: Double) -> String {
        seconds < 1 ? "\((seconds * 1e6).rounded() / 1e3) ms" : "\((seconds * 100).rounded() / 100) s"
    }
}
