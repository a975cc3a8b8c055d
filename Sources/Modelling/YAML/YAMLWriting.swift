// Canonical text: a block map at the top, everything below it on its line in flow style. Same values, same text.
extension YAMLValue {
    /// A plain word, such as a case of an enumeration.
    static func word(_ text: String) -> YAMLValue { YAMLValue(.scalar(text, quoted: false)) }
    /// Free text or a quantity, always in quotes.
    static func quoted(_ text: some CustomStringConvertible) -> YAMLValue {
        YAMLValue(.scalar(text.description, quoted: true))
    }
    static func integer(_ value: some BinaryInteger) -> YAMLValue { word(String(value)) }
    static func integers(_ values: [Int]) -> YAMLValue { YAMLValue(.list(values.map { integer($0) })) }
    static func number(_ value: Double) -> YAMLValue {
        word(value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value))
    }
    /// A map of the entries that are there.
    static func map(_ entries: KeyValuePairs<String, YAMLValue?>) -> YAMLValue {
        YAMLValue(.map(entries.compactMap { key, value in value.map { (key, $0) } }))
    }

    /// The value as a YAML document.
    package var document: String {
        guard let entries, !entries.isEmpty else { return flow + "\n" }
        return entries.map { "\(Self.written($0.key, quoted: false)): \($0.value.flow)\n" }.joined()
    }

    /// The value on one line.
    package var flow: String {
        switch content {
        case .scalar(let text, let quoted): Self.written(text, quoted: quoted)
        case .list(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\(Self.written($0.key, quoted: false)): \($0.value.flow)" }.joined(separator: ", ")
                + "}"
        }
    }

    private static func written(_ text: String, quoted: Bool) -> String {
        if !quoted, isPlain(text) { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Whether the text reads back as itself without quotes.
    static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        let letters = text.unicodeScalars.dropFirst()
        let ordinary = { (s: Unicode.Scalar) in
            s.isASCII && (s.properties.isAlphabetic || s.properties.numericType != nil)
        }
        let starts =
            ordinary(first) || ((first == "-" || first == "+" || first == ".") && Double(text) != nil) || text == "~"
        return starts && letters.allSatisfy { ordinary($0) || "._-+/".unicodeScalars.contains($0) }
    }
}
