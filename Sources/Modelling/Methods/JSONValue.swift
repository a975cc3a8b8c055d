/// A value of a YAML file as JSON has it: what is not in quotes and reads as a number, true, false or null is one.
package enum JSONValue: Encodable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case map([String: JSONValue])

    init(_ value: YAMLValue) {
        switch value.content {
        case .list(let elements): self = .list(elements.map(JSONValue.init))
        case .map(let entries):
            self = .map(
                Dictionary(entries.map { ($0.key, JSONValue($0.value)) }, uniquingKeysWith: { first, _ in first }))
        case .scalar(let text, quoted: true): self = .text(text)
        case .scalar(let text, quoted: false):
            switch text {
            case "", "~", "null": self = .null
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            default:
                // JSON has neither infinity nor NaN: they stay text.
                if let integer = Int(text) {
                    self = .integer(integer)
                } else if let number = Double(text), number.isFinite {
                    self = .number(number)
                } else {
                    self = .text(text)
                }
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .map(let values): try container.encode(values)
        }
    }
}
