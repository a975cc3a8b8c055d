import ArgumentParser
import FoundationEssentials
import Harness

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a dataset with truth from a model file.",
        discussion: """
            Example: twinbench simulate Models/datasets/bicrystal-20mrad.yaml -o data.hspy --set precession.angle="10 mrad"

            Stopped with Ctrl-C, the finished part stays beside the output in NAME.partial; --resume goes on with it.
            --dry-run measures a second of the work and says what the whole will take: tilts, slice steps, time, memory.
            """)

    @Argument(help: "The model file.")
    var model: String

    @Option(name: .shortAndLong, help: "The dataset's file, .hspy.")
    var output: String?

    @Option(help: "Override a key of the model, such as precession.angle=\"10 mrad\"; may be repeated.")
    var set: [String] = []

    @Flag(help: "Go on with an unfinished simulation beside the output.")
    var resume = false

    @Flag(help: "Say what the simulation would take, and do not run it; --output may be left out.")
    var dryRun = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if output == nil, !dryRun { throw ValidationError("Missing expected argument '--output <output>'") }
    }

    func run() throws {
        let workbench = try common.workbench(isShared: !dryRun)
        guard !dryRun, let output else {
            let plan = try workbench.plan(
                model: model, settings: set, output: output.map { URL(filePath: $0) }, resume: resume)
            ProgressLine.shared.clear()
            return try PlanOutput.write(plan, json: common.json)
        }
        guard
            let summary = try workbench.simulate(
                model: model, settings: set, output: URL(filePath: output), resume: resume)
        else { return }
        ProgressLine.shared.clear()
        for warning in summary.warnings { Terminal.complain("warning: \(warning)") }
        if common.json { return try Output.json(summary) }
        Output.line(
            "\(summary.file): \(summary.shape.map(String.init).joined(separator: " × ")), \(Output.seconds(summary.seconds))"
        )
    }
}
