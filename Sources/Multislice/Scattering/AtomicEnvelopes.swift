internal import Glibc
internal import Specimens

/// f_e(g) exp(-B g²/4), Å, on the frequencies of a grid, for every kind of atom of a crystal.
struct AtomicEnvelopes: Sendable {
    let grid: ReciprocalGrid
    private let values: [ScattererKind: [Double]]

    /// - Throws: `MultisliceError.noScatteringFactor` for an element without one.
    init(
        of atoms: some Sequence<PeriodicSlab.Atom>, on grid: ReciprocalGrid, parametrisation: ScatteringParametrisation
    ) throws(MultisliceError) {
        var values: [ScattererKind: [Double]] = [:]
        for kind in Set(atoms.map(ScattererKind.init)) {
            let factor = try parametrisation.factor(atomicNumber: kind.atomicNumber)
            values[kind] = Self.envelope(of: factor, b: kind.b, on: grid)
        }
        self.grid = grid
        self.values = values
    }

    /// - Precondition: the kind is among those of the initialiser.
    subscript(kind: ScattererKind) -> [Double] { values[kind] ?? [] }

    private static func envelope(of factor: some ScatteringFactor, b: Double, on grid: ReciprocalGrid) -> [Double] {
        let (kx, ky) = (grid.kx, grid.ky)
        var result = [Double]()
        result.reserveCapacity(grid.nx * grid.ny)
        for x in kx {
            for y in ky {
                let g2 = x * x + y * y
                result.append(factor(squaredFrequency: g2) * exp(-b * g2 / 4))
            }
        }
        return result
    }
}

/// Atoms that scatter alike: same element, same Debye-Waller factor.
struct ScattererKind: Hashable, Comparable {
    let atomicNumber: Int
    /// Å².
    let b: Double

    init(of atom: PeriodicSlab.Atom) {
        atomicNumber = atom.element.atomicNumber
        b = atom.b
    }

    static func < (a: Self, b: Self) -> Bool { (a.atomicNumber, a.b) < (b.atomicNumber, b.b) }
}
