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

extension YAMLReader {
    /// Refuses, in a section with the keys unit and every, a table over thicknesses that nobody can simulate.
    ///
    /// - Parameters:
    ///   - step: from one thickness to the next, Å.
    ///   - thickness: where the table ends, Å.
    ///   - most: thicknesses besides 0.
    func checkTable(step: Double, thickness: Double, atMost most: Int) throws(ModelError) {
        let end = Length(internalValue: thickness)
        guard thickness / step > 1e-6 else {
            throw bad(
                "unit", "makes no table up to a thickness of \(end)", mend: "choose a smaller one, or a thicker wire")
        }
        guard thickness / step <= Double(most) else {
            throw bad(
                "unit", "makes a table of more than \(most) thicknesses up to \(end)",
                mend: "choose a larger one, or a larger \(fullPath("every"))")
        }
    }
}
