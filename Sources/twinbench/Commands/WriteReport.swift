import ArgumentParser
import FoundationEssentials
import Reporting

struct WriteReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the page of a record.",
        discussion: "Example: twinbench report Reports/paper/record.json")

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
        let page = folder.appending(path: "index.html").path
        if json { try Output.json(Written(page: page)) } else { print(page) }
    }
}
