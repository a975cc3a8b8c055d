import Arrays
import ComplexModule
import Multislice

/// B1 and B2: one slice step against FFTW's pair of transforms on the same grid.
enum SliceStepBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        try rows("B1", nx: 512, ny: 512, lengthX: 40, lengthY: 40, repeats: 40)
            + rows("B2", nx: 360, ny: 108, lengthX: 39.7745, lengthY: 11.9925, repeats: 300)
    }

    /// FFTW's passes, then the vector kernels.
    private static func rows(
        _ id: String, nx: Int, ny: Int, lengthX: Double, lengthY: Double, repeats: Int
    ) throws -> [BenchmarkRow] {
        let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: lengthX, lengthY: lengthY)
        let limit = BandLimit(grid.largestBandLimit)
        let passes = try FFTWSliceStep<Float>(grid: grid, bandLimit: limit, effort: .patient)
        var rows = [try row(id, "FFTW passes", passes, limit, repeats: repeats)]
        if let step = try VectorSliceStep(grid: grid, bandLimit: limit) {
            rows.append(try row(id, "vector kernels", step, limit, repeats: repeats))
        }
        return rows
    }

    private static func row(
        _ id: String, _ name: String, _ step: some SliceStepping<Float>, _ limit: BandLimit, repeats: Int
    ) throws -> BenchmarkRow {
        let grid = step.grid
        let (nx, ny) = (grid.nx, grid.ny)
        let potential = ProjectedPotential(grid: grid, values: Field(sizeX: nx, sizeY: ny))
        let transmission = try step.layOut(
            TransmissionFunction<Float>(potential: potential, interactionConstant: 6.526e-4, bandLimit: limit))
        let propagator = step.layOut(
            Propagator(grid: grid, wavelength: 0.01969, sliceThickness: 4.17, tilt: .none, bandLimit: limit))
        let (wave, tile) = (step.planeWave(), step.makeTile())
        guard let pair = FourierPair(nx: nx, ny: ny) else { throw MultisliceError.badGrid(nx: nx, ny: ny) }
        let (ours, theirs) = Stopwatch.interleaved(
            rounds: 9, repeats: repeats,
            { step.advance(wave, through: transmission, by: propagator, tile: tile) }, { pair.execute() })
        return BenchmarkRow(
            id: id, work: "slice step \(nx) × \(ny), \(name)", against: "FFTW pair (PATIENT)", seconds: ours,
            peerSeconds: theirs, target: "≤ 1.0")
    }
}
