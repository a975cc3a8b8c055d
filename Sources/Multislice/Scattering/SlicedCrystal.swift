internal import Glibc
public import Specimens

/// A crystal cut into slices of equal thickness by the absolute z of its atoms.
///
/// Slice j of a stack is `slices[j % slices.count]`, wherever in the stack the crystal begins, so that two crystals meet
/// at any slice without a seam of their own.
public struct SlicedCrystal: Sendable {
    /// Atoms of each slice of one repeat.
    public let slices: [[PeriodicSlab.Atom]]
    /// Å.
    public let sliceThickness: Double
    /// The crystal's period along the beam, and how far its atoms are moved along it before they are cut, Å.
    private let period: Double
    private let shift: Double

    /// Cuts `slab` into slices of about `nominalThickness` Å.
    ///
    /// The thickness is set to divide whole periods exactly: a unit in a model file is rounded, the crystal's period is not.
    /// - Parameter name: the crystal's name in messages.
    /// - Throws: `MultisliceError.incommensurateSlices` when no number of periods is a whole number of slices.
    public init(_ slab: PeriodicSlab, nominalThickness: Double, name: String) throws(MultisliceError) {
        let repeats = (1...64).lazy.compactMap { periods -> (periods: Int, count: Int)? in
            let count = (Double(periods) * slab.depth / nominalThickness).rounded()
            let misfit = abs(Double(periods) * slab.depth - count * nominalThickness)
            return (1...Self.largestCount).contains(count) && misfit < 1e-4 * slab.depth ? (periods, Int(count)) : nil
        }
        guard nominalThickness > 0, let fit = repeats.first else {
            throw .incommensurateSlices(slice: nominalThickness, period: slab.depth, crystal: name)
        }
        let thickness = Double(fit.periods) * slab.depth / Double(fit.count)
        let shift = Self.shift(for: slab, thickness: thickness)
        var slices = [[PeriodicSlab.Atom]](repeating: [], count: fit.count)
        for period in 0..<fit.periods {
            for atom in slab.atoms {
                let z = atom.position.z + Double(period) * slab.depth + shift
                slices[Int((z / thickness).rounded(.down)) % fit.count].append(atom)
            }
        }
        self.slices = slices
        sliceThickness = thickness
        period = slab.depth
        self.shift = shift
    }

    /// Slices whose atoms are known already, such as displaced ones.
    init(slices: [[PeriodicSlab.Atom]], sliceThickness: Double) {
        self.slices = slices
        self.sliceThickness = sliceThickness
        period = Double(slices.count) * sliceThickness
        shift = 0
    }

    /// How deep an atom of slice j of a stack lies below the slice's upper face, Å; atoms are moved before they are cut.
    func depth(of atom: PeriodicSlab.Atom, inSlice slice: Int) -> Double {
        let depth = atom.position.z + shift - Double(slice) * sliceThickness
        let rest = depth - (depth / period).rounded(.down) * period
        // What rounding has put just above the face.
        return rest > period - 1e-6 ? rest - period : rest
    }

    /// More slices than any crystal needs, and few enough to be kept.
    private static let largestCount = 65_536.0

    /// How far the atoms are moved along z before they are cut: an eighth of the spacing of the crystal's layers, or the
    /// next sixteenth that leaves no atom on a cut.
    private static func shift(for slab: PeriodicSlab, thickness: Double) -> Double {
        let spacing = layerSpacing(of: slab)
        let candidates = [2.0, 3, 5, 7, 1, 9, 11, 13].map { $0 / 16 * spacing }
        let safe = candidates.first { shift in
            slab.atoms.allSatisfy { atom in
                let rest = ((atom.position.z + shift) / thickness).truncatingRemainder(dividingBy: 1)
                return min(rest, 1 - rest) * thickness > 1e-3
            }
        }
        return safe ?? candidates[0]
    }

    /// The smallest distance along z between two layers of the same element, Å.
    private static func layerSpacing(of slab: PeriodicSlab) -> Double {
        var spacing = slab.depth
        for atoms in Dictionary(grouping: slab.atoms, by: \.element.atomicNumber).values {
            let heights = atoms.map(\.position.z).sorted()
            for (lower, upper) in zip(heights, heights.dropFirst()) where upper - lower > 1e-3 {
                spacing = min(spacing, upper - lower)
            }
        }
        return spacing
    }
}
