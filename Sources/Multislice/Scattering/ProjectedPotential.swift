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
        var sum = [Complex<Double>](repeating: .zero, count: grid.nx * grid.ny)
        let kinds = Dictionary(grouping: atoms) { ScattererKind(of: $0) }
        for kind in kinds.keys.sorted() {
            let structureFactor = Self.structureFactor(of: kinds[kind] ?? [], grid: grid)
            let envelope = envelopes[kind]
            for index in sum.indices { sum[index] += Complex(envelope[index]) * structureFactor[index] }
        }
        let scale = PhysicalConstants.scatteringFactorToPotential / (grid.lengthX * grid.lengthY)
        let points = Double(grid.nx * grid.ny)
        let real = try Field<ReciprocalSpace, Double>(sizeX: grid.nx, sizeY: grid.ny, elements: sum)
            .inverseFourierTransformed()
        self.grid = grid
        values = Field(
            sizeX: grid.nx, sizeY: grid.ny, elements: real.elements.map { Complex($0.real * scale * points, 0) })
    }

    /// Σ_j o_j exp(-2πi g·r_j): each atom's phase is a product of one along x and one along y, and so the sum over the
    /// atoms a product of two matrices.
    private static func structureFactor(of atoms: [PeriodicSlab.Atom], grid: ReciprocalGrid) -> [Complex<Double>] {
        let (x, y) = (atoms.map(\.position.x), atoms.map(\.position.y))
        let occupancies = atoms.map(\.occupancy)
        let alongX = grid.kx.map { k in
            x.indices.map { Complex(length: occupancies[$0], phase: -2 * .pi * k * x[$0]) }
        }
        let alongY = grid.ky.map { k in y.map { Complex(length: 1, phase: -2 * .pi * k * $0) } }
        // Real and imaginary parts side by side: (a + ib)(c + id) = (ac - bd) + i(ad + bc).
        let left = Matrix(alongX.map { $0.map { $0.real } + $0.map { -$0.imaginary } })
        let crossed = Matrix(alongX.map { $0.map { $0.imaginary } + $0.map { $0.real } })
        let right = Matrix(alongY.map { $0.map { $0.real } + $0.map { $0.imaginary } })
        let real = Matrix.product(left, right, transposingSecond: true)
        let imaginary = Matrix.product(crossed, right, transposingSecond: true)
        return zip(real.elements, imaginary.elements).map { Complex($0, $1) }
    }
}
