import ArgumentParser
import FoundationEssentials
import Reporting

struct WriteFindings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "Write the pages of findings from templates and records.",
        discussion: """
            Example: twinbench findings Validation/findings --records Reports --output docs/findings

            A number in a template names its score and the bound that its sentence needs. Where a record breaks a bound, \
            nothing is written.
            """)

    @Argument(help: "The folder of templates.")
    var templates = "Validation/findings"

    @Option(help: "The folder with a folder for each run.")
    var records = "Reports"

    @Option(name: .shortAndLong, help: "Folder for the pages.")
    var output = "docs/findings"

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let pages = try FindingPage.write(
            templates: URL(filePath: templates), records: URL(filePath: records), to: URL(filePath: output)
        ).map(\.path)
        if json { try Output.json(pages) } else { for page in pages { Output.line(page) } }
    }
}
