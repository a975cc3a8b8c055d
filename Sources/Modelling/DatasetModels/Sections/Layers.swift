public import Quantities

/// `layers:`, stacks from the top down: `{unit: "3.74997 nm", stacks: [[A 5, B 5, A 5], [B 15]]}`.
///
/// "A 5" is a layer of five units of crystal A.
public struct Layers: Sendable, Equatable {
    /// Thickness of one unit. It need not be a period of the crystals.
    public let unit: Length
    public let stacks: [[ScannedSpecimen.Layer]]

    static let keys = ["unit", "stacks"]
    /// The crystals that a layer may be of.
    static let names = ["A", "B"]
    private static let example = "[[A 5, B 5, A 5], [A 10, B 5]]"

    init(_ reader: YAMLReader) throws(ModelError) {
        unit = try reader.quantity("unit", above: 0, atMost: 1e5, example: "\"3.74997 nm\"")
        let list = try reader.list("stacks", example: Self.example)
        guard !list.isEmpty else {
            throw reader.bad("stacks", "is an empty list", mend: "write stacks: \(Self.example)")
        }
        var stacks: [[ScannedSpecimen.Layer]] = []
        for (index, value) in list.enumerated() {
            let path = reader.fullPath("stacks.\(index + 1)")
            guard let elements = value.elements, !elements.isEmpty else {
                throw .badValue(
                    origin: value.origin, key: path, problem: "is \(value.kindName), not layers",
                    mend: "write a list of layers such as [A 5, B 5, A 5]")
            }
            var layers: [ScannedSpecimen.Layer] = []
            for element in elements { layers.append(try Self.layer(element, path: path)) }
            let units = layers.reduce(0) { $0 + $1.units }
            guard units <= 10_000 else {
                throw .badValue(
                    origin: value.origin, key: path, problem: "has \(units) units", mend: "choose at most 10000")
            }
            stacks.append(layers)
        }
        self.stacks = stacks
    }

    private static func layer(_ value: YAMLValue, path: String) throws(ModelError) -> ScannedSpecimen.Layer {
        let words = (value.text ?? "").split(separator: " ").map(String.init)
        guard words.count == 2, let crystal = names.firstIndex(of: words[0]), let units = Int(words[1]),
            (1...10_000).contains(units)
        else {
            throw .badValue(
                origin: value.origin, key: path, problem: "\(value.kindName) is no layer",
                mend: "write a crystal, \(names.joined(separator: " or ")), and its units from 1 to 10000, as in A 5")
        }
        return .init(crystal: crystal, units: units)
    }

    /// Units of the thickest stack.
    var thickest: Int { stacks.map { $0.reduce(0) { $0 + $1.units } }.max() ?? 1 }

    /// Of the thickest stack.
    var thickness: Length { Length(internalValue: unit.value * Double(thickest)) }

    /// Whether some stack has this crystal alone.
    func hasPureStack(of crystal: Int) -> Bool { stacks.contains { $0.allSatisfy { $0.crystal == crystal } } }

    var yaml: YAMLValue {
        let written = stacks.map { layers in
            YAMLValue(.list(layers.map { .quoted("\(Self.names[$0.crystal]) \($0.units)") }))
        }
        return .map(["unit": .quoted(unit), "stacks": YAMLValue(.list(written))])
    }
}
