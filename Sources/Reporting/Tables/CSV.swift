/// Comma-separated values (RFC 4180): lines end in CR LF, and a field is quoted where it needs to be.
enum CSV {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A number with all its digits; empty where there is none.
    static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    private static func field(_ text: String) -> String {
        let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
