import ArgumentParser
import Glibc
import Harness
import Reporting

/// Errors on the way out: one line on standard error, and the exit status.
enum Failure {
    /// - Parameter arguments: what the program was called with.
    static func exit(with error: any Error, arguments: [String]) -> Never {
        if let status = error as? ExitCode { Glibc.exit(status.rawValue) }
        switch Twinbench.exitCode(for: error) {
        case .success: Twinbench.exit(withError: error)
        case .validationFailure:
            complain(Usage.problem(Twinbench.message(for: error), arguments: arguments))
            Glibc.exit(2)
        default:
            complain("\(error)")
            Glibc.exit(isInput(error) ? 2 : 3)
        }
    }

    private static func isInput(_ error: any Error) -> Bool {
        error is ReportError || error is FindingError || FailureKind.of(error) == .input
    }

    private static func complain(_ text: String) {
        Terminal.complain("twinbench: " + text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}
