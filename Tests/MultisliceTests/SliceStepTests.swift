import Arrays
import ComplexModule
import Multislice
import Testing

@Suite("The slice step")
struct SliceStepTests {
    @Test(
        "passes over tiles and rows give what whole transforms give, on grids that fill no tile",
        arguments: [(22, 13), (9, 31), (450, 10), (40, 101)])
    func wholeTransforms(nx: Int, ny: Int) throws {
        // As fine along y as along x, or nearly, so that the band is a circle well inside the grid.
        let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: Double(nx) * 0.21, lengthY: Double(ny) * 0.2)
        let potentials = (1...3).map { slice in
            ProjectedPotential(
                grid: grid,
                values: Field(
                    sizeX: nx, sizeY: ny,
                    elements: (0..<nx * ny).map { Complex(Double(($0 * (36 + slice)) % 29) / 20) }))
        }
        let tilt = BeamTilt(kx: 0.7, ky: -0.4)
        let double = try Stack<Double>(potentials, sliceThickness: 3, interactionConstant: 1)
        let single = try Stack<Float>(potentials, sliceThickness: 3, interactionConstant: 1)
        let expected = try Self.plain(potentials, like: double, tilt: tilt)
        let (doubleSpectrum, singleSpectrum) = (
            double.spectrum(after: 5, tilt: tilt), single.spectrum(after: 5, tilt: tilt)
        )
        var compared = 0.0
        for (u, v) in doubleSpectrum.orders() {
            let intensity = expected[u < 0 ? u + nx : u, v < 0 ? v + ny : v].lengthSquared
            #expect(abs(doubleSpectrum[u, v] - intensity) < 1e-12)
            #expect(abs(singleSpectrum[u, v] - intensity) < 1e-5)
            compared += intensity
        }
        // All that is not compared lies outside the rows of the band, and must be nothing.
        #expect(abs(expected.elements.reduce(0) { $0 + $1.lengthSquared } - compared) < 1e-12)
        #expect(compared > 1e-3)
    }

    /// ψ ← P ∗ (t ψ) word for word, with transforms of whole fields; ψ̂/(Nx Ny) after five slices.
    private static func plain(
        _ potentials: [ProjectedPotential], like stack: Stack<Double>, tilt: BeamTilt
    ) throws -> Field<ReciprocalSpace, Double> {
        let grid = stack.grid
        let (kx, ky) = (grid.kx, grid.ky)
        var wave = Field<RealSpace, Double>(sizeX: grid.nx, sizeY: grid.ny, repeating: Complex(1))
        var spectrum = try wave.fourierTransformed()
        for slice in 0..<5 {
            let transmission = try TransmissionFunction<Double>(
                potential: potentials[slice % potentials.count], interactionConstant: 1, bandLimit: stack.bandLimit)
            for index in wave.elements.indices { wave.elements[index] *= transmission.values.elements[index] }
            spectrum = try wave.fourierTransformed()
            for x in 0..<grid.nx {
                for y in 0..<grid.ny {
                    let g2 = kx[x] * kx[x] + ky[y] * ky[y]
                    let isInside = g2 < stack.bandLimit.frequency * stack.bandLimit.frequency * (1 - 1e-9)
                    let path = g2 + 2 * (kx[x] * tilt.kx + ky[y] * tilt.ky)
                    let phase = -Double.pi * stack.wavelength * stack.sliceThickness * path
                    spectrum[x, y] = isInside ? spectrum[x, y] * Complex(length: 1, phase: phase) : .zero
                }
            }
            wave = try spectrum.inverseFourierTransformed()
        }
        let scale = Complex(1 / Double(grid.nx * grid.ny))
        return Field(sizeX: grid.nx, sizeY: grid.ny, elements: spectrum.elements.map { $0 * scale })
    }
}
