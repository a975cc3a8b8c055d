import Arrays
import ComplexModule
import Formats
import Multislice
import Specimens
import TestSupport
import Testing

@Suite("Vector kernels")
struct VectorSliceStepTests {
    /// A random potential with a period, so that every frequency of the band that may be there is at work.
    private func transmission<Scalar: FourierScalar>(
        _ grid: ReciprocalGrid, _ limit: BandLimit, _ period: SharedPeriod = .wholeCell,
        as type: Scalar.Type = Scalar.self
    ) throws -> TransmissionFunction<Scalar> {
        var random = Seed(7).stream("potential")
        let kept = grid.ny / period.order
        let one = (0..<grid.nx * kept).map { _ in Complex(400 * random.uniform(), 0) }
        let step = period.shift * grid.nx / period.order
        let values = (0..<grid.nx * grid.ny).map { index in
            let (x, y) = (index / grid.ny, index % grid.ny)
            return one[(x + (period.order - y / kept) * step) % grid.nx * kept + y % kept]
        }
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

    @Test(
        "one shared period, computed alone, gives the spectrum of the whole cell",
        arguments: [
            (360, 108, 6, 1), (360, 108, 6, 5), (96, 64, 2, 1), (80, 60, 5, 2), (64, 96, 4, 3), (60, 48, 3, 0),
            (72, 216, 12, 7),
        ])
    func sharedPeriod(nx: Int, ny: Int, order: Int, shift: Int) throws {
        let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: Double(nx) / 9, lengthY: Double(ny) / 9)
        let limit = BandLimit(grid.largestBandLimit)
        let period = SharedPeriod(order: order, shift: shift)
        let vector = try #require(try VectorSliceStep(grid: grid, bandLimit: limit, period: period))
        let fftw = try FFTWSliceStep<Double>(grid: grid, bandLimit: limit, effort: .estimate)
        let single = try spectrum(vector, transmission(grid, limit, period), limit: limit)
        let double = try spectrum(fftw, transmission(grid, limit, period), limit: limit)
        let worst = zip(single, double).map { a, b in
            (Complex(Double(a.real), Double(a.imaginary)) - b).length
        }.max()
        #expect(try #require(worst) < 2e-6)
    }

    @Test("the [311] bicrystal's shared period is a sixth of its cell; one moved atom makes it the whole cell")
    func bicrystalPeriod() throws {
        let scan = try GaAsCase.simulation("0 mrad", azimuths: 1, precision: .single)
        var slices = try GaAsCase.slices()
        // Beams (h, k) are there when h + k is a multiple of 6: so in the reference file, at any tilt.
        #expect(SharedPeriod(of: slices, on: scan.grid) == SharedPeriod(order: 6, shift: 1))
        let atom = slices[4][0]
        slices[4][0] = PeriodicSlab.Atom(
            position: atom.position + SIMD3(0.01, 0, 0), element: atom.element, occupancy: atom.occupancy, b: atom.b)
        #expect(SharedPeriod(of: slices, on: scan.grid) == .wholeCell)
    }

    @Test("the reference file has no beams but those of the shared period")
    func referenceBeams() throws {
        let name = "multislice/bicrystal_311_float64"
        let (kx, ky) = try (Reference.array("\(name).kx.npy").values, Reference.array("\(name).ky.npy").values)
        let stored = try Reference.array("\(name).I20_az8.npy").values
        let bicrystal = try GaAsCase.bicrystal()
        var (there, others) = (0.0, 0.0)
        for (index, intensity) in stored.enumerated() {
            let h = Int((kx[index / ky.count % kx.count] / 10 * bicrystal.cellX).rounded())
            let k = Int((ky[index % ky.count] / 10 * bicrystal.cellY).rounded())
            if (h + k) % 6 == 0 { there = max(there, intensity) } else { others = max(others, intensity) }
        }
        #expect(there > 0.1 && others < 1e-20)
    }

    @Test("sizes with another prime factor go to FFTW")
    func otherSizes() throws {
        let grid = try ReciprocalGrid(nx: 98, ny: 64, lengthX: 10, lengthY: 8)
        let limit = BandLimit(grid.largestBandLimit)
        #expect(try VectorSliceStep(grid: grid, bandLimit: limit) == nil)
        let other = try SliceStep.make(Float.self, grid: grid, bandLimit: limit, effort: .estimate)
        #expect(other is FFTWSliceStep<Float>)
        let smooth = try ReciprocalGrid(nx: 96, ny: 64, lengthX: 10, lengthY: 8)
        #expect(try SliceStep.make(Float.self, grid: smooth, bandLimit: limit, effort: .estimate) is VectorSliceStep)
        let double = try SliceStep.make(Double.self, grid: smooth, bandLimit: limit, effort: .estimate)
        #expect(double is FFTWSliceStep<Double>)
    }
}
