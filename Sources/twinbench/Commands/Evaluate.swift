import ArgumentParser
import FoundationEssentials
import Harness
import Records

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a result against a dataset.",
        discussion: """
            Examples: twinbench evaluate result.h5 --truth data.hspy
                      twinbench evaluate result.h5 --data measured.blo

            Where the dataset holds no truth, metrics that need it are named and the others given. The result may also be \
            a folder with patterns.npy (sources × pixels) and maps.npy (sources × positions).
            """)

    @Argument(help: "The result: a file that learn wrote, or a folder with patterns.npy and maps.npy.")
    var result: String

    @Option(help: "The dataset with its truth, .hspy.")
    var truth: String?

    @Option(help: "The dataset, measured or simulated, of any readable kind.")
    var data: String?

    @Option(help: "The scan as lines × positions, such as 30x60, for data that do not say it.")
    var scan: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if truth != nil, data != nil { throw ValidationError("--truth and --data name the same thing; give one.") }
    }

    func run() throws {
        let evaluation = try common.workbench().evaluate(
            URL(filePath: result), on: (truth ?? data).map { URL(filePath: $0) }, scan: scan)
        ProgressLine.shared.clear()
        for warning in evaluation.warnings { Terminal.complain("warning: \(warning)") }
        if common.json { return try Output.json(evaluation) }
        let metrics = Dictionary(Workbench.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let hasTruth = evaluation.needTruth.isEmpty
        var rows = [["metric"] + (hasTruth ? ["member", "value", "oracle"] : ["value"]) + ["best", "unit", ""]]
        for score in evaluation.scores {
            let oracle = evaluation.oracle.first { $0.metric == score.metric && $0.member == score.member }
            let metric = metrics[score.metric]
            let value = Output.number(score.value)
            rows.append(
                [score.metric] + (hasTruth ? [score.member ?? "", value, Output.number(oracle?.value)] : [value]) + [
                    metric?.best.map { Output.number($0) } ?? "", metric?.unit ?? "",
                    hasTruth ? "" : score.reason ?? "",
                ])
        }
        Output.line("\(evaluation.method) on \(evaluation.dataset)")
        if !hasTruth {
            Output.line("no truth is known; it is needed by \(evaluation.needTruth.joined(separator: ", "))")
        }
        Output.table(rows, numbers: hasTruth ? [2, 3, 4] : [1, 2])
    }
}
