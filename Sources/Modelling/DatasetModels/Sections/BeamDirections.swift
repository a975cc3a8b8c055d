public import Quantities
public import Specimens

/// `beam:`, how crystal A stands in the microscope: `{zone: [3, 1, 1], up: [0, -1, 1], tilt: ["1 mrad", "0 mrad"]}`.
public struct BeamDirections: Sendable, Equatable {
    /// Direction [u, v, w] of crystal A along the beam, z of the laboratory.
    public let zone: MillerIndices
    /// Direction of crystal A along y of the laboratory, across the beam.
    public let up: MillerIndices
    /// A small mis-tilt of the beam off the zone, along x and y of the laboratory.
    public let tilt: [Angle]

    static let keys = ["zone", "up", "tilt"]

    init(_ reader: YAMLReader) throws(ModelError) {
        zone = try reader.direction("zone", example: "[3, 1, 1]")
        up = try reader.direction("up", example: "[0, -1, 1]")
        guard reader.value("tilt") != nil else {
            tilt = [Angle(internalValue: 0), Angle(internalValue: 0)]
            return
        }
        var tilt: [Angle] = []
        for value in try reader.list("tilt", count: 2, example: "[\"1 mrad\", \"0 mrad\"]") {
            tilt.append(try Angle(reading: value, path: reader.fullPath("tilt")))
        }
        self.tilt = tilt
    }

    var yaml: YAMLValue {
        .map([
            "zone": .indices(zone), "up": .indices(up), "tilt": YAMLValue(.list(tilt.map { .quoted($0) })),
        ])
    }
}
