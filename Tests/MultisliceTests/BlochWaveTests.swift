import Arrays
import ComplexModule
import Glibc
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

/// Rows 7 and 8 of the physics checks, and extinction lengths from pendulum solutions.
@Suite("Bloch waves")
struct BlochWaveTests {
    @Test("17 beams of the 220 row are those of the reference to 1e-6")
    func systematicRow() throws {
        let stored = try Reference.json("multislice/systematic_row_220.json", as: StoredSystematicRow.self)
        let g = stored.g220 / 10
        let sigma = try GaAsCase.electron().interactionConstant()
        let orders = Array(-8...8)
        let row = try BlochWaves(
            beams: orders.map { [Double($0) * g, 0] }, wavelength: GaAsCase.electron().wavelength, tilt: [-g / 2, 0]
        ) { (sigma * (try Row220.coefficient(order: orders[$0] - orders[$1], debyeWaller: false)), 0) }
        for (index, thickness) in stored.bloch.thickness.enumerated() {
            let intensities = row.intensities(thickness: thickness * 10)
            let reference = [stored.bloch.minusOne, stored.bloch.zero, stored.bloch.one, stored.bloch.two]
            for (order, values) in reference.enumerated() {
                #expect(abs(intensities[7 + order] - values[index]) < 1e-6)
            }
        }
    }

    // A 400th of σ makes two beams of the row: what the others lend to V_g is of the order of 1/(ξ s), 7e-4 of it.
    @Test(
        "the direct beam of the 220 row is first extinguished at half of 72.1 nm, 75.0 with B and 114.5 without the relativistic mass",
        arguments: [
            (false, InteractionModel.relativistic, 72.1), (true, .relativistic, 75.0),
            (false, .nonRelativisticMass, 114.5),
        ])
    func pendulum(debyeWaller: Bool, interaction: InteractionModel, expected: Double) throws {
        let electron = try GaAsCase.electron()
        let sigma = electron.interactionConstant(interaction)
        let (weak, g) = (0.0025, Row220.frequency)
        let two = try BlochWaves(beams: [.zero, [g, 0]], wavelength: electron.wavelength, tilt: [-g / 2, 0]) {
            (sigma * (try Row220.coefficient(order: $0 - $1, debyeWaller: debyeWaller)), 0)
        }
        let depths = stride(from: 10.0, to: 1000, by: 10).map { $0 }
        let twoBeam = 2 * Self.minimum(of: depths.map { two.intensities(thickness: $0)[0] }, at: depths)
        #expect(abs(twoBeam / 10 - expected) < 0.05, "two Bloch waves: \(twoBeam / 10) nm")

        let slice = 4.0
        let stack = try Stack<Double>(
            [Row220.potential(thickness: slice, debyeWaller: debyeWaller)], sliceThickness: slice,
            interactionConstant: weak * sigma)
        let spectra = stack.spectra(every: 1000, times: 75, tilt: BeamTilt(kx: -g / 2, ky: 0))
        let thicknesses = (1...75).map { Double($0) * 1000 * slice * weak }
        let length = 2 * Self.minimum(of: spectra.map { $0[0, 0] }, at: thicknesses)
        #expect(abs(length / 10 - expected) < 0.1, "multislice: \(length / 10) nm")
    }

    /// Where values at equal distances are least, by the parabola through the three lowest.
    private static func minimum(of values: [Double], at positions: [Double]) -> Double {
        let interior = 1..<values.count - 1
        guard let k = interior.first(where: { values[$0] <= values[$0 - 1] && values[$0] <= values[$0 + 1] }) else {
            return .nan
        }
        let (left, centre, right) = (values[k - 1], values[k], values[k + 1])
        let offset = 0.5 * (left - right) / (left - 2 * centre + right)
        return positions[k] + offset * (positions[k] - positions[k - 1])
    }

    /// The crystal's potential is spread along the beam by making its period shorter and shorter.
    @Test(
        "along [110] the multislice nears 507 Bloch waves; halving slices of 0.006 nm halves the deviation, by 2 ± 0.15"
    )
    func zoneAxis() throws {
        let crystal = try SingleCrystalCase(.z110)
        let (grid, electron) = (try crystal.grid, try GaAsCase.electron())
        let limit = BandLimit(3.78)
        let potentials = try crystal.sliced.slices.map { try ProjectedPotential(atoms: $0, grid: grid) }
        let thickness = 137 * crystal.slab.depth

        let whole = try ProjectedPotential(atoms: crystal.slab.atoms, grid: grid).values.fourierTransformed()
        let scale = electron.interactionConstant() / (Double(grid.nx * grid.ny) * crystal.slab.depth)
        // The projected cell is centred: only beams with u + v even are reached.
        var orders: [(u: Int, v: Int)] = []
        for u in -30...30 {
            for v in -20...20 where (u + v) % 2 == 0 && limit.frequency > Self.frequency(u, v, grid).length {
                orders.append((u, v))
            }
        }
        #expect(orders.count == 507)
        let bloch = try BlochWaves(
            beams: orders.map { Self.frequency($0.u, $0.v, grid) }, wavelength: electron.wavelength
        ) { g, h in
            let (u, v) = (orders[g].u - orders[h].u, orders[g].v - orders[h].v)
            // As the multislice's own transmission functions have it.
            guard Self.frequency(u, v, grid).length < limit.frequency else { return (0, 0) }
            let value = whole[(u + grid.nx) % grid.nx, (v + grid.ny) % grid.ny]
            return (scale * value.real, scale * value.imaginary)
        }
        let expected = bloch.intensities(thickness: thickness)

        let deviations = try [0, 5, 6].map { (halvings: Int) -> Double in
            let share = 1 / Double(1 << halvings)
            let stack = try Stack<Double>(
                potentials.map { $0.scaled(by: share) }, sliceThickness: crystal.sliced.sliceThickness * share,
                bandLimit: limit)
            let spectrum = stack.spectrum(after: 274 * (1 << halvings))
            return zip(orders, expected).map { abs(spectrum[$0.u, $0.v] - $1) }.max() ?? Double.nan
        }
        // The error is a Δz + b Δz²: with thick slices the second term still makes the ratio larger.
        #expect(deviations[0] < 1e-2 && deviations[1] < 1e-4, "\(deviations)")
        #expect(abs(deviations[1] / deviations[2] - 2) < 0.15, "\(deviations)")
    }

    private static func frequency(_ u: Int, _ v: Int, _ grid: ReciprocalGrid) -> SIMD2<Double> {
        [Double(u) / grid.lengthX, Double(v) / grid.lengthY]
    }
}

/// The systematic row of GaAs 220: all eight atoms of the cell scatter in phase.
enum Row220 {
    /// Å⁻¹.
    static let frequency = 8.0.squareRoot() / GaAsCase.latticeParameter

    /// The Fourier coefficient of the potential at n·220, V.
    static func coefficient(order: Int, debyeWaller: Bool) throws -> Double {
        let g = Double(order) * frequency
        let volume = GaAsCase.latticeParameter * GaAsCase.latticeParameter * GaAsCase.latticeParameter
        let sum = try [(31, 0.68), (33, 0.56)].reduce(0.0) { sum, atom in
            let factor = try KirklandScatteringFactor(atomicNumber: atom.0)(squaredFrequency: g * g)
            return sum + factor * (debyeWaller ? exp(-atom.1 * g * g / 4) : 1)
        }
        return PhysicalConstants.scatteringFactorToPotential / volume * 4 * sum
    }

    /// The row's potential in a slice of this thickness, Å, over one spacing of 220.
    static func potential(thickness: Double, debyeWaller: Bool) throws -> ProjectedPotential {
        let grid = try ReciprocalGrid(nx: 64, ny: 8, lengthX: 1 / frequency, lengthY: 1 / frequency / 8)
        let coefficients = try (0..<32).map { try coefficient(order: $0, debyeWaller: debyeWaller) }
        var potential = Field<RealSpace, Double>(sizeX: grid.nx, sizeY: grid.ny)
        for x in 0..<grid.nx {
            let turn = 2 * Double.pi * Double(x) / Double(grid.nx)
            var value = coefficients[0]
            for n in 1..<32 { value += 2 * coefficients[n] * cos(Double(n) * turn) }
            for y in 0..<grid.ny { potential[x, y] = Complex(value * thickness) }
        }
        return ProjectedPotential(grid: grid, values: potential)
    }
}

extension ProjectedPotential {
    func scaled(by factor: Double) -> ProjectedPotential {
        ProjectedPotential(
            grid: grid,
            values: Field(sizeX: grid.nx, sizeY: grid.ny, elements: values.elements.map { Complex($0.real * factor) }))
    }
}

extension SIMD2<Double> {
    var length: Double { (self * self).sum().squareRoot() }
}
