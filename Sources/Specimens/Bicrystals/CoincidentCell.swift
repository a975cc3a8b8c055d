public import Quantities

/// The smallest rectangle across the beam, sides along laboratory x and y, that repeats both crystals of a twin.
///
/// Each of its sides and each period along z is by itself a translation of the crystal, so a block of that size repeats
/// without seams. For a Σ3 twin of GaAs along [3 1 1] it is a√198/2 × a√18/2.
public struct CoincidentCell: Sendable, Equatable {
    /// Side along laboratory x, Å.
    public let x: Double
    /// Side along laboratory y, Å.
    public let y: Double
    /// The period of crystal A along the beam, Å.
    public let depthA: Double
    /// The period of crystal B along the beam, Å.
    public let depthB: Double

    /// Finds the cell; no side and no period is longer than `bound`.
    ///
    /// - Throws: `SpecimenError` when the crystals share no period along an axis, or one has none along the beam.
    public init(
        of structure: CrystalStructure, orientation: Orientation, twin: TwinLaw, bound: Length = Self.defaultBound
    ) throws(SpecimenError) {
        let cell = try Bicrystal.cell(
            of: structure, and: structure, orientation: orientation, twin: twin, bound: bound, strain: nil)
        x = cell.x
        y = cell.y
        depthA = cell.crystals[0].depth
        depthB = cell.crystals[1].depth
    }

    /// 30 nm.
    public static var defaultBound: Length { Length(internalValue: 300) }
}
