/// How a crystal lies in the laboratory: z along the beam, y along a chosen direction in the specimen plane, x = y × z.
///
/// r_lab = R r_crystal, where the rows of R are the laboratory axes in the crystal's Cartesian axes (`UnitCell`).
public struct Orientation: Sendable, Equatable {
    /// The laboratory axes as unit vectors in the crystal's Cartesian axes.
    public let x: SIMD3<Double>
    public let y: SIMD3<Double>
    public let z: SIMD3<Double>

    /// The rotation from crystal Cartesian axes to laboratory axes.
    package var rotation: Matrix3 { Matrix3(rows: x, y, z) }

    /// Puts the zone [uvw] along the beam and the direction `up` [uvw] along y.
    ///
    /// - Throws: `SpecimenError` when a direction is [0 0 0], or when the two are not perpendicular to 1e-6 rad; the
    ///   message names a direction that is.
    public init(of cell: UnitCell, zone: MillerIndices, up: MillerIndices) throws(SpecimenError) {
        try self.init(of: cell, beam: .zone(zone), up: up)
    }

    /// Puts a direction or a plane's normal along the beam and the direction `up` [uvw] along y.
    ///
    /// - Parameter projectsUp: whether an `up` that is not across the beam is projected there: in cells of low symmetry
    ///   few directions [uvw] are perpendicular to each other.
    /// - Throws: `SpecimenError` when a direction is [0 0 0], when the two are parallel, or, unless `projectsUp`, when they
    ///   are not perpendicular to 1e-6 rad; the message names a direction that is.
    public init(
        of cell: UnitCell, beam: BeamAxis, up: MillerIndices, projectsUp: Bool = false
    ) throws(SpecimenError) {
        guard !beam.indices.isZero else { throw .zeroDirection(key: beam.key) }
        guard !up.isZero else { throw .zeroDirection(key: "up") }
        let along = normalized(beam.vector(in: cell))
        let upward = normalized(cell.cartesian(up.vector))
        let cosine = dot(along, upward)
        guard abs(cosine) <= (projectsUp ? 0.99 : Self.perpendicularTolerance) else {
            throw .upNotPerpendicular(
                beam: beam, up: up, suggestion: Self.perpendicular(to: along, near: upward, in: cell))
        }
        z = along
        // What lies along the beam is taken out, so that the axes are orthogonal to rounding.
        y = normalized(upward - along * cosine)
        x = cross(y, z)
    }

    private static let perpendicularTolerance = 1e-6

    /// The direction with the closest angle to `wanted` among small [uvw] perpendicular to the beam.
    private static func perpendicular(
        to beam: SIMD3<Double>, near wanted: SIMD3<Double>, in cell: UnitCell
    ) -> MillerIndices? {
        let range = -6...6
        var best: (indices: MillerIndices, cosine: Double)?
        for h in range {
            for k in range {
                for l in range where !(h == 0 && k == 0 && l == 0) {
                    let indices = MillerIndices(h, k, l)
                    let direction = normalized(cell.cartesian(indices.vector))
                    guard abs(dot(direction, beam)) <= perpendicularTolerance else { continue }
                    let cosine = dot(direction, wanted)
                    let shorter = best.map { norm(indices.vector) < norm($0.indices.vector) } ?? true
                    let margin = shorter ? -1e-9 : 1e-9
                    if cosine > (best?.cosine ?? -2) + margin { best = (indices, cosine) }
                }
            }
        }
        return best?.indices
    }
}
