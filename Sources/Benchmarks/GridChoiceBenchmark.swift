import Arrays
import ComplexModule
import FoundationEssentials
import Multislice
import Specimens

/// B2: a slice step on the grid that the program chooses against one on the smallest grid that holds the same band limit.
enum GridChoiceBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        try [([3, 1, 1], 3.0), ([4, 1, 1], 4.0), ([5, 1, 1], 4.0), ([5, 1, 1], 5.3)].map { zone, limit in
            try row(MillerIndices(zone[0], zone[1], zone[2]), bandLimit: limit)
        }
    }

    private static func row(_ zone: MillerIndices, bandLimit: Double) throws -> BenchmarkRow {
        let twins = try FigureSeven.bicrystal(zone: zone)
        let slices = try [twins.upper, twins.lower].flatMap { slab in
            try SlicedCrystal(slab, nominalThickness: slab.depth / (slab.depth / 4).rounded(.up), name: "A").slices
        }
        let (x, y) = (twins.cellX, twins.cellY)
        let periods = SharedPeriod.all(of: slices, lengthX: x, lengthY: y)
        let chosen = try ReciprocalGrid.sizes(lengthX: x, lengthY: y, bandLimit: bandLimit, periods: periods)
        let smallest = (
            nx: ReciprocalGrid.smoothSizes(from: 3 * bandLimit * x)[0],
            ny: ReciprocalGrid.smoothSizes(from: 3 * bandLimit * y)[0]
        )
        let pair = try [chosen, smallest].map { nx, ny in
            try work(slices, ReciprocalGrid(nx: nx, ny: ny, lengthX: x, lengthY: y), BandLimit(bandLimit))
        }
        let (ours, theirs) = Stopwatch.interleaved(rounds: 9, repeats: 200, pair[0], pair[1])
        return BenchmarkRow(
            id: "B2",
            work:
                "slice step of the [\(zone)] twins to \((bandLimit * 10).rounded()) nm⁻¹, \(chosen.nx) × \(chosen.ny)",
            against: "the smallest grid, \(smallest.nx) × \(smallest.ny)", seconds: ours, peerSeconds: theirs,
            target: "≤ 1.05")
    }

    /// A slice step through nothing: the work does not depend on the numbers.
    private static func work(
        _ slices: [[PeriodicSlab.Atom]], _ grid: ReciprocalGrid, _ limit: BandLimit
    ) throws -> () -> Void {
        let step = try SliceStep.make(
            Float.self, grid: grid, bandLimit: limit, period: SharedPeriod(of: slices, on: grid))
        let potential = ProjectedPotential(grid: grid, values: Field(sizeX: grid.nx, sizeY: grid.ny))
        let transmission = try step.layOut(
            TransmissionFunction<Float>(potential: potential, interactionConstant: 6.526e-4, bandLimit: limit))
        let propagator = step.layOut(
            Propagator(grid: grid, wavelength: 0.01969, sliceThickness: 4.17, tilt: .none, bandLimit: limit))
        let (wave, tile) = (step.planeWave(), step.makeTile())
        return { step.advance(wave, through: transmission, by: propagator, tile: tile) }
    }
}
