public import Quantities

/// Two crystals of one kind in twin relation, A above B, as blocks that repeat over one common cell.
///
/// r_lab = R₁ v for crystal A and R₁ C₂ v for crystal B, v in the crystal's own axes, with a common origin.
public struct Bicrystal: Sendable {
    /// Crystal A, which the beam meets first.
    public let upper: PeriodicSlab
    /// Crystal B.
    public let lower: PeriodicSlab
    /// The unit vector across the boundary, in laboratory axes: the twin axis, which is normal to the composition plane.
    public let boundaryNormal: SIMD3<Double>
    private let upperReflections: ZeroLayer
    private let lowerReflections: ZeroLayer

    /// - Throws: `SpecimenError` when there is no common cell with sides up to `bound`.
    public init(
        of structure: CrystalStructure, orientation: Orientation, twin: TwinLaw,
        bound: Length = CoincidentCell.defaultBound
    ) throws(SpecimenError) {
        let cell = try CoincidentCell(of: structure, orientation: orientation, twin: twin, bound: bound)
        let rotation = orientation.rotation
        let turned = rotation * twin.rotation(in: structure.cell)
        upper = PeriodicSlab(
            of: structure, rotation: rotation, cellX: cell.x, cellY: cell.y, depth: cell.depthA)
        lower = PeriodicSlab(of: structure, rotation: turned, cellX: cell.x, cellY: cell.y, depth: cell.depthB)
        boundaryNormal = rotation * twin.unitAxis(in: structure.cell)
        upperReflections = ZeroLayer(structure, rotation: rotation)
        lowerReflections = ZeroLayer(structure, rotation: turned)
    }

    /// Side of the common cell along x, Å.
    public var cellX: Double { upper.cellX }
    /// Side of the common cell along y, Å.
    public var cellY: Double { upper.cellY }

    /// The angle between the boundary normal and the beam, 0 to π/2 rad.
    public var boundaryAngle: Double { angleBetweenLines(boundaryNormal, [0, 0, 1]) }

    /// Which reflections of the zero-order Laue zone a beam is.
    ///
    /// - Parameters:
    ///   - kx, ky: the beam in laboratory axes, Å⁻¹.
    ///   - tolerance: how far it may lie from the lattice point, Å⁻¹.
    public func beamLabel(kx: Double, ky: Double, tolerance: Double = 1e-3) -> BeamLabel {
        let g: SIMD3<Double> = [kx, ky, 0]
        return BeamLabel(
            a: upperReflections.indices(of: g, tolerance: tolerance),
            b: lowerReflections.indices(of: g, tolerance: tolerance))
    }
}

/// The reflections that a beam of a bicrystal is: of A, of B, of both (shared), or of neither (double diffraction).
public struct BeamLabel: Sendable, Hashable, CustomStringConvertible {
    /// hkl in the axes of crystal A.
    public let a: MillerIndices?
    /// hkl in the axes of crystal B.
    public let b: MillerIndices?

    public init(a: MillerIndices?, b: MillerIndices?) {
        self.a = a
        self.b = b
    }

    /// Text such as "A 2 -2 0", "A 0 -6 6, B 2 8 2" or "double".
    public var description: String {
        let parts = [a.map { "A \($0)" }, b.map { "B \($0)" }].compactMap(\.self)
        return parts.isEmpty ? "double" : parts.joined(separator: ", ")
    }
}
