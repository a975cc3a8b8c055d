import ArgumentParser
import FoundationEssentials
import Harness
import Records

struct FitRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit-rule",
        abstract: "Fit a rule for precession in dimensionless numbers to the verdicts of a record.",
        discussion: """
            Example: twinbench fit-rule Reports/precession/record.json --output Validation/precession-rule.json

            For every method and verdict of the record's maps: thresholds on φ g t, t/ξ and b g t (precession angle φ, bend b, \
            thickness t, g and ξ of the strongest reflection in the zone) under which the rule is right most often, in one or two steps of t/ξ. Datasets that \
            are held out are passed over. An experiment with rule: and the file's name holds the rule against all of its datasets.
            """)

    @Argument(help: "The record.json of an experiment with maps: and rule:.")
    var record: String

    @Option(name: .shortAndLong, help: "The file of rules to write.")
    var output: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let study = try Workbench.fitRule(record: URL(filePath: record), output: URL(filePath: output))
        if json { return try Output.json(study) }
        var rows = [
            [
                "method", "metric", "φ g t from", "if t/ξ to", "from", "if t/ξ to", "φ g t to", "b g t to", "right",
                "of", "keep",
            ]
        ]
        for outcome in study.outcomes {
            let (rule, tally) = (outcome.rule, outcome.fitted)
            rows.append(
                [rule.method, rule.metric]
                    + (0..<2).flatMap { order in
                        rule.steps.dropFirst(order).first.map { [limit($0.leastSweep), limit($0.largestDepth)] } ?? [
                            "", "",
                        ]
                    } + [limit(rule.largestSweep), limit(rule.largestBend)]
                    + [tally.right, tally.cases, tally.kept].map(String.init))
        }
        Output.table(rows, numbers: Set(2...10))
    }

    private func limit(_ value: Double?) -> String { value.map { Output.number($0) } ?? "any" }
}
