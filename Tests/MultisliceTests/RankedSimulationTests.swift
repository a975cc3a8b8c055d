import Arrays
import Multislice
import Quantities
import Specimens
import Synchronization
import TestSupport
import Testing

@Suite("Simulations over ranks")
struct RankedSimulationTests {
    /// One unit of 3.75 nm on a coarse grid.
    private static func lineScan(azimuths: Int, configurations: Int? = nil) throws -> StackSimulation {
        try StackSimulation(
            bicrystal: GaAsCase.bicrystal(), stack: LineScanStack(unit: Length(3.74997, "nm"), units: 1),
            instrument: Instrument(energy: Energy(300, "kV")),
            precession: Precession(angle: Angle(20, "mrad"), azimuths: azimuths),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2,
            scattering: ScatteringModel(
                thermalMotion: configurations.map { .frozenPhonons(configurations: $0) } ?? .debyeWaller))
    }

    private static func probe(
        _ approximation: ProbeSimulation.Approximation, configurations: Int? = nil
    ) throws -> ProbeSimulation {
        let bicrystal = try GaAsCase.bicrystal()
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 1), positions: [.lower, .boundary(units: 1)],
            probe: ConvergentProbe(semiAngle: Angle(0.4, "mrad"), focus: Length(1.9, "nm"), position: .zero),
            cells: [1, 2], approximation: approximation, instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(5, "mrad"), azimuths: 6)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2,
            scattering: ScatteringModel(
                thermalMotion: configurations.map { .frozenPhonons(configurations: $0) } ?? .debyeWaller))
    }

    /// Blocks of azimuths, configurations of frozen phonons, a probe's azimuths, the directions of its plane waves, and its
    /// positions in each configuration.
    enum Kind: CaseIterable {
        case azimuths, phonons, probe, columns, positions

        func simulation() throws -> any BeamSimulation {
            switch self {
            case .azimuths: try lineScan(azimuths: 14)
            case .phonons: try lineScan(azimuths: 5, configurations: 3)
            case .probe: try RankedSimulationTests.probe(.none)
            case .columns: try RankedSimulationTests.probe(.columns)
            case .positions: try RankedSimulationTests.probe(.none, configurations: 2)
            }
        }
    }

    private static func run(
        _ simulation: any BeamSimulation, ranks: Int, checkpoint: MemoryCheckpoint? = nil, progress: Progress = .none
    ) throws -> [Result<BeamIntensities?, any Error>] {
        try simulation.makePlans()
        return ThreadRanks.run(ranks) { try simulation.run(progress: progress, checkpoint: checkpoint, over: $0) }
    }

    @Test(
        "any number of ranks, more than there are blocks among them, gives one process's numbers to the last bit",
        arguments: Kind.allCases, [2, 3, 7])
    func same(kind: Kind, ranks: Int) throws {
        let simulation = try kind.simulation()
        let whole = try simulation.run(progress: .none)
        let found = try Self.run(simulation, ranks: ranks).map { try $0.get() }
        #expect(found.count == ranks && found.dropFirst().allSatisfy { $0 == nil })
        let root = try #require(found[0])
        #expect(root.intensity == whole.intensity && root.total == whole.total && root.beams == whole.beams)
    }

    @Test(
        "what some ranks have finished, another number of ranks goes on with",
        arguments: [Kind.azimuths, .phonons, .positions])
    func resumed(kind: Kind) throws {
        let simulation = try kind.simulation()
        let whole = try simulation.run(progress: .none)
        let checkpoint = MemoryCheckpoint()
        let interrupting = Progress(onReport: { _, _ in }, isCancelled: { checkpoint.count > 1 })
        for result in try Self.run(simulation, ranks: 3, checkpoint: checkpoint, progress: interrupting) {
            #expect(throws: Cancelled.self) { try result.get() }
        }
        let kept = checkpoint.count
        #expect(kept > 1 && kept < simulation.blocks)
        let root = try Self.run(simulation, ranks: 2, checkpoint: checkpoint)[0].get()
        #expect(checkpoint.saves == simulation.blocks, "nothing is done twice")
        #expect(root?.intensity == whole.intensity && root?.total == whole.total)
        let alone = try simulation.run(progress: .none, checkpoint: checkpoint)
        #expect(checkpoint.saves == simulation.blocks && alone.intensity == whole.intensity)
    }

    @Test("what fails on one rank ends the work of all, and all say why")
    func failure() throws {
        struct FullDisk: Error {}
        struct Refusing: SimulationCheckpoint {
            func load(block: Int) -> [Double]? { nil }
            func save(_ values: [Double], block: Int) throws { if block == 3 { throw FullDisk() } }
        }
        let simulation = try Self.lineScan(azimuths: 14)
        let results = ThreadRanks.run(3) {
            try simulation.run(progress: .none, checkpoint: Refusing(), over: $0)
        }
        // Four blocks on three ranks: the last belongs to rank 2.
        #expect(throws: RankFailure(rank: 2, message: "FullDisk()")) { try results[0].get() }
        #expect(throws: RankFailure(rank: 2, message: "FullDisk()")) { try results[1].get() }
        #expect(throws: FullDisk.self) { try results[2].get() }
    }

    @Test("shares follow each other, cover everything once, and the root's is never the smaller one")
    func shares() {
        for size in 1...9 {
            for count in 0...20 {
                let shares = ThreadRanks.run(size) { $0.share(of: count) }.compactMap { try? $0.get() }
                #expect(shares.flatMap { Array($0) } == Array(0..<count))
                #expect(shares.allSatisfy { (shares[0].count - 1...shares[0].count).contains($0.count) })
            }
        }
    }
}
