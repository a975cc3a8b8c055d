/// A piece of markup. What stands in the source is markup; whatever is interpolated as text is escaped.
///
///     let row: HTML = "<td>\(name)</td>"          // a name such as "<b>" comes out as text
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package var text: String

    package init(stringLiteral value: String) { text = value }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// Markup that is trusted because our own code wrote it.
    package init(markup: String) { text = markup }

    package static let empty: HTML = ""

    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.text + right.text) }

    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    /// `text` with the five characters replaced that mean something in markup or in an attribute's value.
    package static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Control characters are not allowed in a document; tabs and line ends are.
            case "\t", "\n", "\r": result.unicodeScalars.append(character)
            case "\u{0}"..."\u{1F}", "\u{7F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
        package mutating func appendInterpolation(_ value: HTML) { text += value.text }
        package mutating func appendInterpolation(_ values: [HTML]) { for value in values { text += value.text } }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        /// A coordinate: at most two decimals, which is a hundredth of a pixel.
        package mutating func appendInterpolation(_ value: Double) { text += Numbers.coordinate(value) }
    }
}

extension Sequence<HTML> {
    /// The pieces one after the other, with `separator` between them.
    func joined(separator: HTML = .empty) -> HTML {
        HTML(markup: map(\.text).joined(separator: separator.text))
    }
}
