import Arrays
import Multislice
import Quantities
import Specimens
import Synchronization
import Testing

@Suite("How long a scan with a converged probe will take")
struct ProbeForecastTests {
    private static func scan(
        _ approximation: ProbeSimulation.Approximation, boundaries: Int, precision: Discretization.Precision = .single
    ) throws -> ProbeSimulation {
        let bicrystal = try GaAsCase.bicrystal()
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 4),
            positions: [.lower, .upper] + (1...boundaries).map { .boundary(units: $0) },
            probe: ConvergentProbe(semiAngle: Angle(1.5, "mrad"), focus: Length(7.5, "nm")), cells: [1, 2],
            approximation: approximation, instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(5, "mrad"), azimuths: 8)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9, precision: precision),
            reach: 1.2)
    }

    /// The forecast by a clock that is a tick further each time it is read, so that nothing depends on the machine. One that
    /// goes on for ten thousand slice steps is stopped.
    private static func forecast(_ scan: ProbeSimulation, finishedBlocks: Int = 0) throws -> SimulationForecast {
        let ticks = Atomic(0)
        let steps = Atomic(0)
        let progress = Progress(
            onReport: { _, _ in }, isCancelled: { steps.add(1, ordering: .relaxed).newValue > 10_000 })
        return try scan.forecast(within: 40, finishedBlocks: finishedBlocks, progress: progress) {
            Double(ticks.add(1, ordering: .relaxed).newValue)
        }
    }

    private static let cases: [(ProbeSimulation.Approximation, Discretization.Precision)] = [
        (.none, .single), (.coherentColumns, .double),
    ]

    @Test("is so much for each slice step of the run", arguments: cases)
    func inProportion(approximation: ProbeSimulation.Approximation, precision: Discretization.Precision) throws {
        let few = try Self.scan(approximation, boundaries: 1, precision: precision)
        let many = try Self.scan(approximation, boundaries: 3, precision: precision)
        #expect(many.sliceSteps > few.sliceSteps)
        let (short, long) = try (Self.forecast(few), Self.forecast(many))
        let ratio = Double(many.sliceSteps) / Double(few.sliceSteps)
        #expect(abs(long.multislice / short.multislice - ratio) < 1e-9 * ratio)
        #expect(short.multislice > 0 && short.potentials > 0)
    }

    @Test("leaves out what is finished", arguments: [ProbeSimulation.Approximation.none, .coherentColumns])
    func finished(approximation: ProbeSimulation.Approximation) throws {
        let scan = try Self.scan(approximation, boundaries: 1)
        #expect(scan.blocks > 1)
        let whole = try Self.forecast(scan).multislice
        for blocks in 0...scan.blocks {
            let left = try Self.forecast(scan, finishedBlocks: blocks).multislice
            #expect(abs(left - whole * (1 - Double(blocks) / Double(scan.blocks))) < 1e-9 * whole)
        }
    }

    @Test("is nothing for plane waves through columns whose blocks are all finished, and more than that before")
    func columns() throws {
        let scan = try Self.scan(.columns, boundaries: 1)
        #expect(scan.directions > 1)
        #expect(try Self.forecast(scan).multislice > 0)
        #expect(try Self.forecast(scan, finishedBlocks: scan.blocks).multislice == 0)
    }
}
