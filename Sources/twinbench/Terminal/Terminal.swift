import Glibc

/// The terminal: results on standard output, everything else on standard error.
enum Terminal {
    /// Whether progress may be drawn.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    /// Writes to standard error at once, without a line's end.
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    static func complain(_ text: String) {
        ProgressLine.shared.clear()
        write(plain(text) + "\n")
    }

    /// Text from files, without what would move the cursor or change colours: a name is no command to the terminal.
    static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            result.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}
