package import Quantities

/// The smallest rectangle across the beam, sides along laboratory x and y, that repeats one or more oriented lattices.
///
/// Each side and each period along z is by itself a translation of the lattice, so a block of that size repeats without
/// seams. Where no lattice vectors lie along the axes, the lattices are deformed, r' = (1 + E) r, so that some do; the
/// strain is the largest relative displacement of any vector, the largest singular value of E.
package struct RectangularCell: Sendable {
    /// Side along laboratory x, Å.
    package let x: Double
    /// Side along laboratory y, Å.
    package let y: Double
    /// What each lattice has for itself.
    package let crystals: [Fit]

    /// How one lattice fits the cell.
    package struct Fit: Sendable {
        /// The period along the beam, Å.
        package let depth: Double
        /// 1 + E; the identity where the lattice fits as it is.
        package let deformation: Matrix3
        /// The largest singular value of E.
        package let strain: Double
    }

    /// Finds the cell: the one that needs no strain, else the smallest one whose strain is at most `strain`.
    ///
    /// - Parameters:
    ///   - lattices: in laboratory axes; the first one sets the lengths of the sides.
    ///   - names: what messages call the crystals.
    ///   - bound: the longest side and the longest period.
    /// - Throws: `SpecimenError`, with the strain that would make a cell.
    package init(
        of lattices: [Lattice], names: [String], bound: Length, strain: Fraction?
    ) throws(SpecimenError) {
        do {
            self = try Self.unstrained(lattices, names: names, bound: bound)
        } catch {
            if let strain, let cell = StrainedCellSearch(lattices, bound: bound.value).smallest(within: strain.value) {
                self = cell
                return
            }
            throw error.offering(StrainedCellSearch(lattices, bound: bound.value).offer(beyond: strain))
        }
    }

    init(x: Double, y: Double, crystals: [Fit]) {
        self.x = x
        self.y = y
        self.crystals = crystals
    }

    private static func unstrained(
        _ lattices: [Lattice], names: [String], bound: Length
    ) throws(SpecimenError) -> RectangularCell {
        let x = try common([1, 0, 0], axis: "x", lattices, bound)
        let y = try common([0, 1, 0], axis: "y", lattices, bound)
        var fits: [Fit] = []
        for (lattice, name) in zip(lattices, names) {
            guard let depth = lattice.period(along: [0, 0, 1], upTo: bound.value) else {
                throw .noPeriodAlongBeam(crystal: name, bound: bound, offer: nil)
            }
            fits.append(Fit(depth: depth, deformation: .identity, strain: 0))
        }
        let cell = RectangularCell(x: x, y: y, crystals: fits)
        guard cell.depthsMatch else {
            throw .noCommonCell(axis: "z", crystals: lattices.count, bound: bound, offer: nil)
        }
        return cell
    }

    /// The smallest common multiple of the lattices' periods along a direction.
    private static func common(
        _ direction: SIMD3<Double>, axis: String, _ lattices: [Lattice], _ bound: Length
    ) throws(SpecimenError) -> Double {
        let periods = lattices.compactMap { $0.period(along: direction, upTo: bound.value) }
        guard let first = periods.first, periods.count == lattices.count else {
            throw .noCommonCell(axis: axis, crystals: lattices.count, bound: bound, offer: nil)
        }
        var multiple = first
        while multiple <= bound.value * (1 + 1e-12) {
            let fits = periods.allSatisfy { period in
                abs(multiple - period * (multiple / period).rounded(.toNearestOrEven)) < 1e-6
            }
            if fits { return multiple }
            multiple += first
        }
        throw .noCommonCell(axis: axis, crystals: lattices.count, bound: bound, offer: nil)
    }
}
