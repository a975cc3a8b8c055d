public import Quantities
public import Specimens

/// `beam:`, how crystal A stands in the microscope: `{zone: [3, 1, 1], up: [0, -1, 1], tilt: ["1 mrad", "0 mrad"]}`.
public struct BeamDirections: Sendable, Equatable {
    /// What of crystal A lies along the beam, z of the laboratory: `zone: [u, v, w]` or `plane-normal: [h, k, l]`.
    public let axis: BeamAxis
    /// Direction of crystal A along y of the laboratory, across the beam.
    public let up: MillerIndices
    /// A small mis-tilt of the beam off that axis, along x and y of the laboratory.
    public let tilt: [Angle]
    /// How much crystals may be strained where they have no rectangular cell in common; nil for not at all.
    ///
    /// Where it is given, `up` is projected across the beam.
    public let strain: Fraction?

    static let keys = ["zone", "plane-normal", "up", "tilt", "strain"]

    init(_ reader: YAMLReader) throws(ModelError) {
        if reader.value("plane-normal") == nil {
            axis = .zone(try reader.direction("zone", example: "[3, 1, 1]"))
        } else {
            guard reader.value("zone") == nil else {
                throw reader.bad("plane-normal", "stands beside zone", mend: "give one of the two")
            }
            axis = .planeNormal(try reader.plane("plane-normal", example: "[3, 1, 1]"))
        }
        up = try reader.direction("up", example: "[0, -1, 1]")
        tilt = try Self.tilt(reader)
        strain = try reader.orWord("none", "strain", default: nil) { reader throws(ModelError) in
            try reader.quantity("strain", atLeast: 0, atMost: 0.1, example: "\"0.5 %\"")
        }
    }

    private static func tilt(_ reader: YAMLReader) throws(ModelError) -> [Angle] {
        guard reader.value("tilt") != nil else { return [Angle(internalValue: 0), Angle(internalValue: 0)] }
        var tilt: [Angle] = []
        for value in try reader.list("tilt", count: 2, example: "[\"1 mrad\", \"0 mrad\"]") {
            tilt.append(try Angle(reading: value, path: reader.fullPath("tilt")))
        }
        return tilt
    }

    /// How the crystal of this cell stands in the laboratory.
    ///
    /// - Throws: `SpecimenError` when `up` is not across the beam.
    public func orientation(of cell: UnitCell) throws(SpecimenError) -> Orientation {
        try Orientation(of: cell, beam: axis, up: up, projectsUp: strain != nil)
    }

    var yaml: YAMLValue {
        let beam: (String, YAMLValue) =
            switch axis {
            case .zone(let indices): ("zone", .indices(indices))
            case .planeNormal(let indices): ("plane-normal", .indices(indices))
            }
        let tilt = YAMLValue(.list(tilt.map { .quoted($0) }))
        let entries = [beam, ("up", .indices(up)), ("tilt", tilt)] + (strain.map { [("strain", .quoted($0))] } ?? [])
        return YAMLValue(.map(entries))
    }
}
