public import FoundationEssentials

/// A text file of numbers in columns, separated by blanks, tabs, commas or semicolons.
///
/// Lines that begin with # and empty ones are passed over, and so is a first line of column names.
public enum NumberTable {
    /// - Parameter columns: how many there may be.
    /// - Throws: `FormatError` that names the line.
    public static func read(_ url: URL, columns: Set<Int>) throws -> [[Double]] {
        let data = try FormatError.reading(url) { try Data(contentsOf: url) }
        guard data.count <= 16 << 20, let text = String(data: data, encoding: .utf8) else {
            throw FormatError.malformed(
                file: url.path, key: "content", problem: "is no text of numbers",
                mend: "give a .csv or .txt file with \(words(columns)) columns")
        }
        var rows: [[Double]] = []
        var mayBeHead = true
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let cells = line.split { $0.isWhitespace || ",;".contains($0) }
            guard let first = cells.first, !first.hasPrefix("#") else { continue }
            let numbers = cells.compactMap { Double($0) }
            defer { mayBeHead = false }
            if mayBeHead, numbers.isEmpty { continue }
            let width = rows.first?.count
            guard numbers.count == cells.count, numbers.allSatisfy(\.isFinite), columns.contains(numbers.count),
                numbers.count == width ?? numbers.count
            else {
                throw FormatError.malformed(
                    file: url.path, key: "line \(index + 1)",
                    problem: "is not \(words(width.map { [$0] } ?? columns)) numbers",
                    mend: "write one row a line, numbers between commas or blanks")
            }
            rows.append(numbers)
        }
        guard !rows.isEmpty else {
            throw FormatError.malformed(
                file: url.path, key: "content", problem: "holds no numbers",
                mend: "write one row a line, \(words(columns)) numbers each")
        }
        return rows
    }

    private static func words(_ columns: Set<Int>) -> String {
        columns.sorted().map(String.init).joined(separator: " or ")
    }
}
