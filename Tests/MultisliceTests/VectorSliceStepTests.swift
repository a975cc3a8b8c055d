import Arrays
import ComplexModule
import Multislice
import Testing

@Suite("Vector kernels")
struct VectorSliceStepTests {
    /// A potential of a few random Fourier components, so that every frequency of the band is at work.
    private func transmission<Scalar: FourierScalar>(
        _ grid: ReciprocalGrid, _ limit: BandLimit, as type: Scalar.Type = Scalar.self
    ) throws -> TransmissionFunction<Scalar> {
        var random = Seed(7).stream("potential")
        let values = (0..<grid.nx * grid.ny).map { _ in Complex(400 * random.uniform(), 0) }
        return try TransmissionFunction<Scalar>(
            potential: ProjectedPotential(grid: grid, values: Field(sizeX: grid.nx, sizeY: grid.ny, elements: values)),
            interactionConstant: 6.526e-4, bandLimit: limit)
    }

    /// Spectrum after some slices of one transmission function.
    private func spectrum<Step: SliceStepping>(
        _ step: Step, _ transmission: TransmissionFunction<Step.Scalar>, limit: BandLimit
    ) -> [Complex<Step.Scalar>] {
        let laidOut = step.layOut(transmission)
        let propagator = step.layOut(
            Propagator(
                grid: step.grid, wavelength: 0.01969, sliceThickness: 4, tilt: BeamTilt(kx: 0.7, ky: -0.4),
                bandLimit: limit))
        let (wave, tile) = (step.planeWave(), step.makeTile())
        for _ in 0..<5 { step.advance(wave, through: laidOut, by: propagator, tile: tile) }
        return step.spectrum(of: wave)
    }

    @Test(
        "vector kernels agree with FFTW on sizes with every radix",
        arguments: [(360, 108), (96, 64), (160, 48), (80, 45), (50, 18), (243, 125), (512, 384), (9, 10)])
    func vectorKernels(nx: Int, ny: Int) throws {
        let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: Double(nx) / 9, lengthY: Double(ny) / 9)
        let limit = BandLimit(grid.largestBandLimit)
        let vector = try #require(try VectorSliceStep(grid: grid, bandLimit: limit))
        let fftw = try FFTWSliceStep<Double>(grid: grid, bandLimit: limit, effort: .measure)
        #expect(vector.rows == fftw.rows)
        let single = try spectrum(vector, transmission(grid, limit), limit: limit)
        let double = try spectrum(fftw, transmission(grid, limit), limit: limit)
        let worst = zip(single, double).map { a, b in
            (Complex(Double(a.real), Double(a.imaginary)) - b).length
        }.max()
        // Five slices of rounding at 6e-8 of a wave of unit norm.
        #expect(try #require(worst) < 2e-6)
    }

    @Test("sizes with another prime factor go to FFTW")
    func otherSizes() throws {
        let grid = try ReciprocalGrid(nx: 98, ny: 64, lengthX: 10, lengthY: 8)
        let limit = BandLimit(grid.largestBandLimit)
        #expect(try VectorSliceStep(grid: grid, bandLimit: limit) == nil)
        #expect(try SliceStep.make(Float.self, grid: grid, bandLimit: limit) is FFTWSliceStep<Float>)
        let smooth = try ReciprocalGrid(nx: 96, ny: 64, lengthX: 10, lengthY: 8)
        #expect(try SliceStep.make(Float.self, grid: smooth, bandLimit: limit) is VectorSliceStep)
        #expect(try SliceStep.make(Double.self, grid: smooth, bandLimit: limit) is FFTWSliceStep<Double>)
    }
}
