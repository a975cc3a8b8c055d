import ArgumentParser
import FoundationEssentials
import Harness

struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Unmix a dataset with a method.",
        discussion: "Example: twinbench learn data.hspy --method nmf --set components=3 -o result.h5")

    @Argument(help: "The dataset: .hspy, .blo, .mib, .npy or EMD of py4DSTEM.")
    var data: String

    @Option(
        help: "A method's name (see: twinbench list methods), or a method file, also of a method outside Twinbench.")
    var method: String

    @Option(name: .shortAndLong, help: "The result's file, .h5.")
    var output: String

    @Option(help: "Override an option of the method, such as components=3; may be repeated.")
    var set: [String] = []

    @Option(help: "The scan as lines × positions, such as 30x60, for data that do not say it.")
    var scan: String?

    @Option(help: "Where random starts begin.")
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    func run() throws {
        let summary = try common.workbench(isShared: true).learn(
            from: URL(filePath: data), scan: scan, method: method, settings: set, seed: seed,
            output: URL(filePath: output))
        guard let summary else { return }
        ProgressLine.shared.clear()
        if common.json { return try Output.json(summary) }
        var parts = ["\(summary.sources) sources"]
        if let iterations = summary.convergence["iterations"] {
            let converged = summary.convergence["converged"] == 1 ? "converged" : "not converged"
            parts.append("\(converged) after \(Int(iterations)) iterations")
        }
        parts.append("\(summary.passes) passes over the data, at most \(Int(summary.peakMemory)) MiB")
        Output.line("\(summary.file): " + (parts + [Output.seconds(summary.seconds)]).joined(separator: ", "))
    }
}
