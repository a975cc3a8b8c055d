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
        let lattice = Lattice(of: structure)
        let upper = lattice.rotated(by: orientation.rotation)
        let lower = lattice.rotated(by: orientation.rotation * twin.rotation(in: structure.cell))
        x = try Self.common([1, 0, 0], axis: "x", upper, lower, bound)
        y = try Self.common([0, 1, 0], axis: "y", upper, lower, bound)
        guard let depthA = upper.period(along: [0, 0, 1], upTo: bound.value) else {
            throw .noPeriodAlongBeam(crystal: "A", bound: bound)
        }
        guard let depthB = lower.period(along: [0, 0, 1], upTo: bound.value) else {
            throw .noPeriodAlongBeam(crystal: "B", bound: bound)
        }
        self.depthA = depthA
        self.depthB = depthB
    }

    /// 30 nm.
    public static var defaultBound: Length { Length(internalValue: 300) }

    /// The smallest common multiple of the two crystals' periods along a direction.
    private static func common(
        _ direction: SIMD3<Double>, axis: String, _ upper: Lattice, _ lower: Lattice, _ bound: Length
    ) throws(SpecimenError) -> Double {
        guard let first = upper.period(along: direction, upTo: bound.value),
            let second = lower.period(along: direction, upTo: bound.value)
        else { throw .noCommonCell(axis: axis, bound: bound) }
        var multiple = first
        while multiple <= bound.value * (1 + 1e-12) {
            let remainder = multiple - second * (multiple / second).rounded(.toNearestOrEven)
            if abs(remainder) < 1e-6 { return multiple }
            multiple += first
        }
        throw .noCommonCell(axis: axis, bound: bound)
    }
}
