import ArgumentParser
import FoundationEssentials
import Harness
import Records

struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a method on the standard set and say where it stands.",
        discussion: """
            Example: twinbench try Validation/methods/template.yaml --report Reports/template

            The method may be in any language: see docs/tutorial.md. It runs beside the methods of the standard set; values \
            are the worst of the end members, * marks the best method, and ranks leave the oracle out. Exit status 3: the \
            method failed on a dataset.
            """)

    @Argument(help: "A method file, or the name of a method (see: twinbench list methods).")
    var method: String

    @Option(help: "Override an option of the method, such as components=3; may be repeated.")
    var set: [String] = []

    @Option(name: .customLong("as"), help: "What to call the method. (default: its own name)")
    var alias: String?

    @Option(help: "The experiment file of the standard set. (default: Validation/standard.yaml)")
    var on: String?

    @Option(help: "Folder for the record and the page. (default: Reports/try-NAME, without the page)")
    var report: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = report.map { URL(filePath: $0) }
        let command =
            "twinbench try \(method)" + set.map { " --set \($0)" }.joined() + (alias.map { " --as \($0)" } ?? "")
            + (on.map { " --on \($0)" } ?? "") + (report.map { " --report \($0)" } ?? "")
        let tried = try common.workbench().tryMethod(
            method, as: alias, settings: set, on: on ?? Self.standardSet(), into: folder, command: command)
        if report != nil { try PageFile.write(in: tried.folder, announce: !common.json) }
        ProgressLine.shared.clear()
        if common.json {
            try Output.json(tried.standings)
        } else {
            for warning in tried.record.warnings { Terminal.complain("warning: \(warning)") }
            StandingsTable(standings: tried.standings).show()
            Output.line("record: \(tried.folder.appending(path: "record.json").path)")
        }
        let failed = tried.record.trials.filter { $0.method == tried.standings.method && $0.outcome == .failed }
        for trial in failed {
            let log = trial.program?.log.map { "; what it printed lies in \(tried.folder.appending(path: $0).path)" }
            Terminal.complain("twinbench: \(trial.method) on \(trial.dataset) \(trial.reason ?? "failed")\(log ?? "")")
        }
        if !failed.isEmpty { throw ExitCode(3) }
    }

    /// The standard set of the working folder, else of the checkout that the program was built in.
    private static func standardSet() -> String {
        let name = "Validation/standard.yaml"
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: name), folder.path != "/" {
            let file = folder.appending(path: name).path
            if FileManager.default.fileExists(atPath: file) { return file }
            folder.deleteLastPathComponent()
        }
        return name
    }
}
