import ArgumentParser
import FoundationEssentials
import Records
import Reporting

struct WriteReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the page of a record, and its scores as tables.",
        discussion: """
            Example: twinbench report Reports/paper/record.json

            Writes index.html, scores.csv (a row a trial, for spreadsheets), claims.csv (a row a claim) and scores-tidy.csv (a row a score, for data \
            frames).
            """)

    @Argument(help: "The record, as validate wrote it.")
    var record: String

    @Option(name: .shortAndLong, help: "Folder for index.html. (default: the record's)")
    var output: String?

    @Flag(help: "Print JSON.")
    var json = false

    private struct Written: Encodable {
        let page: String
    }

    func run() throws {
        let file = URL(filePath: record)
        let folder = output.map { URL(filePath: $0) } ?? file.deletingLastPathComponent()
        try Report.write(record: file, to: folder)
        try ScoreTables.write(RunRecord(contentsOf: file), to: folder)
        let page = folder.appending(path: "index.html").path
        if json { try Output.json(Written(page: page)) } else { Output.line(page) }
    }
}
