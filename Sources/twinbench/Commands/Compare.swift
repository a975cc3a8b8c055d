import ArgumentParser
import FoundationEssentials
import Harness
import Records
import Reporting

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say in which scores two records differ.",
        discussion: """
            Example: twinbench compare before/record.json after/record.json

            Tells which scores of the second record are worse or better than those of the first, by how much, and which \
            trials only one of them has. Tolerances are those of new baselines (see: twinbench check --help).

            Exit status 0: equal within the tolerances. 1: something differs, for the better or the worse.
            """)

    @Argument(help: "The first record.json.")
    var first: String

    @Argument(help: "The second record.json.")
    var second: String

    @Flag(help: "Count every difference, however small.")
    var exact = false

    @Option(help: "Also write Markdown to this file.")
    var markdown: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let comparison = try Workbench.compare(URL(filePath: first), with: URL(filePath: second), exact: exact)
        try Report.write(markdown: comparison, to: markdown.map { URL(filePath: $0) })
        if json {
            try Output.json(comparison)
        } else {
            DifferenceTable.show(comparison, before: "first", now: "second")
        }
        if !comparison.differences.isEmpty { throw ExitCode(1) }
    }
}
