/// A number with its unit, kept as it was written, so that a model file is written back unchanged.
///
/// `value` is in the dimension's internal unit. Two quantities are equal when their values are.
public struct Quantity<D: Dimension>: Sendable {
    /// The number as written.
    public let number: Double
    /// The unit as written, one of `D.units`.
    public let unit: String
    /// The size in the internal unit (Å, Å⁻¹, rad, eV, Å², px).
    public let value: Double

    /// - Throws: `QuantityError` when the unit is not one of the dimension's or the number is not finite.
    public init(_ number: Double, _ unit: String) throws(QuantityError) {
        guard number.isFinite else { throw .notFinite(dimension: D.name) }
        guard let match = D.units.first(where: { $0.symbol == unit }) else {
            throw .unknownUnit(unit, dimension: D.name, known: D.units.map(\.symbol))
        }
        self.number = number
        self.unit = unit
        value = number * match.scale
    }

    /// A quantity from its size in the internal unit, shown in the unit that messages offer.
    public init(internalValue value: Double) {
        let shown = D.units[0]
        self.value = value
        number = value / shown.scale
        unit = shown.symbol
    }

    /// Reads text such as "10 mrad".
    ///
    /// - Throws: `QuantityError` when the number or the unit is missing or unknown.
    public init(text: String) throws(QuantityError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard let first = parts.first else { throw .empty(dimension: D.name, example: D.example) }
        if parts.count == 1 {
            let digits = first.prefix { $0.isNumber || "+-.eE".contains($0) }
            if let number = Double(digits), digits.count < first.count {
                try self.init(number, String(first.dropFirst(digits.count)))
                return
            }
            if Double(first) != nil { throw .missingUnit(text, dimension: D.name, example: D.example) }
        }
        guard parts.count == 2, let number = Double(first) else {
            throw .malformed(text, dimension: D.name, example: D.example)
        }
        try self.init(number, String(parts[1]))
    }

    /// The size in another unit of the same dimension.
    public func converted(to unit: String) throws(QuantityError) -> Double {
        guard let match = D.units.first(where: { $0.symbol == unit }) else {
            throw .unknownUnit(unit, dimension: D.name, known: D.units.map(\.symbol))
        }
        return value / match.scale
    }
}

extension Quantity: Hashable, Comparable {
    public static func == (a: Self, b: Self) -> Bool { a.value == b.value }
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Quantity: CustomStringConvertible {
    /// The quantity as text that `init(text:)` reads back, such as "10 mrad".
    public var description: String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number)) \(unit)" : "\(number) \(unit)"
    }
}

extension Quantity: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(text: try container.decode(String.self))
        } catch let error as QuantityError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Dimension {
    /// Text for a message that shows how a quantity is written.
    static var example: String { "\"10 \(units[0].symbol)\"" }
}

/// Why text is not a quantity; each case says what to write instead.
public enum QuantityError: Error, Equatable, CustomStringConvertible {
    case empty(dimension: String, example: String)
    case missingUnit(String, dimension: String, example: String)
    case malformed(String, dimension: String, example: String)
    case unknownUnit(String, dimension: String, known: [String])
    case notFinite(dimension: String)

    public var description: String {
        switch self {
        case .empty(let dimension, let example): "a \(dimension) is missing; write it as \(example)"
        case .missingUnit(let text, let dimension, let example):
            "\"\(text)\" has no unit; write the \(dimension) with its unit, as in \(example)"
        case .malformed(let text, let dimension, let example):
            "\"\(text)\" is no \(dimension); write a number, a space and a unit, as in \(example)"
        case .unknownUnit(let unit, let dimension, let known):
            "\"\(unit)\" is no unit of \(dimension); use \(known.joined(separator: ", "))"
        case .notFinite(let dimension): "the \(dimension) is not a finite number"
        }
    }
}
