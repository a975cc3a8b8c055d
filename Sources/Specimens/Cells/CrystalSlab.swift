public import Quantities

/// One oriented crystal as a block that repeats over a rectangle across the beam and along the beam.
public struct CrystalSlab: Sendable {
    /// The block, in laboratory axes.
    public let slab: PeriodicSlab
    /// The largest relative change of any vector that made the block rectangular; 0 where it was so already.
    public let strain: Double
    private let reflections: ZeroLayer

    /// - Parameters:
    ///   - bound: the longest side and the longest period that are looked for.
    ///   - strain: how much the crystal may be strained where it has no rectangular cell; nil for not at all.
    /// - Throws: `SpecimenError` when there is no such cell; it says which strain would make one.
    public init(
        of structure: CrystalStructure, orientation: Orientation, bound: Length = CoincidentCell.defaultBound,
        strain: Fraction? = nil
    ) throws(SpecimenError) {
        let lattice = Lattice(of: structure).placed(by: orientation.rotation)
        let cell = try RectangularCell(of: [lattice], names: [structure.name], bound: bound, strain: strain)
        let placement = cell.crystals[0].deformation * orientation.rotation
        slab = PeriodicSlab(
            of: structure, rotation: placement, cellX: cell.x, cellY: cell.y, depth: cell.crystals[0].depth)
        reflections = ZeroLayer(structure, placement: placement)
        self.strain = cell.crystals[0].strain
    }

    /// What a reader of the data should know, one line each.
    public var warnings: [String] { strain == 0 ? [] : [strainWarning("the crystal", strain, slab)] }

    /// The reflection of the zero-order Laue zone that a beam (Å⁻¹) is; nil when it lies off all of them by `tolerance`.
    public func reflection(kx: Double, ky: Double, tolerance: Double = 1e-3) -> MillerIndices? {
        reflections.indices(of: [kx, ky, 0], tolerance: tolerance)
    }
}

func strainWarning(_ crystal: String, _ strain: Double, _ slab: PeriodicSlab) -> String {
    let sides = [slab.cellX, slab.cellY].map { "\(($0 * 10).rounded() / 100)" }.joined(separator: " × ")
    return "\(crystal) is strained by \(percent(strain)) % to repeat over \(sides) nm"
}
