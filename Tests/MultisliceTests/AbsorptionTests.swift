import Arrays
import ComplexModule
import Glibc
import Multislice
import Quantities
import Testing

@Suite("Absorption")
struct AbsorptionTests {
    @Test("a uniform potential V of thickness t leaves exp(-2κσVt) of the beam", arguments: [0.05, 0.1, 0.3])
    func uniform(absorption: Double) throws {
        let grid = try ReciprocalGrid(nx: 16, ny: 16, lengthX: 4, lengthY: 4)
        let limit = BandLimit(grid.largestBandLimit)
        let (volts, slice, count) = (14.0, 2.0, 150)
        let sigma = try GaAsCase.electron().interactionConstant()
        let potential = ProjectedPotential(
            grid: grid,
            values: Field(
                sizeX: 16, sizeY: 16, elements: Array(repeating: Complex(volts * slice), count: 256)))
        let function = try TransmissionFunction<Double>(
            potential: potential, interactionConstant: sigma, absorption: absorption, bandLimit: limit)
        let step = try SliceStep.make(Double.self, grid: grid, bandLimit: limit)
        let wave = step.planeWave()
        let (transmission, tile) = (step.layOut(function), step.makeTile())
        let propagator = step.layOut(
            Propagator(grid: grid, wavelength: 0.02, sliceThickness: slice, tilt: .none, bandLimit: limit))
        for _ in 0..<count { step.advance(wave, through: transmission, by: propagator, tile: tile) }
        let total = step.spectrum(of: wave).reduce(0) { $0 + $1.lengthSquared }
        let expected = exp(-2 * absorption * sigma * volts * Double(count) * slice)
        #expect(abs(total / expected - 1) < 1e-10)
    }

    @Test("in a crystal the norm falls with every slice and with κ, and to first order as the mean potential says")
    func crystal() throws {
        let crystal = try SingleCrystalCase(.z110)
        let grid = try crystal.grid
        let sigma = try GaAsCase.electron().interactionConstant()
        func totals(_ absorption: Double) throws -> [Double] {
            let stack = try Stack<Double>(
                crystal.sliced.slices.map { try ProjectedPotential(atoms: $0, grid: grid) },
                sliceThickness: crystal.sliced.sliceThickness, absorption: absorption)
            return stack.spectra(every: 2, times: 20).map(\.total)
        }
        let (none, weak, strong) = (try totals(0), try totals(0.05), try totals(0.1))
        for index in none.indices {
            #expect(strong[index] < weak[index] && weak[index] < none[index])
            if index > 0 { #expect(strong[index] < strong[index - 1]) }
        }
        // While the wave is still nearly plane, it loses 2κσ⟨V⟩t: one slice.
        let mean =
            try ProjectedPotential(atoms: crystal.sliced.slices[0], grid: grid).values.elements
            .reduce(0) { $0 + $1.real } / Double(grid.nx * grid.ny)
        let tiny = 1e-5
        let one = try Stack<Double>(
            [ProjectedPotential(atoms: crystal.sliced.slices[0], grid: grid)],
            sliceThickness: crystal.sliced.sliceThickness, absorption: tiny
        ).spectrum(after: 1).total
        let without = try Stack<Double>(
            [ProjectedPotential(atoms: crystal.sliced.slices[0], grid: grid)],
            sliceThickness: crystal.sliced.sliceThickness
        ).spectrum(after: 1).total
        #expect(abs((without - one) / (2 * tiny * sigma * mean) - 1) < 1e-3)
    }

    @Test("shares of the potential below 0 and above 1 are refused", arguments: [-0.1, 1.5, .nan])
    func refused(absorption: Double) {
        #expect(throws: MultisliceError.self) { try ScatteringModel(absorption: absorption) }
    }

    @Test("nothing and all of the potential are shares", arguments: [0.0, 1])
    func taken(absorption: Double) throws {
        #expect(try ScatteringModel(absorption: absorption).absorption == absorption)
    }
}
