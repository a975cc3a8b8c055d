import FoundationEssentials
import Glibc

/// What a command prints on standard output.
enum Output {
    /// One line or more; names from files are text.
    static func line(_ text: String) { print(Terminal.plain(text)) }

    /// A value as JSON, for machines.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Rows in aligned columns; the first row is the heading. Columns after the first are aligned to the right when
    /// `numbers` says so.
    static func table(_ rows: [[String]], numbers: Set<Int> = []) {
        guard let first = rows.first else { return }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for (index, row) in rows.enumerated() {
            let cells = row.indices.map { column -> String in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                if column == row.count - 1, !numbers.contains(column) { return row[column] }
                return numbers.contains(column) ? padding + row[column] : row[column] + padding
            }
            line(cells.joined(separator: "  "))
            if index == 0 { line(widths.map { String(repeating: "-", count: min($0, 60)) }.joined(separator: "  ")) }
        }
    }

    /// Three significant digits.
    static func number(_ value: Double?) -> String {
        guard let value else { return "undefined" }
        guard value != 0, value.isFinite else { return "\(value == 0 ? "0" : "\(value)")" }
        let exponent = Int(log10(abs(value)).rounded(.down))
        if exponent < -4 || exponent > 5 {
            let mantissa = (value / pow(10, Double(exponent)) * 100).rounded() / 100
            return "\(mantissa)e\(exponent)"
        }
        let scale = pow(10, Double(2 - exponent))
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    static func seconds(_ value: Double) -> String { "\((value * 10).rounded() / 10) s" }
}
