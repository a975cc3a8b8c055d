import ArgumentParser
import FoundationEssentials
import Harness

struct Undistort: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Correct learned patterns for the geometric distortion of the detector.",
        discussion: """
            Examples: twinbench undistort nmf.h5 -o corrected.h5 --stretch "4 %" --axis "30 deg"
                      twinbench undistort nmf.h5 -o corrected.h5 --spots spots.csv
                      twinbench undistort nmf.h5 -o corrected.h5 --model data.hspy

            Learn from data as they were recorded, then correct the patterns; maps stay as they are. A circle is taken to \
            have become an ellipse of the same area, so counts are kept; pixels are interpolated bilinearly.

            Spots are read on the patterns, one a line, in pixels from the centre of the first one: x, y of three or more \
            on one circle about the direct beam (a ring, equivalent reflections), or x, y, kx, ky of two or more whose \
            positions are known, in any one unit with ky downwards, which tell the rotation, too.
            """)

    @Argument(help: "The result, as learn writes it.")
    var result: String

    @Option(name: .shortAndLong, help: "The corrected result's file, .h5.")
    var output: String?

    @Option(help: "How much longer the ellipse's long axis is than the short one, such as \"4 %\".")
    var stretch: String?

    @Option(help: "Direction of the long axis, from x (columns) towards y (rows), such as \"30 deg\".")
    var axis: String?

    @Option(help: "How far patterns are turned before they are stretched, from x towards y, such as \"2 deg\".")
    var rotation: String?

    @Option(help: "A model file or a simulated dataset that says the distortion.")
    var model: String?

    @Option(help: "A text file of spot positions that the distortion is fitted to.")
    var spots: String?

    @Option(help: "Where the direct beam falls, x,y in pixels. (default: what the model says, else the pixel n/2)")
    var centre: String?

    @Flag(help: "Say the distortion and write nothing; --output may be left out.")
    var dryRun = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if output == nil, !dryRun { throw ValidationError("Missing expected argument '--output <output>'") }
        let ways = [stretch ?? rotation, model, spots].compactMap { $0 }.count
        guard ways == 1 else {
            throw ValidationError(
                ways == 0
                    ? "no distortion is said; give --stretch and --axis, --rotation, --model or --spots"
                    : "the distortion is said twice; give --stretch, --axis and --rotation, or --model, or --spots")
        }
        if (stretch == nil) != (axis == nil) {
            throw ValidationError("--stretch and --axis belong together; give both")
        }
    }

    func run() throws {
        let source: Workbench.DistortionSource =
            if let model {
                .model(URL(filePath: model))
            } else if let spots {
                .spots(URL(filePath: spots))
            } else {
                .given(stretch: stretch, axis: axis, rotation: rotation)
            }
        let summary = try Workbench.undistort(
            URL(filePath: result), by: source, centre: centre,
            output: dryRun ? nil : output.map { URL(filePath: $0) })
        if json { return try Output.json(summary) }
        if let fit = summary.fit {
            let scale =
                fit.isRing
                ? "the ring's radius is \(Output.number(fit.scale)) px" : "\(Output.number(fit.scale)) px a unit of k"
            Output.line("fit to \(fit.spots) spots: \(Output.number(fit.residual)) px are left (rms); \(scale)")
        }
        let place = summary.centre.map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: ", ")
        let what = "\(summary.distortion), about (\(place))"
        guard let output = summary.output else { return Output.line("distortion: \(what)") }
        Output.line("\(output): \(summary.sources) patterns, corrected for \(what)")
    }
}
