import ArgumentParser
import FoundationEssentials
import Harness

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a dataset with truth from a model file.",
        discussion: """
            Example: twinbench simulate Models/datasets/bicrystal-20mrad.yaml -o data.hspy --set precession.angle="10 mrad"

            Stopped with Ctrl-C, the finished part stays beside the output in NAME.partial; --resume goes on with it.
            """)

    @Argument(help: "The model file.")
    var model: String

    @Option(name: .shortAndLong, help: "The dataset's file, .hspy.")
    var output: String

    @Option(help: "Override a key of the model, such as precession.angle=\"10 mrad\"; may be repeated.")
    var set: [String] = []

    @Flag(help: "Go on with an unfinished simulation beside the output.")
    var resume = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let summary = try common.workbench().simulate(
            model: model, settings: set, output: URL(filePath: output), resume: resume)
        ProgressLine.shared.clear()
        for warning in summary.warnings { Terminal.complain("warning: \(warning)") }
        if common.json { return try Output.json(summary) }
        print(
            "\(summary.file): \(summary.shape.map(String.init).joined(separator: " × ")), \(Output.seconds(summary.seconds))"
        )
    }
}
