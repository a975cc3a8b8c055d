import ArgumentParser
import Records

/// The command line: the only reader of arguments, clock and environment.
@main
struct Twinbench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twinbench",
        abstract:
            "Simulates scanning precession electron diffraction of twinned crystals, unmixes it, and scores what went wrong.",
        discussion: """
            Models/*.yaml -> simulate -> dataset with truth -> learn -> evaluate -> record -> report

            Exit status: 0 done, 1 a verdict differs from the one stated or a score from its baseline, 2 bad usage or bad \
            input, 3 the run itself failed or was stopped.
            """,
        version: TwinbenchVersion.current,
        subcommands: [
            Simulate.self, Learn.self, Undistort.self, Evaluate.self, Virtual.self, Validate.self, Try.self, Check.self,
            Compare.self, FitRule.self, WriteReport.self, WriteFindings.self, Convert.self, Info.self, List.self,
        ])

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch {
            Failure.exit(with: error, arguments: arguments)
        }
    }
}
