public import Quantities
public import Specimens

/// `cell:`, for atoms of a plain .xyz file: `{edges: ["0.5 nm", "0.5 nm", "0.6 nm"], angles: ["90 deg", "90 deg", "120 deg"]}`.
///
/// The angles are 90° where they are left out.
public struct CellModel: Sendable, Equatable {
    /// a, b and c.
    public let edges: [Length]
    /// α, β and γ.
    public let angles: [Angle]
    public let cell: UnitCell

    static let keys = ["edges", "angles"]

    init(_ reader: YAMLReader) throws(ModelError) {
        edges = try Self.quantities(reader, "edges", example: "[\"0.5 nm\", \"0.5 nm\", \"0.6 nm\"]")
        let right = Angle(internalValue: .pi / 2)
        angles =
            reader.value("angles") == nil
            ? [right, right, right]
            : try Self.quantities(reader, "angles", example: "[\"90 deg\", \"90 deg\", \"120 deg\"]")
        let (a, b, c) = (edges[0].value, edges[1].value, edges[2].value)
        // Right angles are exact, so that orthogonal axes have no rounding in them.
        let radians = angles.map { abs($0.value - .pi / 2) < 1e-12 ? .pi / 2 : $0.value }
        cell = try reader.checked { () throws(SpecimenError) in
            try UnitCell(a: a, b: b, c: c, alpha: radians[0], beta: radians[1], gamma: radians[2])
        }
    }

    private static func quantities<D: Dimension>(
        _ reader: YAMLReader, _ key: String, example: String
    ) throws(ModelError) -> [Quantity<D>] {
        var quantities: [Quantity<D>] = []
        for element in try reader.list(key, count: 3, example: example) {
            quantities.append(try Quantity<D>(reading: element, path: reader.fullPath(key)))
        }
        return quantities
    }

    var yaml: YAMLValue {
        .map([
            "edges": YAMLValue(.list(edges.map { .quoted($0) })),
            "angles": YAMLValue(.list(angles.map { .quoted($0) })),
        ])
    }
}
