public import Quantities

/// `twin:`, the rotation that takes crystal A to crystal B.
public struct TwinSection: Sendable, Equatable {
    /// Direction [u, v, w] in the axes of crystal A.
    public let axis: [Int]
    public let angle: Angle

    static let keys = ["axis", "angle"]

    init(_ reader: YAMLReader) throws(ModelError) {
        axis = try reader.direction("axis", example: "[1, -1, 1]")
        angle = try reader.quantity("angle", above: 0, atMost: 2 * .pi, example: "\"180 deg\"")
    }

    var yaml: YAMLValue { .map(["axis": .integers(axis), "angle": .quoted(angle)]) }
}

/// `beam:`, how crystal A stands in the microscope.
public struct BeamSection: Sendable, Equatable {
    /// Direction [u, v, w] of crystal A along the beam, z of the laboratory.
    public let zone: [Int]
    /// Direction of crystal A along y of the laboratory, across the beam.
    public let up: [Int]

    static let keys = ["zone", "up"]

    init(_ reader: YAMLReader) throws(ModelError) {
        zone = try reader.direction("zone", example: "[3, 1, 1]")
        up = try reader.direction("up", example: "[0, -1, 1]")
    }

    var yaml: YAMLValue { .map(["zone": .integers(zone), "up": .integers(up)]) }
}

/// `stack:`, the specimen along the beam.
public struct StackSection: Sendable, Equatable {
    /// Thickness of one unit.
    public let unit: Length
    /// Units in the whole stack; the scan has one position more.
    public let units: Int

    static let keys = ["unit", "units"]

    init(_ reader: YAMLReader) throws(ModelError) {
        unit = try reader.quantity("unit", above: 0, atMost: 1e5, example: "\"3.74997 nm\"")
        units = try reader.integer("units", in: 1...10_000, example: "15")
    }

    var yaml: YAMLValue { .map(["unit": .quoted(unit), "units": .integer(units)]) }
}

extension YAMLReader {
    /// Three indices that are not all zero.
    func direction(_ key: String, example: String) throws(ModelError) -> [Int] {
        let indices = try integers(key, count: 3, in: -100...100, example: example)
        guard indices.contains(where: { $0 != 0 }) else {
            throw bad(key, "is [0, 0, 0], which is no direction", mend: "write a direction such as \(example)")
        }
        return indices
    }
}
