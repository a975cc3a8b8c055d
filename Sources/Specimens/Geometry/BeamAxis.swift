/// What of a crystal lies along the beam.
public enum BeamAxis: Sendable, Equatable, CustomStringConvertible {
    /// The direction [uvw].
    case zone(MillerIndices)
    /// The normal of the plane (hkl).
    case planeNormal(MillerIndices)

    public var indices: MillerIndices {
        switch self {
        case .zone(let indices), .planeNormal(let indices): indices
        }
    }

    /// Text such as "zone [3 1 1]" or "normal of (1 0 1)".
    public var description: String {
        switch self {
        case .zone(let indices): "zone [\(indices)]"
        case .planeNormal(let indices): "normal of (\(indices))"
        }
    }

    /// The key of a model file.
    var key: String {
        switch self {
        case .zone: "zone"
        case .planeNormal: "plane-normal"
        }
    }

    /// The direction in the crystal's Cartesian axes.
    func vector(in cell: UnitCell) -> SIMD3<Double> {
        switch self {
        case .zone(let indices): cell.cartesian(indices.vector)
        case .planeNormal(let indices): cell.reciprocal(indices.vector)
        }
    }
}
