public import Quantities
public import Specimens

/// `beam:`, how crystal A stands in the microscope.
public struct BeamDirections: Sendable, Equatable {
    /// What of crystal A lies along the beam, z of the laboratory: `zone: [u, v, w]` or `plane-normal: [h, k, l]`.
    public let axis: BeamAxis
    /// Direction of crystal A along y of the laboratory, across the beam.
    public let up: MillerIndices
    /// How much crystals may be strained where they have no rectangular cell in common; nil for not at all.
    ///
    /// Where it is given, `up` is projected across the beam.
    public let strain: Fraction?

    static let keys = ["zone", "plane-normal", "up", "strain"]

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
        strain = try reader.orWord("none", "strain", default: nil) { reader throws(ModelError) in
            try reader.quantity("strain", atLeast: 0, atMost: 0.1, example: "\"0.5 %\"")
        }
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
        let entries = [beam, ("up", .indices(up))] + (strain.map { [("strain", .quoted($0))] } ?? [])
        return YAMLValue(.map(entries))
    }
}
