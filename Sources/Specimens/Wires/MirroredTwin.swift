/// A twin that lies across the beam and shows the crystal's own patterns, mirrored: what both show follows from one simulation.
///
/// With the normal n of the boundary across the beam z, the mirror image of crystal A in the plane of n and z is crystal B
/// itself, if the way back from B to A is a symmetry of A. In zinc-blende, diamond and fcc crystals that is so for a {111}
/// twin along a ⟨110⟩ across n: the half turn about n and the mirror plane (110) make the mirror image together.
public struct MirroredTwin: Sendable, Equatable {
    /// The unit vector n in the laboratory's x and y.
    public let axis: SIMD2<Double>

    /// - Throws: `SpecimenError.notMirrored` where n is not across the beam or B is not that mirror image.
    public init(
        of structure: CrystalStructure, orientation: Orientation, twin: TwinLaw
    ) throws(SpecimenError) {
        let normal = orientation.rotation * twin.boundaryNormal(in: structure.cell)
        guard abs(normal.z) < 1e-6 else {
            throw .notMirrored(
                reason: "the normal of the twins' boundary is not across the beam",
                mend: "choose a zone that lies in the boundary")
        }
        axis = acrossBeam(normal)
        let across: SIMD3<Double> = [normal.y, -normal.x, 0]
        let mirror = Matrix3(
            rows: [1, 0, 0] - 2 * across.x * across, [0, 1, 0] - 2 * across.y * across, [0, 0, 1])
        let rotation = orientation.rotation
        let back = rotation.inverse * mirror * rotation * twin.placement(of: structure.cell, on: structure.cell)
        guard structure.isSymmetric(under: back) else {
            throw .notMirrored(
                reason: "crystal B is no mirror image of crystal A across the normal of their boundary",
                mend: "choose a zone that is perpendicular to a mirror plane of the crystal, such as [1, 1, 0] of GaAs")
        }
    }

    /// Where a beam of crystal A at k = (kx, ky) of the laboratory lies from the axis: (across, along).
    public func placeInA(_ k: SIMD2<Double>) -> SIMD2<Double> {
        place(k, fromAxis: axis)
    }

    /// The same for the beam of crystal B that is its mirror image.
    public func placeInB(_ k: SIMD2<Double>) -> SIMD2<Double> {
        let place = placeInA(k)
        return [-place.x, place.y]
    }
}

extension CrystalStructure {
    /// Whether the crystal looks the same after `operation` (in crystal Cartesian axes) and some translation.
    func isSymmetric(under operation: Matrix3) -> Bool {
        let fractional = cell.inverse * operation * cell.direct
        let tolerance = 1e-3
        let moved = sites.map { site in
            Site(element: site.element, position: fractional * site.position, occupancy: site.occupancy, b: site.b)
        }
        func isSameKind(_ a: Site, _ b: Site) -> Bool {
            a.element == b.element && abs(a.occupancy - b.occupancy) < tolerance && abs(a.b - b.b) < tolerance
        }
        // Cells are mapped on each other only if the lattice is: its translations must stay translations.
        let lattice = Lattice(of: self)
        let turned = lattice.inverse * operation * lattice.basis
        guard
            [turned.rows.0, turned.rows.1, turned.rows.2].allSatisfy({
                norm($0 - $0.rounded(.toNearestOrEven)) < tolerance
            })
        else { return false }
        return sites.contains { target in
            guard let first = moved.first, isSameKind(first, target) else { return false }
            let shift = target.position - first.position
            return moved.allSatisfy { site in
                sites.contains {
                    isSameKind($0, site) && separation($0.position, site.position + shift) < tolerance
                }
            }
        }
    }
}
