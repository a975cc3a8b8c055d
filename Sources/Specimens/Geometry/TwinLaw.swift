internal import Glibc
public import Quantities

/// How crystal B lies against crystal A: a twin law, or the orientation relation of two kinds of crystal.
///
/// Of the two descriptions of the {111} twin of a polar crystal, the rotation keeps Ga-As bonds across the boundary; the
/// mirror would put As against As.
public struct TwinLaw: Sendable, Equatable {
    /// What the crystal is turned about.
    public enum Axis: Sendable, Equatable {
        /// The direction [uvw].
        case direction(MillerIndices)
        /// The normal of the plane (hkl).
        case planeNormal(MillerIndices)
    }

    /// The ways to say it.
    public enum Relation: Sendable, Equatable {
        /// B is A turned about an axis of A; where B is another crystal, a stands along a and c* along c* before the turn.
        case rotation(Axis, Angle)
        /// B is the mirror image of A in the plane (hkl) of A. In a centrosymmetric crystal that is a half turn about
        /// the plane's normal; in others it inverts the polarity or the hand.
        case mirror(MillerIndices)
        /// A plane and a direction in it of A lie along a plane and a direction of B, normals and directions alike in sense.
        case parallel(planes: Pair, directions: Pair)
    }

    /// Indices in the axes of A and in those of B.
    public struct Pair: Sendable, Equatable {
        public let a: MillerIndices
        public let b: MillerIndices

        public init(a: MillerIndices, b: MillerIndices) {
            self.a = a
            self.b = b
        }
    }

    public let relation: Relation

    /// - Throws: `SpecimenError` when the axis is [0 0 0].
    public init(axis: Axis, angle: Angle) throws(SpecimenError) {
        switch axis {
        case .direction(let indices) where indices.isZero: throw .zeroDirection(key: "axis")
        case .planeNormal(let indices) where indices.isZero: throw .zeroDirection(key: "plane-normal")
        default: break
        }
        relation = .rotation(axis, angle)
    }

    /// - Throws: `SpecimenError` when the plane is (0 0 0).
    public init(mirror plane: MillerIndices) throws(SpecimenError) {
        guard !plane.isZero else { throw .zeroDirection(key: "mirror") }
        relation = .mirror(plane)
    }

    /// - Throws: `SpecimenError` when indices are all zero, or a direction does not lie in its plane (hu + kv + lw ≠ 0).
    public init(planes: Pair, directions: Pair) throws(SpecimenError) {
        guard !planes.a.isZero, !planes.b.isZero else { throw .zeroDirection(key: "planes") }
        guard !directions.a.isZero, !directions.b.isZero else { throw .zeroDirection(key: "directions") }
        for (crystal, plane, direction) in [("A", planes.a, directions.a), ("B", planes.b, directions.b)]
        where dot(plane.vector, direction.vector) != 0 {
            throw .directionOffPlane(crystal: crystal, plane: plane, direction: direction)
        }
        relation = .parallel(planes: planes, directions: directions)
    }

    /// The axis of a rotation; nil for other relations.
    public var axis: Axis? {
        if case .rotation(let axis, _) = relation { axis } else { nil }
    }

    /// The angle of a rotation; nil for other relations.
    public var angle: Angle? {
        if case .rotation(_, let angle) = relation { angle } else { nil }
    }

    /// The normal of the composition plane as a unit vector in the Cartesian axes of A: the axis of a rotation, the normal of
    /// a mirror plane or of the plane that both crystals share.
    public func boundaryNormal(in cell: UnitCell) -> SIMD3<Double> {
        switch relation {
        case .rotation(.direction(let indices), _): normalized(cell.cartesian(indices.vector))
        case .rotation(.planeNormal(let indices), _), .mirror(let indices): normalized(cell.reciprocal(indices.vector))
        case .parallel(let planes, _): normalized(cell.reciprocal(planes.a.vector))
        }
    }

    /// From the Cartesian axes of B to those of A: the rotation or reflection C₂; for 180° it is 2nnᵀ - 1.
    package func placement(of b: UnitCell, on a: UnitCell) -> Matrix3 {
        let normal = boundaryNormal(in: a)
        switch relation {
        case .rotation(_, let angle):
            let isHalfTurn = abs(abs(angle.value) - .pi) < 1e-12
            return .rotation(
                about: normal, cosine: isHalfTurn ? -1 : cos(angle.value), sine: isHalfTurn ? 0 : sin(angle.value))
        case .mirror:
            return Matrix3(
                columns: [1, 0, 0] - 2 * normal.x * normal, [0, 1, 0] - 2 * normal.y * normal,
                [0, 0, 1] - 2 * normal.z * normal)
        case .parallel(let planes, let directions):
            return Self.frame(planes.a, directions.a, in: a) * Self.frame(planes.b, directions.b, in: b).transposed
        }
    }

    /// The axes direction, normal × direction and normal as columns.
    private static func frame(_ plane: MillerIndices, _ direction: MillerIndices, in cell: UnitCell) -> Matrix3 {
        let normal = normalized(cell.reciprocal(plane.vector))
        let along = normalized(cell.cartesian(direction.vector))
        return Matrix3(columns: along, cross(normal, along), normal)
    }
}
