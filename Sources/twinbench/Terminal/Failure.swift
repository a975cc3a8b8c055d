import ArgumentParser
import Glibc
import Harness

/// Errors on the way out: one line on standard error, and the exit status.
enum Failure {
    static func exit(with error: any Error) -> Never {
        let parserStatus = Twinbench.exitCode(for: error)
        if parserStatus == .success || error is CleanExit {
            Twinbench.exit(withError: error)
        }
        if let status = error as? ExitCode { Glibc.exit(status.rawValue) }
        if parserStatus == .validationFailure {
            Terminal.complain(Twinbench.fullMessage(for: error))
            Glibc.exit(2)
        }
        Terminal.complain("twinbench: \(oneLine("\(error)"))")
        Glibc.exit(FailureKind.of(error) == .input ? 2 : 3)
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
