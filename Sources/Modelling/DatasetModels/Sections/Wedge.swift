public import Quantities

/// `wedge:`, a thickness that rises along the scan: `{unit: "1.92 nm", from: 5, to: 40, angle: "30 deg"}`.
public struct Wedge: Sendable, Equatable {
    /// What the thickness rises by from one position to the next.
    public let unit: Length
    /// Units at the first position.
    public let from: Int
    /// Units at the last position.
    public let to: Int
    /// Between the upper and the lower face.
    public let angle: Angle

    static let keys = ["unit", "from", "to", "angle"]

    init(_ reader: YAMLReader) throws(ModelError) {
        unit = try reader.quantity("unit", above: 0, atMost: 1e5, example: "\"1.92 nm\"")
        from = try reader.integer("from", in: 1...10_000, default: 1)
        to = try reader.integer("to", in: 1...10_000, example: "40")
        guard from <= to else {
            throw reader.bad("to", "is \(to), less than from, \(from)", mend: "let the wedge get thicker")
        }
        angle = try reader.quantity("angle", above: 0, atMost: 1.5, example: "\"30 deg\"")
    }

    var yaml: YAMLValue {
        .map([
            "unit": .quoted(unit), "from": .integer(from), "to": .integer(to), "angle": .quoted(angle),
        ])
    }
}
