/// The plane between crystal A, which the beam meets first, and crystal B, seen from one point of it.
///
/// With n the plane's normal and z along the beam, the boundary lies
///
///     Δz = -(n_x Δx + n_y Δy)/n_z
///
/// deeper at (Δx, Δy) from the point; A is above.
public struct InclinedBoundary: Sendable, Equatable {
    /// Of unit length, in laboratory axes.
    public let normal: SIMD3<Double>

    /// - Throws: `SpecimenError.boundaryUnseen` for a boundary along the beam: it has no depth.
    public init(normal: SIMD3<Double>) throws(SpecimenError) {
        let length = norm(normal)
        guard length > 0, abs(normal.z) > 1e-9 * length else {
            throw .boundaryUnseen(reason: "the boundary is parallel to the beam")
        }
        self.normal = normal / length
    }

    /// How much deeper the boundary lies at a distance across the beam, Å.
    public func depth(at offset: SIMD2<Double>) -> Double {
        -(normal.x * offset.x + normal.y * offset.y) / normal.z
    }

    /// The unit vector across the beam along which the boundary keeps its depth; y where that is every direction.
    public var trace: SIMD2<Double> {
        let inPlane = norm(acrossBeam(normal))
        return inPlane > 1e-9 ? [-normal.y / inPlane, normal.x / inPlane] : [0, 1]
    }

    /// The largest |depth| within a rectangle of these sides (Å) about the point.
    public func reach(x: Double, y: Double) -> Double {
        (abs(normal.x) * x + abs(normal.y) * y) / (2 * abs(normal.z))
    }
}
