import ArgumentParser
import FoundationEssentials
import Harness
import Records

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a result against a dataset's truth.",
        discussion: """
            Example: twinbench evaluate result.h5 --truth data.hspy

            The result may also be a folder with patterns.npy (sources × pixels) and maps.npy (sources × positions).
            """)

    @Argument(help: "The result: a file that learn wrote, or a folder with patterns.npy and maps.npy.")
    var result: String

    @Option(help: "The dataset with its truth, .hspy.")
    var truth: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let evaluation = try common.workbench().evaluate(URL(filePath: result), truth: URL(filePath: truth))
        ProgressLine.shared.clear()
        for warning in evaluation.warnings { Terminal.complain("warning: \(warning)") }
        if common.json { return try Output.json(evaluation) }
        let units = Dictionary(Workbench.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var rows = [["metric", "member", "value", "oracle", "best", "unit"]]
        for score in evaluation.scores {
            let oracle = evaluation.oracle.first { $0.metric == score.metric && $0.member == score.member }
            let metric = units[score.metric]
            rows.append([
                score.metric, score.member ?? "", Output.number(score.value), Output.number(oracle?.value),
                metric?.best.map { Output.number($0) } ?? "", metric?.unit ?? "",
            ])
        }
        print("\(evaluation.method) on \(evaluation.dataset)")
        Output.table(rows, numbers: [2, 3, 4])
    }
}
