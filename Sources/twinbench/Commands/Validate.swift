import ArgumentParser
import FoundationEssentials
import Harness
import Records
import Reporting

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run an experiment: simulate, learn, score, judge its claims.",
        discussion: """
            Example: twinbench validate Validation/paper.yaml --report Reports/paper

            Writes record.json, its scores as tables (scores.csv for spreadsheets, scores-tidy.csv for data frames, claims.csv), \
            data/ and results/ into the folder, and with --report the page index.html. What has been \
            done before and has not changed is taken from the cache: a run that was stopped goes on where it was. Exit status 1: a \
            verdict differs from the one stated.
            """)

    @Argument(help: "The experiment file.")
    var experiment: String

    @Option(help: "Folder for the record and the page. (default: Reports/NAME, without the page)")
    var report: String?

    @Option(
        help:
            "Make one part of so many of the simulations, such as 3/16, in the cache, and nothing else: for arrays of jobs."
    )
    var part: String?

    @Flag(help: "Say how many simulations, slice steps and minutes it would take; simulate nothing.")
    var dryRun = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard let part, parts == nil else { return }
        throw ValidationError("--part: \"\(part)\" is no part; give its number and how many there are, such as 3/16.")
    }

    /// The part and how many there are.
    private var parts: (part: Int, of: Int)? {
        let numbers = part?.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) } ?? []
        guard numbers.count == 2, let part = numbers[0], let parts = numbers[1] else { return nil }
        return (part, parts)
    }

    func run() throws {
        if let parts {
            let summary = try common.workbench().simulate(part: parts.part, of: parts.of, experiment: experiment)
            ProgressLine.shared.clear()
            if common.json { return try Output.json(summary) }
            return Output.line(
                "part \(summary.part) of \(summary.parts): \(summary.simulations) simulations, \(summary.simulationsCached) "
                    + "of them in the cache before, \(Output.seconds(summary.seconds))")
        }
        if dryRun { return try PlanOutput.write(common.workbench().plan(experiment: experiment), json: common.json) }
        let folder = report.map { URL(filePath: $0) } ?? Workbench.reportFolder(of: experiment)
        let command = "twinbench validate \(experiment)" + (report.map { " --report \($0)" } ?? "")
        let record = try common.workbench().validate(experiment, into: folder, command: command) { record in
            try ScoreTables.write(record, to: folder)
            if report != nil { try PageFile.write(in: folder, announce: !common.json) }
        }
        ProgressLine.shared.clear()
        if common.json { try Output.json(record) } else { show(record) }
        if record.claims.contains(where: { $0.verdict != $0.expected }) { throw ExitCode(1) }
    }

    private func show(_ record: RunRecord) {
        for trial in record.trials where trial.outcome == .failed {
            Output.line("failed: \(trial.method) on \(trial.dataset): \(trial.reason ?? "")")
        }
        for warning in record.warnings { Output.line("warning: \(warning)") }
        let hasSeeds = record.claims.contains { $0.spread != nil }
        var rows = [["claim", "dataset", "method", "metric", "bound", "value", "oracle"]]
        rows[0] += (hasSeeds ? ["smallest", "largest", "kept on"] : []) + ["verdict", "stated"]
        for claim in record.claims {
            func optional(_ value: Double?) -> String { value == nil ? "" : Output.number(value) }
            let spread = [
                optional(claim.spread?.smallest), optional(claim.spread?.largest), claim.spread?.passRate ?? "",
            ]
            rows.append(
                [
                    claim.id, claim.dataset, claim.method, claim.metric + (claim.member.map { " \($0)" } ?? ""),
                    claim.bound, Output.number(claim.value),
                    optional(claim.oracle),
                ] + (hasSeeds ? spread : []))
            rows[rows.count - 1] += [
                claim.verdict.rawValue + (claim.under.map { " under \($0)" } ?? ""),
                claim.verdict == claim.expected ? "as stated" : "STATED: \(claim.expected.rawValue)",
            ]
        }
        if rows.count > 1 { Output.table(rows, numbers: hasSeeds ? [5, 6, 7, 8] : [5, 6]) }
        let times = record.machine.seconds.sorted { $0.key < $1.key }.map { "\($0.key) \(Output.seconds($0.value))" }
        Output.line("wall time: \(times.joined(separator: ", ")) (\(record.machine.threads) threads)")
    }
}
