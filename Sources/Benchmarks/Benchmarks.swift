import Arrays
import FoundationEssentials

/// Prints a table of ratios and writes it to Reports/bench/. Each row interleaves the work with what it is held against
/// and takes medians, so that a machine whose speed drifts gives the same figures.
@main
struct Benchmarks {
    static func main() throws {
        let rows = try SliceStepBenchmark.rows() + LineScanBenchmark.rows()
        for row in rows { print(row.line) }
        try write(rows)
    }

    private static func write(_ rows: [BenchmarkRow]) throws {
        let folder = URL(filePath: "Reports/bench")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(rows).write(to: folder.appending(path: "bench.json"), options: .atomic)
        let lines = ["| # | work | against | ratio | target |", "|---|---|---|---|---|"] + rows.map(\.markdown)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: folder.appending(path: "bench.md"), options: .atomic)
        print("written to \(folder.path)")
    }
}

/// One line of the table.
struct BenchmarkRow: Codable {
    var id: String
    var work: String
    var against: String
    var seconds: Double
    var peerSeconds: Double
    /// Ours over the peer's: smaller is faster.
    var ratio: Double
    var target: String

    init(id: String, work: String, against: String, seconds: Double, peerSeconds: Double, target: String) {
        self.id = id
        self.work = work
        self.against = against
        self.seconds = seconds
        self.peerSeconds = peerSeconds
        ratio = seconds / peerSeconds
        self.target = target
    }

    private var figures: String {
        "\(Self.short(seconds)) / \(Self.short(peerSeconds)) = \((ratio * 1000).rounded() / 1000)"
    }
    var line: String { "\(id)  \(work) against \(against): \(figures) (target \(target))" }
    var markdown: String { "| \(id) | \(work) | \(against) | \(figures) | \(target) |" }

    private static func short(_ seconds: Double) -> String {
        seconds < 1 ? "\((seconds * 1e6).rounded() / 1e3) ms" : "\((seconds * 100).rounded() / 100) s"
    }
}
