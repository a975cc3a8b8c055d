public import Quantities

/// `library: {unit: "3.74997 nm", every: 2}`: the thicknesses at which stacks of two crystals are simulated.
public struct LayerLibrary: Sendable, Equatable {
    /// A thickness that the slices divide, such as the crystals' period along the beam.
    public let unit: Length
    /// Units from one thickness of the table to the next.
    public let every: Int

    static let keys = ["unit", "every"]

    init(_ reader: YAMLReader) throws(ModelError) {
        unit = try reader.quantity("unit", above: 0, atMost: 1e4, example: "\"3.74997 nm\"")
        every = try reader.integer("every", in: 1...1000, default: 1)
    }

    /// Å.
    var step: Double { unit.value * Double(every) }

    var yaml: YAMLValue { .map(["unit": .quoted(unit), "every": .integer(every)]) }
}
