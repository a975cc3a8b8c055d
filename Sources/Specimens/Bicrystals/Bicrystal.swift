public import Quantities

/// Two crystals in twin or orientation relation, A above B, as blocks that repeat over one common cell.
///
/// r_lab = R₁ v for crystal A and R₁ C₂ v for crystal B, v in the crystal's own axes, with a common origin.
public struct Bicrystal: Sendable {
    /// Crystal A, which the beam meets first.
    public let upper: PeriodicSlab
    /// Crystal B.
    public let lower: PeriodicSlab
    /// The unit vector across the boundary, in laboratory axes.
    public let boundaryNormal: SIMD3<Double>
    private let upperReflections: ZeroLayer
    private let lowerReflections: ZeroLayer

    /// What a reader of the data should know, one line each: the strain where a crystal had to be strained.
    public let warnings: [String]

    /// - Parameters:
    ///   - structure: crystal A.
    ///   - other: crystal B where it is another one than A.
    ///   - orientation: how A lies in the laboratory.
    ///   - twin: how B lies against A.
    ///   - boundary: the composition plane (hkl) of A where it is not the one that the twin law suggests.
    ///   - bound: the longest side and period of the common cell.
    ///   - strain: how much a crystal may be strained where there is no common cell; nil for not at all.
    /// - Throws: `SpecimenError` when there is no common cell; it says which strain would make one.
    public init(
        of structure: CrystalStructure, and other: CrystalStructure? = nil, orientation: Orientation, twin: TwinLaw,
        boundary: MillerIndices? = nil, bound: Length = CoincidentCell.defaultBound, strain: Fraction? = nil
    ) throws(SpecimenError) {
        let other = other ?? structure
        let cell = try Self.cell(
            of: structure, and: other, orientation: orientation, twin: twin, bound: bound, strain: strain)
        let rotation = orientation.rotation
        let turned = rotation * twin.placement(of: other.cell, on: structure.cell)
        let placements = zip(cell.crystals, [rotation, turned]).map { $0.deformation * $1 }
        upper = PeriodicSlab(
            of: structure, rotation: placements[0], cellX: cell.x, cellY: cell.y, depth: cell.crystals[0].depth)
        lower = PeriodicSlab(
            of: other, rotation: placements[1], cellX: cell.x, cellY: cell.y, depth: cell.crystals[1].depth)
        if let boundary {
            guard !boundary.isZero else { throw .zeroDirection(key: "boundary.normal") }
            boundaryNormal = rotation * normalized(structure.cell.reciprocal(boundary.vector))
        } else {
            boundaryNormal = rotation * twin.boundaryNormal(in: structure.cell)
        }
        upperReflections = ZeroLayer(structure, placement: placements[0])
        lowerReflections = ZeroLayer(other, placement: placements[1])
        let slabs = [("crystal A", upper), ("crystal B", lower)]
        warnings = zip(slabs, cell.crystals).filter { $0.1.strain > 0 }.map {
            strainWarning($0.0.0, $0.1.strain, $0.0.1)
        }
    }

    static func cell(
        of structure: CrystalStructure, and other: CrystalStructure, orientation: Orientation, twin: TwinLaw,
        bound: Length, strain: Fraction?
    ) throws(SpecimenError) -> RectangularCell {
        let rotation = orientation.rotation
        let upper = Lattice(of: structure).placed(by: rotation)
        let lower = Lattice(of: other).placed(by: rotation * twin.placement(of: other.cell, on: structure.cell))
        return try RectangularCell(of: [upper, lower], names: ["A", "B"], bound: bound, strain: strain)
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
