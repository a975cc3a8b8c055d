import ArgumentParser
import FoundationEssentials
import Harness

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn a dataset into another format.",
        discussion: """
            Example: twinbench convert scan.blo scan.hspy

            Reads .hspy, .blo, .mib, .npy (axes beside it in NAME.npy.json) and EMD of py4DSTEM, judged by what is in the \
            file. Writes .hspy, .h5 (the same, under the name that py4DSTEM asks for), .blo and .npy, judged by the name. \
            Files larger than memory go through it in blocks. What the output cannot keep is said.
            """)

    @Argument(help: "The dataset.")
    var input: String

    @Argument(help: "The file to write: .hspy, .h5, .blo or .npy.")
    var output: String

    @Option(help: "The scan as lines × positions, such as 30x60, for files that do not say it (.mib, stacks).")
    var scan: String?

    @Flag(help: "Leave truth, beams and provenance out.")
    var blind = false

    @Flag(help: "Move the direct beam of each pattern to the detector's centre; numbers become float32.")
    var align = false

    @Option(
        help:
            "With --align, the radius around the direct beam that is looked at. (default: a twentieth of the detector)")
    var beamRadius: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let summary = try common.workbench().convert(
            URL(filePath: input), to: URL(filePath: output),
            .init(
                scan: scan, isBlind: blind, isAligned: align, beamRadius: beamRadius))
        ProgressLine.shared.clear()
        if common.json { return try Output.json(summary) }
        for note in summary.notes { Output.line("note: \(note)") }
        Output.line(
            "\(summary.output): \(summary.shape.map(String.init).joined(separator: " × ")), \(summary.storage), "
                + Output.seconds(summary.seconds))
    }
}
