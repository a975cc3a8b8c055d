import ArgumentParser
import FoundationEssentials
import Harness
import Records
import Reporting

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold an experiment's scores against a stored baseline.",
        discussion: """
            Example: twinbench check Validation/paper.yaml --baseline Validation/baselines/paper.json

            Runs the experiment as validate does, or takes a record.json as it is, and says what differs from the baseline \
            by more than its tolerance. The baseline file holds a tolerance for each metric, with its reason. --update \
            writes the baseline anew and keeps the tolerances.

            Exit status 1: a score is worse, undefined or missing, a score without a better direction has moved, or a \
            trial fails. Better and new ones are told, and are no failure.
            """)

    @Argument(help: "The experiment file, or a record.json.")
    var experiment: String

    @Option(help: "The baseline, .json.")
    var baseline: String

    @Flag(help: "Write the baseline anew where scores or versions differ.")
    var update = false

    @Option(help: "Also write JUnit's XML to this file.")
    var junit: String?

    @Option(help: "Also write Markdown to this file.")
    var markdown: String?

    @Option(help: "Folder for the run's record. (default: Reports/NAME)")
    var report: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = report.map { URL(filePath: $0) } ?? Workbench.reportFolder(of: experiment)
        let command = "twinbench validate \(experiment)" + (report.map { " --report \($0)" } ?? "")
        let check = try common.workbench().check(
            experiment, against: URL(filePath: baseline), into: folder, command: command,
            outputs: [junit, markdown].compactMap { $0 }.map { URL(filePath: $0) }, update: update)
        ProgressLine.shared.clear()
        for warning in check.warnings { Terminal.complain("warning: \(warning)") }
        try Report.write(junit: check.comparison, to: junit.map { URL(filePath: $0) })
        try Report.write(markdown: check.comparison, to: markdown.map { URL(filePath: $0) })
        if common.json {
            try Output.json(check)
        } else {
            DifferenceTable.show(check.comparison, before: "baseline", now: "now")
            if update { Output.line(check.updated ? "written: \(baseline)" : "\(baseline) stays as it is") }
        }
        if check.failed { throw ExitCode(1) }
    }
}
