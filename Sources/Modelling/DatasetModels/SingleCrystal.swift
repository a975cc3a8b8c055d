internal import Quantities
internal import Specimens

/// One crystal as a block that repeats: the smallest rectangular cell across the beam.
struct SingleCrystal: Sendable {
    let slab: PeriodicSlab
    /// "A 2 -2 0" for a reflection of the zero-order Laue zone, empty for no reflection.
    let label: @Sendable (_ kx: Double, _ ky: Double) -> String

    /// - Throws: `SpecimenError` when the crystal has no rectangular cell across the beam.
    init(of structure: CrystalStructure, orientation: Orientation) throws(SpecimenError) {
        // A turn by nothing makes the common cell of a crystal and its twin the crystal's own.
        let crystal = try Bicrystal(
            of: structure, orientation: orientation,
            twin: TwinLaw(axis: .direction(MillerIndices(0, 0, 1)), angle: Angle(internalValue: 0)))
        slab = crystal.upper
        label = { kx, ky in crystal.beamLabel(kx: kx, ky: ky).a.map { "A \($0)" } ?? "" }
    }
}
