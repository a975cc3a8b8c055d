import Glibc

/// The terminal: results on standard output, everything else on standard error.
enum Terminal {
    /// Whether progress may be drawn.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    static func complain(_ text: String) {
        ProgressLine.shared.clear()
        fputs(text + "\n", stderr)
    }

    /// Says something about the run, when somebody is watching.
    static func say(_ text: String) {
        guard isInteractive else { return }
        complain(text)
    }
}
