public import Specimens

/// `beam:`, how crystal A stands in the microscope.
public struct BeamDirections: Sendable, Equatable {
    /// Direction [u, v, w] of crystal A along the beam, z of the laboratory.
    public let zone: MillerIndices
    /// Direction of crystal A along y of the laboratory, across the beam.
    public let up: MillerIndices

    static let keys = ["zone", "up"]

    init(_ reader: YAMLReader) throws(ModelError) {
        zone = try reader.direction("zone", example: "[3, 1, 1]")
        up = try reader.direction("up", example: "[0, -1, 1]")
    }

    var yaml: YAMLValue { .map(["zone": .indices(zone), "up": .indices(up)]) }
}
