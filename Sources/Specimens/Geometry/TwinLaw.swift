internal import Glibc
public import Quantities

/// A rotation twin: crystal B is crystal A turned by `angle` about a direction of A.
///
/// In a model file `{axis: [1, -1, 1], angle: "180 deg"}`, or `plane-normal: [h, k, l]` in place of `axis` where the axis
/// is the normal of a lattice plane. Of the two descriptions of the {111} twin of a polar crystal, it is the rotation
/// that keeps Ga-As bonds across the boundary; the mirror would put As against As.
public struct TwinLaw: Sendable, Equatable {
    /// What the crystal is turned about.
    public enum Axis: Sendable, Equatable {
        /// The direction [uvw].
        case direction(MillerIndices)
        /// The normal of the plane (hkl).
        case planeNormal(MillerIndices)
    }

    public let axis: Axis
    public let angle: Angle

    /// - Throws: `SpecimenError` when the axis is [0 0 0].
    public init(axis: Axis, angle: Angle) throws(SpecimenError) {
        switch axis {
        case .direction(let indices) where indices.isZero: throw .zeroDirection(key: "axis")
        case .planeNormal(let indices) where indices.isZero: throw .zeroDirection(key: "plane-normal")
        default: break
        }
        self.axis = axis
        self.angle = angle
    }

    /// The axis as a unit vector in the crystal's Cartesian axes.
    public func unitAxis(in cell: UnitCell) -> SIMD3<Double> {
        switch axis {
        case .direction(let indices): normalized(cell.cartesian(indices.vector))
        case .planeNormal(let indices): normalized(cell.reciprocal(indices.vector))
        }
    }

    /// The rotation C₂ in crystal Cartesian axes; for 180° it is 2nnᵀ - 1.
    package func rotation(in cell: UnitCell) -> Matrix3 {
        let isHalfTurn = abs(abs(angle.value) - .pi) < 1e-12
        return .rotation(
            about: unitAxis(in: cell), cosine: isHalfTurn ? -1 : cos(angle.value),
            sine: isHalfTurn ? 0 : sin(angle.value))
    }
}
