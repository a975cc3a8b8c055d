import Arrays
import Multislice
import Quantities
import Specimens
import Testing

@Suite("Frozen phonons under a probe")
struct ProbePhononTests {
    private static func probe(
        _ approximation: ProbeSimulation.Approximation, configurations: Int?, semiAngle: Double = 1.5,
        cells: SIMD2<Int> = [1, 2], normal: SIMD3<Double>? = nil, azimuths: Int = 1,
        positions: [ProbeSimulation.Position] = [.lower, .boundary(units: 1), .upper], b: Double = 0.6,
        seed: UInt64 = 1
    ) throws -> ProbeSimulation {
        let bicrystal = try GaAsCase.bicrystal(b: b)
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: normal ?? bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 2), positions: positions,
            probe: ConvergentProbe(semiAngle: Angle(semiAngle, "mrad"), focus: Length(3.75, "nm"), position: .zero),
            cells: cells, approximation: approximation, instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(5, "mrad"), azimuths: azimuths)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2,
            scattering: ScatteringModel(thermalMotion: thermal(configurations)), seed: seed)
    }

    private static func thermal(_ configurations: Int?) -> ScatteringModel.ThermalMotion {
        configurations.map { .frozenPhonons(configurations: $0) } ?? .debyeWaller
    }

    private static func largest(_ a: BeamIntensities, _ b: BeamIntensities) -> Double {
        zip(a.intensity.elements, b.intensity.elements).map { Double(abs($0 - $1)) }.max() ?? 1
    }

    @Test(
        "atoms that hardly move give the intensities of atoms at rest",
        arguments: [
            ProbeSimulation.Approximation.none, .coherentColumns,
        ])
    func atRest(approximation: ProbeSimulation.Approximation) throws {
        let moving = try Self.probe(approximation, configurations: 2, b: 1e-9).run(progress: .none)
        let still = try Self.probe(approximation, configurations: nil, b: 1e-9).run(progress: .none)
        #expect(moving.beams == still.beams && Self.largest(moving, still) < 2e-5)
        let wide = try Self.probe(approximation, configurations: 2).run(progress: .none)
        #expect(Self.largest(wide, still) > 1e-3)
    }

    @Test(
        "a cone that only a plane wave fits into gives the frozen phonons of plane waves, configuration by configuration"
    )
    func planeWave() throws {
        let positions: [ProbeSimulation.Position] = [.lower, .boundary(units: 1), .upper]
        let probe = try Self.probe(
            .coherentColumns, configurations: 3, semiAngle: 0.4, cells: [1, 1], azimuths: 5, positions: positions)
        let found = try probe.run(progress: .none)
        let bicrystal = try GaAsCase.bicrystal(b: 0.6)
        let plane = try StackSimulation(
            crystals: [bicrystal.upper, bicrystal.lower],
            plan: StackPlan(
                [
                    [.init(crystal: 1, slices: 18)], [.init(crystal: 0, slices: 9), .init(crystal: 1, slices: 9)],
                    [.init(crystal: 0, slices: 18)],
                ], crystals: 2), unit: Length(3.74997, "nm"),
            instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(5, "mrad"), azimuths: 5)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: probe.reach,
            scattering: ScatteringModel(thermalMotion: Self.thermal(3))
        ).run(progress: .none)
        #expect(found.beams.count == plane.beams.count && found.intensity.rows == 3)
        #expect(Self.largest(found, plane) < 2e-6, "\(Self.largest(found, plane))")
    }

    @Test("a boundary across the beam is the same as columns that end there")
    func flat() throws {
        let inclined = try Self.probe(.none, configurations: 2, normal: [0, 1e-7, 1]).run(progress: .none)
        let columns = try Self.probe(.coherentColumns, configurations: 2).run(progress: .none)
        #expect(Self.largest(inclined, columns) < 2e-6)
    }

    @Test("the seed decides, and plane waves through columns are refused")
    func seeds() throws {
        let one = try Self.probe(.none, configurations: 1).run(progress: .none)
        #expect(try Self.largest(one, Self.probe(.none, configurations: 1).run(progress: .none)) == 0)
        #expect(try Self.largest(one, Self.probe(.none, configurations: 1, seed: 2).run(progress: .none)) > 1e-4)
        let refusal = #expect(throws: MultisliceError.self) { try Self.probe(.columns, configurations: 1) }
        #expect("\(refusal.map { "\($0)" } ?? "")".contains("scattering.thermal"))
    }
}
