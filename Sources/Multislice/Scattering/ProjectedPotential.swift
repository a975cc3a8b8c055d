public import Arrays
internal import ComplexModule
internal import Quantities
public import Specimens

/// The potential of one slice, projected along the beam, in V Å.
///
///     V(g) = h²/(2π m₀ e) · Σ_j f_e,j(g) exp(-B_j g²/4) exp(-2πi g·r_j) / (Lx Ly)
///
/// (Kirkland 2010, eqs. 5.20 and 5.21, with isotropic Debye-Waller factors), on all frequencies of the grid.
public struct ProjectedPotential: Sendable {
    public let grid: ReciprocalGrid
    /// V Å, on the real-space grid; the imaginary parts are zero.
    public let values: Field<RealSpace, Double>

    public init(grid: ReciprocalGrid, values: Field<RealSpace, Double>) {
        self.grid = grid
        self.values = values
    }

    /// The potential of atoms within one slice.
    ///
    /// - Throws: `MultisliceError.noScatteringFactor` for an element without one.
    public init(
        atoms: [PeriodicSlab.Atom], grid: ReciprocalGrid, parametrisation: ScatteringParametrisation = .kirkland
    ) throws {
        try self.init(atoms: atoms, envelopes: AtomicEnvelopes(of: atoms, on: grid, parametrisation: parametrisation))
    }

    /// The same with envelopes that were computed before: those of all slices of a crystal are the same few.
    init(atoms: [PeriodicSlab.Atom], envelopes: AtomicEnvelopes) throws {
        let grid = envelopes.grid
        var sum = Field<ReciprocalSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
        let kinds = Dictionary(grouping: atoms) { ScattererKind(of: $0) }
        for kind in kinds.keys.sorted() {
            let structureFactor = Self.structureFactor(of: kinds[kind] ?? [], grid: grid)
            let envelope = envelopes[kind]
            for index in sum.elements.indices {
                sum.elements[index] += Complex(envelope[index]) * structureFactor[index]
            }
        }
        let scale = PhysicalConstants.scatteringFactorToPotential / (grid.lengthX * grid.lengthY)
        let points = Double(grid.nx * grid.ny)
        let real = try sum.inverseFourierTransformed()
        self.grid = grid
        values = Field(
            sizeX: grid.nx, sizeY: grid.ny, elements: real.elements.map { Complex($0.real * scale * points, 0) })
    }

    /// Σ_j o_j exp(-2πi g·r_j): a product of one phase along x and one along y for each atom.
    private static func structureFactor(of atoms: [PeriodicSlab.Atom], grid: ReciprocalGrid) -> [Complex<Double>] {
        var sum = [Complex<Double>](repeating: .zero, count: grid.nx * grid.ny)
        for atom in atoms {
            let alongX = grid.kx.map { Complex(length: atom.occupancy, phase: -2 * .pi * $0 * atom.position.x) }
            let alongY = grid.ky.map { Complex(length: 1, phase: -2 * .pi * $0 * atom.position.y) }
            for i in 0..<grid.nx { for j in 0..<grid.ny { sum[i * grid.ny + j] += alongX[i] * alongY[j] } }
        }
        return sum
    }
}
