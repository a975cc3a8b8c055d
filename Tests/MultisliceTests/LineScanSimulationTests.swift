import Arrays
import Multislice
import Quantities
import Specimens
import Synchronization
import Testing

@Suite("Line scans")
struct LineScanSimulationTests {
    /// Two units of 3.75 nm, ten azimuths: three blocks of tilts.
    private static func small(reach: Double = 1.2, azimuths: Int = 10) throws -> StackSimulation {
        try StackSimulation(
            bicrystal: GaAsCase.bicrystal(), stack: LineScanStack(unit: Length(3.74997, "nm"), units: 2),
            instrument: Instrument(energy: Energy(300, "kV")),
            precession: Precession(angle: Angle(20, "mrad"), azimuths: azimuths),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: reach)
    }

    @Test("an interrupted and resumed run equals an uninterrupted one, bit for bit")
    func resumed() throws {
        let simulation = try Self.small()
        let whole = try simulation.run(progress: .none)
        let checkpoint = MemoryCheckpoint()
        let interrupting = Progress(onReport: { _, _ in }, isCancelled: { checkpoint.count > 0 })
        #expect(throws: Cancelled.self) { try simulation.run(progress: interrupting, checkpoint: checkpoint) }
        let kept = checkpoint.count
        #expect(kept > 0 && kept < 3)
        let resumed = try simulation.run(progress: .none, checkpoint: checkpoint)
        #expect(checkpoint.count == 3)
        #expect(checkpoint.saves == 3, "what was finished before the interruption is not done again")
        #expect(resumed.intensity == whole.intensity)
        #expect(resumed.total == whole.total)
    }

    /// One unit of 3.75 nm, two tilts, so many configurations of frozen phonons; nil for Debye-Waller factors.
    private static func thermal(configurations: Int?, seed: UInt64 = 1) throws -> BeamIntensities {
        try StackSimulation(
            bicrystal: GaAsCase.bicrystal(), stack: LineScanStack(unit: Length(3.74997, "nm"), units: 1),
            instrument: Instrument(energy: Energy(300, "kV")),
            precession: Precession(angle: Angle(20, "mrad"), azimuths: 2),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2,
            scattering: ScatteringModel(
                thermalMotion: configurations.map { .frozenPhonons(configurations: $0) } ?? .debyeWaller),
            seed: seed
        ).run(progress: .none)
    }

    @Test("frozen phonons: intensities are the mean over configurations, near the Debye-Waller beams and repeatable")
    func frozenPhonons() throws {
        let smeared = try Self.thermal(configurations: nil)
        // Loane, Xu & Silcox (1991): the elastic beams of the mean over configurations are those of the smeared crystal. What
        // is scattered diffusely lies beside and under them, 1/√M of it left to chance.
        func distance(_ run: BeamIntensities) -> Double {
            zip(run.intensity.elements, smeared.intensity.elements).map { Double(abs($0 - $1)) }.max() ?? 1
        }
        let (one, many) = try (Self.thermal(configurations: 1), Self.thermal(configurations: 12))
        #expect(distance(many) < 0.03, "\(distance(many))")
        #expect(distance(many) > 0)
        // The direct beam loses to diffuse scattering what the smeared potential leaves in it, a little.
        let direct = try #require(
            smeared.beams.kx.indices.first { smeared.beams.kx[$0] == 0 && smeared.beams.ky[$0] == 0 })
        #expect(abs(many.intensity[0, direct] / smeared.intensity[0, direct] - 1) < 0.03)
        #expect(try Self.thermal(configurations: 12).intensity == many.intensity)
        #expect(try Self.thermal(configurations: 12, seed: 2).intensity != many.intensity)
        #expect(one.intensity != many.intensity)
        // Every configuration keeps the norm up to what leaves the band.
        #expect(many.total.allSatisfy { $0 > 0.9 && $0 <= 1.001 })
    }

    @Test("a checkpoint of another simulation is passed over")
    func foreignCheckpoint() throws {
        let simulation = try Self.small(azimuths: 4)
        let checkpoint = MemoryCheckpoint()
        checkpoint.save([1, 2, 3], block: 0)
        let result = try simulation.run(progress: .none, checkpoint: checkpoint)
        #expect(try result.intensity == simulation.run(progress: .none).intensity)
    }

    @Test(
        "a result that carries more than the incident beam, nothing or no number is refused",
        arguments: [1.1, 1.01, 0, -1, Double.nan, .infinity])
    func notNormalised(factor: Double) throws {
        let simulation = try Self.small(azimuths: 4)
        let checkpoint = MemoryCheckpoint()
        _ = try simulation.run(progress: .none, checkpoint: checkpoint)
        let block = try #require(checkpoint.load(block: 0))
        checkpoint.save(block.map { $0 * factor }, block: 0)
        #expect(throws: MultisliceError.self) { try simulation.run(progress: .none, checkpoint: checkpoint) }
    }

    @Test("a detector that reaches the band limit is refused")
    func reach() throws {
        // 180 points on 39.77 Å and 54 on 11.99 Å: two thirds of the smaller Nyquist frequency.
        let limit = 2.0 / 3 * 54 / (2 * 11.992460)
        #expect(try Self.small(reach: limit - 1e-4).reach == limit - 1e-4)
        #expect(throws: MultisliceError.self) { try Self.small(reach: limit + 1e-4) }
    }

    @Test("slices that the crystals do not repeat are refused")
    func incommensurateUnit() throws {
        #expect(throws: MultisliceError.self) {
            try StackSimulation(
                bicrystal: GaAsCase.bicrystal(), stack: LineScanStack(unit: Length(3.64, "nm"), units: 15),
                instrument: Instrument(energy: Energy(300, "kV")),
                precession: Precession(angle: Angle(0, "mrad"), azimuths: 1),
                discretization: Discretization(grid: .automatic, slicesPerUnit: 9), reach: 1.62)
        }
    }

    @Test("a unit need not be a period: each crystal's slices go by their depth below the surface")
    func unitOfThreeSlices() throws {
        let bicrystal = try GaAsCase.bicrystal()
        let (units, slices) = (6, 3)
        let scan = try StackSimulation(
            bicrystal: bicrystal, stack: LineScanStack(unit: Length(3.74997 / 3, "nm"), units: units),
            instrument: Instrument(energy: Energy(300, "kV")),
            precession: Precession(angle: Angle(0, "mrad"), azimuths: 1),
            discretization: Discretization(
                grid: .fixed(nx: 180, ny: 54), slicesPerUnit: slices, precision: .double), reach: 1.2
        ).run(progress: .none)
        let grid = try ReciprocalGrid(nx: 180, ny: 54, lengthX: bicrystal.cellX, lengthY: bicrystal.cellY)
        let crystals = try [bicrystal.upper, bicrystal.lower].map {
            try SlicedCrystal($0, nominalThickness: 37.4997 / 9, name: "A")
        }
        let potentials = try crystals.map { try $0.slices.map { try ProjectedPotential(atoms: $0, grid: grid) } }
        for k in 0...units {
            let whole = (0..<units * slices).map { potentials[$0 < k * slices ? 0 : 1][$0 % 9] }
            let spectrum = try Stack<Double>(whole, sliceThickness: crystals[0].sliceThickness)
                .spectrum(after: whole.count)
            let worst = scan.beams.kx.indices.map { beam in
                let u = Int((scan.beams.kx[beam] * bicrystal.cellX).rounded())
                let v = Int((scan.beams.ky[beam] * bicrystal.cellY).rounded())
                return abs(Double(scan.intensity[k, beam]) - spectrum[u, v])
            }.max()
            #expect(try #require(worst) < 1e-7, "k = \(k)")
        }
    }

    @Test("beams come sorted by ky, then kx, each once, all within the detector's reach")
    func beams() throws {
        let beams = try GaAsCase.unprecessed.get().beams
        let bicrystal = try GaAsCase.bicrystal()
        let orders = zip(beams.kx, beams.ky).map {
            [Int(($1 * bicrystal.cellY).rounded()), Int(($0 * bicrystal.cellX).rounded())]
        }
        #expect(zip(orders, orders.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        // 1.62 Å⁻¹ × 39.7745 Å = 64.4 and × 11.99246 Å = 19.4.
        #expect(beams.count == 129 * 39)
    }
}

/// A checkpoint in memory.
final class MemoryCheckpoint: SimulationCheckpoint {
    private let state = Mutex<(blocks: [Int: [Double]], saves: Int)>(([:], 0))

    var count: Int { state.withLock { $0.blocks.count } }
    var saves: Int { state.withLock { $0.saves } }

    func load(block: Int) -> [Double]? { state.withLock { $0.blocks[block] } }

    func save(_ values: [Double], block: Int) {
        state.withLock {
            $0.blocks[block] = values
            $0.saves += 1
        }
    }
}
