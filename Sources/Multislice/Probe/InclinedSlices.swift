package import Specimens

/// The slices of a window through which an inclined boundary runs: every atom is A's above the boundary and B's below.
package struct InclinedSlices: Sendable {
    let upper: SlicedCrystal
    let lower: SlicedCrystal
    let boundary: InclinedBoundary
    let window: ProbeWindow
    /// Where the probe stands, Å.
    let probe: SIMD2<Double>

    /// Within so many slices above and below its depth at the probe the boundary runs through the window.
    package var reach: Int {
        let depth = boundary.reach(x: window.grid.lengthX, y: window.grid.lengthY)
        return Int((depth / upper.sliceThickness).rounded(.up))
    }

    /// Boundaries whose depths are the same modulo this number of slices cut the crystals alike.
    var period: Int {
        let (a, b) = (upper.slices.count, lower.slices.count)
        return a / greatestCommonDivisor(a, b) * b
    }

    /// The slices within reach of a boundary that lies `depth` slices deep at the probe, from the top down.
    package func slices(around depth: Int) -> [[PeriodicSlab.Atom]] {
        // Whole periods down, so that no slice has a negative number.
        let first = depth - reach + (reach / period + 1) * period
        return (first..<first + 2 * reach).map { slice in
            atoms(slice: slice, boundary: Double(first + reach) * upper.sliceThickness)
        }
    }

    /// - Parameters:
    ///   - depth: of the boundary at the probe, Å.
    ///   - moved: the window's atoms of both crystals where they are displaced; they stay on the side of their mean place.
    func atoms(
        slice: Int, boundary depth: Double, moved: (upper: [PeriodicSlab.Atom], lower: [PeriodicSlab.Atom])? = nil
    ) -> [PeriodicSlab.Atom] {
        let top = Double(slice) * upper.sliceThickness
        func atoms(of crystal: SlicedCrystal, above: Bool, at places: [PeriodicSlab.Atom]?) -> [PeriodicSlab.Atom] {
            let all = window.atoms(of: crystal.slices[slice % crystal.slices.count])
            return zip(all, places ?? all).compactMap { atom, place in
                let way = window.way(from: probe, to: [atom.position.x, atom.position.y])
                let height = depth + boundary.depth(at: way) - top - crystal.depth(of: atom, inSlice: slice)
                return (height > 0) == above ? place : nil
            }
        }
        return atoms(of: upper, above: true, at: moved?.upper) + atoms(of: lower, above: false, at: moved?.lower)
    }
}
