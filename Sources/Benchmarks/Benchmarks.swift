import Arrays
import FoundationEssentials

/// Prints a table of ratios and writes it to Reports/bench/. Each row interleaves the work with what it is held against
/// and takes medians, so that a machine whose speed drifts gives the same figures. Arguments such as B3 choose rows.
@main
struct Benchmarks {
    static func main() throws {
        let wanted = CommandLine.arguments.dropFirst()
        let machine = Machine.here()
        print(machine.line)
        Threads.count = 1
        var rows: [BenchmarkRow] = []
        let groups: [(names: [String], rows: () throws -> [BenchmarkRow])] = [
            (["B1", "B2"], { try SliceStepBenchmark.rows() + GridChoiceBenchmark.rows() }),
            (["B3", "B4"], AbTEMBenchmark.rows),
            (["B5"], LineScanBenchmark.rows), (["B6", "B7", "B8", "B9"], LearningBenchmark.rows),
        ]
        for group in groups where wanted.isEmpty || wanted.contains(where: group.names.contains) {
            let measured = try group.rows()
            for row in measured { print(row.line) }
            rows += measured
        }
        try write(Table(machine: machine, rows: rows))
    }

    private struct Table: Codable {
        let machine: Machine
        let rows: [BenchmarkRow]
    }

    private static func write(_ table: Table) throws {
        let folder = URL(filePath: "Reports/bench")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(table).write(to: folder.appending(path: "bench.json"), options: .atomic)
        let lines =
            [table.machine.line, "", "| # | work | against | ratio | target |", "|---|---|---|---|---|"]
            + table.rows.map(\.markdown)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: folder.appending(path: "bench.md"), options: .atomic)
        print("written to \(folder.path)")
    }
}
