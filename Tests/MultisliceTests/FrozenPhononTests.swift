import Arrays
import ComplexModule
import Glibc
import Multislice
import Specimens
import Testing

@Suite("Frozen phonons")
struct FrozenPhononTests {
    /// GaAs along [110], two by three cells across the beam.
    private static func crystal() throws -> (sliced: SlicedCrystal, grid: ReciprocalGrid) {
        let structure = try GaAsCase.structure()
        let orientation = try Orientation(
            of: structure.cell, zone: MillerIndices(1, 1, 0), up: MillerIndices(1, -1, 0))
        let a = GaAsCase.latticeParameter
        let side = a / 2.0.squareRoot()
        let slab = PeriodicSlab(
            of: structure, rotation: orientation.rotation, cellX: 2 * a, cellY: 3 * side, depth: side)
        let sliced = try SlicedCrystal(slab, nominalThickness: side / 2, name: "A")
        return (sliced, try ReciprocalGrid(nx: 120, ny: 128, lengthX: slab.cellX, lengthY: slab.cellY))
    }

    @Test("displacements along x and y have the mean square B/(8π²), vanish on average and are independent")
    func displacements() throws {
        let (crystal, _) = try Self.crystal()
        let moved = FrozenPhonons(seed: Seed(7)).displaced(crystal, slices: 1000, configuration: 0, name: "A")
        #expect(moved.slices.count == 1000)
        for (symbol, b) in [("Ga", 0.68), ("As", 0.56)] {
            let shifts = (0..<1000).flatMap { slice in
                zip(moved.slices[slice], crystal.slices[slice % crystal.slices.count]).compactMap { pair in
                    pair.0.element.symbol == symbol ? pair.0.position - pair.1.position : nil
                }
            }
            let n = Double(shifts.count)
            let expected = b / (8 * .pi * .pi)
            let squares = shifts.reduce(SIMD3<Double>.zero) { $0 + $1 * $1 } / n
            let sum = shifts.reduce(SIMD3<Double>.zero, +) / n
            let crossed = shifts.reduce(0) { $0 + $1.x * $1.y } / n
            // Five standard errors: of a variance √(2/n) of it, of a mean u/√n, of the mean product u²/√n.
            #expect(abs(squares.x / expected - 1) < 5 * (2 / n).squareRoot())
            #expect(abs(squares.y / expected - 1) < 5 * (2 / n).squareRoot())
            #expect(squares.z == 0)
            #expect(abs(sum.x) < 5 * (expected / n).squareRoot() && abs(sum.y) < 5 * (expected / n).squareRoot())
            #expect(abs(crossed) < 5 * expected / n.squareRoot())
            // From one repeat of the stack to the next.
            let later = zip(shifts, shifts.dropFirst(12)).reduce(0) { $0 + $1.0.x * $1.1.x } / n
            #expect(abs(later) < 5 * expected / n.squareRoot())
        }
        #expect(moved.slices.joined().allSatisfy { $0.b == 0 })
    }

    @Test("the mean potential of many configurations tends to the one with Debye-Waller factors as 1/√M")
    func meanPotential() throws {
        let (crystal, grid) = try Self.crystal()
        let count = 200
        let moved = FrozenPhonons(seed: Seed(3)).displaced(crystal, slices: 2 * count, configuration: 0, name: "A")
        let smeared = try ProjectedPotential(atoms: crystal.slices[0], grid: grid).values.fourierTransformed()
        var sum = Field<ReciprocalSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
        for slice in stride(from: 0, to: 2 * count, by: 2) {
            let spectrum = try ProjectedPotential(atoms: moved.slices[slice], grid: grid).values.fourierTransformed()
            for index in sum.elements.indices { sum.elements[index] += spectrum.elements[index] }
        }
        // The variance of one configuration's coefficient is Σ f_e² (1 - exp(-B g²/2)) over the atoms.
        let points = Double(grid.nx * grid.ny)
        let scale = 47.877647305682397 / (grid.lengthX * grid.lengthY) * points
        let factors = try [31, 33].map { try KirklandScatteringFactor(atomicNumber: $0) }
        var (squares, compared) = (0.0, 0.0)
        for (u, kx) in grid.kx.enumerated() {
            for (v, ky) in grid.ky.enumerated() {
                let g2 = kx * kx + ky * ky
                guard g2 > 0, g2 < 16 else { continue }
                let variance = crystal.slices[0].reduce(0.0) { (total: Double, atom) -> Double in
                    let f = scale * factors[atom.element.atomicNumber == 31 ? 0 : 1](squaredFrequency: g2)
                    return total + f * f * (1 - exp(-atom.b * g2 / 2))
                }
                let deviation = sum[u, v] / Complex(Double(count)) - smeared[u, v]
                squares += deviation.lengthSquared / (variance / Double(count))
                compared += 1
            }
        }
        // Twelve atoms with two coordinates in 200 configurations: the mean square is 1 within a few tenths.
        #expect(compared > 4000)
        #expect(abs(squares / compared - 1) < 0.25, "\(squares / compared)")
    }

    @Test(
        "beams of a thin crystal, averaged over configurations, are the Debye-Waller ones within their standard error and what diffuse scattering takes"
    )
    func thinCrystal() throws {
        let (crystal, grid) = try Self.crystal()
        let (slices, configurations) = (12, 48)
        let expected = try Stack<Double>(crystal, on: grid).spectrum(after: slices)
        let spectra = try (0..<configurations).map { configuration in
            let moved = FrozenPhonons(seed: Seed(5)).displaced(
                crystal, slices: slices, configuration: configuration, name: "A")
            return try Stack<Double>(moved, on: grid).spectrum(after: slices)
        }
        let n = Double(configurations)
        // What is scattered between and under the beams is what the smeared potential does not take from them.
        let elastic = spectra[0].amplitudes.indices.reduce(0.0) { total, index in
            total + (spectra.reduce(Complex<Double>.zero) { $0 + $1.amplitudes[index] } / Complex(n)).lengthSquared
        }
        let diffuse = 1 - elastic
        #expect(diffuse > 0 && diffuse < 0.06, "\(diffuse)")
        for (u, v) in [(0, 0), (2, 3), (2, -3), (-2, 3), (-2, -3), (4, 0), (0, 6)] {
            let values = spectra.map { $0[u, v] }
            let mean = values.reduce(0, +) / n
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
            // Diffuse scattering of the cell falls onto the beam as well: what its mean amplitude does not account for.
            let under = mean - Self.elastic(spectra, u, v)
            // Scattered at the atoms, it takes up to half of itself from every amplitude, whatever the beam.
            let lost = diffuse * expected[u, v].squareRoot() + diffuse * diffuse / 4
            let bound = 4 * (variance / n).squareRoot() + lost + under
            #expect(abs(mean - expected[u, v]) < bound, "\(u), \(v): \(mean) instead of \(expected[u, v]) ± \(bound)")
        }
    }

    /// |⟨ψ_g⟩|² of the mean amplitude of a beam.
    private static func elastic(_ spectra: [Spectrum], _ u: Int, _ v: Int) -> Double {
        let grid = spectra[0].grid
        guard let row = spectra[0].rows.firstIndex(of: (u + grid.nx) % grid.nx) else { return 0 }
        let index = row * grid.ny + (v + grid.ny) % grid.ny
        let sum = spectra.reduce(Complex<Double>.zero) { $0 + $1.amplitudes[index] }
        return (sum / Complex(Double(spectra.count))).lengthSquared
    }

    @Test("the same seed gives the same crystal; another seed, configuration or crystal gives another")
    func streams() throws {
        let (crystal, _) = try Self.crystal()
        func atoms(seed: UInt64 = 1, configuration: Int = 0, name: String = "A") -> [[PeriodicSlab.Atom]] {
            FrozenPhonons(seed: Seed(seed)).displaced(crystal, slices: 4, configuration: configuration, name: name)
                .slices
        }
        #expect(atoms() == atoms())
        #expect(atoms() != atoms(seed: 2))
        #expect(atoms() != atoms(configuration: 1))
        #expect(atoms() != atoms(name: "B"))
    }
}
