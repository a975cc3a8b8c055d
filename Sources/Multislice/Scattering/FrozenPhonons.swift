public import Arrays
internal import Glibc
internal import Specimens

/// Crystals at rest with displaced atoms, over which intensities are averaged instead of smearing the potential.
///
/// Every atom moves on its own (Einstein's model) by a normal distance along x and along y of mean square
///
///     u² = B/(8π²)
///
/// (Loane, Xu & Silcox, Acta Cryst. A47, 267, 1991). A displacement along the beam would leave the projection of a slice as it
/// is, so none is drawn; the smeared potential leaves it out as well. Every repeat of a stack gets displacements of its own;
/// across the beam they repeat with the cell.
public struct FrozenPhonons: Sendable {
    private let seed: Seed

    /// - Parameter seed: everything follows from it.
    public init(seed: Seed) { self.seed = seed }

    /// One configuration of a crystal: as many slices as the stack has, and no Debye-Waller factors left.
    ///
    /// - Parameters:
    ///   - crystal: at its mean positions.
    ///   - slices: number of slices of the whole stack.
    ///   - configuration: its number; each has a random stream of its own.
    ///   - name: tells the crystals of a stack apart, which move independently.
    public func displaced(
        _ crystal: SlicedCrystal, slices: Int, configuration: Int, name: String
    ) -> SlicedCrystal {
        var stream = seed.stream("frozen phonons \(configuration) of crystal \(name)")
        let displaced = (0..<slices).map { slice in
            crystal.slices[slice % crystal.slices.count].map { atom in
                let u = (atom.b / 8).squareRoot() / .pi
                let shift = SIMD3(u * stream.normal(), u * stream.normal(), 0)
                return PeriodicSlab.Atom(
                    position: atom.position + shift, element: atom.element, occupancy: atom.occupancy, b: 0)
            }
        }
        return SlicedCrystal(slices: displaced, sliceThickness: crystal.sliceThickness)
    }
}

extension ScatteringModel {
    /// The crystal that transmission functions are made from: itself with Debye-Waller factors, else one configuration.
    ///
    /// Parameters are those of `FrozenPhonons`.
    package func crystal(
        _ crystal: SlicedCrystal, slices: Int, configuration: Int, name: String, seed: Seed
    ) -> SlicedCrystal {
        switch thermalMotion {
        case .debyeWaller: crystal
        case .frozenPhonons:
            FrozenPhonons(seed: seed).displaced(crystal, slices: slices, configuration: configuration, name: name)
        }
    }
}
