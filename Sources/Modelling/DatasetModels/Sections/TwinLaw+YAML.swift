import Quantities
import Specimens

/// `twin:`, the rotation that takes crystal A to crystal B: `axis: [u, v, w]` or `plane-normal: [h, k, l]`, and `angle`.
extension TwinLaw {
    static let keys = ["axis", "plane-normal", "angle"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let axis: Axis
        if reader.value("plane-normal") == nil {
            axis = .direction(try reader.direction("axis", example: "[1, -1, 1]"))
        } else {
            guard reader.value("axis") == nil else {
                throw reader.bad("plane-normal", "stands beside axis", mend: "give one of the two")
            }
            axis = .planeNormal(try reader.direction("plane-normal", example: "[1, -1, 1]"))
        }
        let angle: Angle = try reader.quantity("angle", above: 0, atMost: 2 * .pi, example: "\"180 deg\"")
        self = try reader.checked { () throws(SpecimenError) in try TwinLaw(axis: axis, angle: angle) }
    }

    var yaml: YAMLValue {
        switch axis {
        case .direction(let indices): .map(["axis": .indices(indices), "angle": .quoted(angle)])
        case .planeNormal(let indices): .map(["plane-normal": .indices(indices), "angle": .quoted(angle)])
        }
    }
}
