import ArgumentParser
import FoundationEssentials
import Harness

struct Virtual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make virtual bright-field and dark-field images of a dataset.",
        discussion: """
            Examples: twinbench virtual data.hspy -o images.h5
                      twinbench virtual data.hspy -o images.png --bright-field --dark-field "A 2 -2 0"
                      twinbench virtual scan.blo -o images.npy --aperture "80, 72, 4 px"

            At every scan position the pattern is summed over discs of the detector. Without any option bright field is \
            made, and for each crystal a dark field through the reflections that only it has. Reflections are named as \
            the truth has them: "A" for all of A's own, "A 1 -1 1 + A -1 1 -1" for the sum of two. An aperture is ky, kx, \
            radius: in px from the centre of the first pixel, in A^-1 or nm^-1 from the direct beam.

            Files larger than memory go through it in blocks. .h5 holds names and discs beside the images, .npy \
            (image, scan y, scan x), .png all images side by side, each at its own scale of grey.
            """)

    @Argument(help: "The dataset, of any readable kind.")
    var data: String

    @Option(name: .shortAndLong, help: "The file to write: .h5, .npy or .png.")
    var output: String

    @Flag(help: "Through the direct beam.")
    var brightField = false

    @Option(help: "Through reflections by name; may be given several times, for an image each.")
    var darkField: [String] = []

    @Option(help: "Through a disc: ky, kx, radius and their unit; may be given several times.")
    var aperture: [String] = []

    @Option(help: "Radius of the discs of --bright-field and --dark-field. (default: what the truth says)")
    var radius: String?

    @Option(help: "The scan as lines × positions, such as 30x60, for data that do not say it.")
    var scan: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let summary = try common.workbench().virtualImages(
            URL(filePath: data),
            .init(brightField: brightField, darkField: darkField, apertures: aperture, radius: radius, scan: scan),
            to: URL(filePath: output))
        ProgressLine.shared.clear()
        if common.json { return try Output.json(summary) }
        var rows = [["image", "discs", "pixels", "smallest", "mean", "largest"]]
        for image in summary.images {
            rows.append(
                [image.name, "\(image.discs)", "\(image.pixels)"]
                    + [image.smallest, image.mean, image.largest].map { Output.number($0) })
        }
        Output.table(rows, numbers: [1, 2, 3, 4, 5])
        Output.line(
            "\(summary.output): \(summary.images.count) images of \(summary.shape[0]) × \(summary.shape[1]) positions, "
                + Output.seconds(summary.seconds))
    }
}
