import Arrays
import ComplexModule
import Multislice
import Quantities
import Specimens
import Testing

@Suite("Scans with a converged probe")
struct ProbeSimulationTests {
    /// Two units of 3.75 nm on a coarse grid; pure B, k = 0, 1 and 2, pure A.
    private static func scan(
        _ approximation: ProbeSimulation.Approximation, semiAngle: Double = 1.5, angle: Double = 0,
        position: SIMD2<Double> = .zero, normal: SIMD3<Double>? = nil, cells: SIMD2<Int> = [2, 6],
        positions: [ProbeSimulation.Position] = [
            .lower, .boundary(units: 0), .boundary(units: 1), .boundary(units: 2), .upper,
        ], b: Double? = nil
    ) throws -> ProbeSimulation {
        let bicrystal = try GaAsCase.bicrystal(b: b)
        return try ProbeSimulation(
            bicrystal: bicrystal, boundary: InclinedBoundary(normal: normal ?? bicrystal.boundaryNormal),
            stack: LineScanStack(unit: Length(3.74997, "nm"), units: 2),
            positions: positions,
            probe: ConvergentProbe(
                semiAngle: Angle(semiAngle, "mrad"), focus: Length(3.75, "nm"), position: position),
            cells: cells, approximation: approximation, instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(angle, "mrad"), azimuths: 2)),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9), reach: 1.2)
    }

    private static func largest(_ a: BeamIntensities, _ b: BeamIntensities, rows: [Int]) -> Double {
        rows.flatMap { row in zip(a.intensity.row(row), b.intensity.row(row)).map { Double(abs($0 - $1)) } }.max() ?? 1
    }

    // In a perfect crystal ψ̂(g + q) = A(q) ψ_g(q), ψ_g(q) being the plane wave's beam at the tilt q; where discs do not
    // overlap, every point of a disc has the plane wave's intensity. Those of one crystal, higher Laue zones among them, are
    // 1.51 nm⁻¹ apart: at 1.5 mrad they touch, at 1.4 mrad they do not.
    @Test("discs of a perfect crystal hold the plane waves' intensities, point by point", arguments: [0.0, 20])
    func perfectCrystal(angle: Double) throws {
        // The band limit cuts g + q in the one case and g in the other: atoms so hot that nothing gets there take that away.
        func scan(_ approximation: ProbeSimulation.Approximation) throws -> ProbeSimulation {
            try Self.scan(
                approximation, semiAngle: 1.4, angle: angle, cells: [1, 3], positions: [.upper, .boundary(units: 1)],
                b: 6)
        }
        let (probe, columns) = try (scan(.none), scan(.columns))
        #expect(probe.directions > 20)
        let (one, other) = try (probe.run(progress: .none), columns.run(progress: .none))
        #expect(one.beams.kx == other.beams.kx && one.beams.ky == other.beams.ky)
        #expect(Self.largest(one, other, rows: [0]) < 2e-6)
        #expect(zip(one.total, other.total).allSatisfy { abs($0 - $1) < 2e-4 && $0 < 1.00001 && $0 > 0.9 })
        // The boundary is felt.
        #expect(Self.largest(one, other, rows: [1]) > 1e-4)
    }

    @Test("a cone so narrow that it is one plane wave gives the line scan of plane waves")
    func planeWave() throws {
        let probe = try Self.scan(.coherentColumns, semiAngle: 0.1, angle: 20)
        #expect(probe.directions == 1)
        let (one, plane) = try (probe.run(progress: .none), probe.columns.run(progress: .none))
        for (beam, place) in zip(plane.beams.kx, plane.beams.ky).enumerated() where plane.intensity[2, beam] > 1e-6 {
            guard max(abs(place.0), abs(place.1)) < probe.reach else { continue }
            let found = one.beams.kx.indices.first {
                abs(one.beams.kx[$0] - place.0) < 1e-9 && abs(one.beams.ky[$0] - place.1) < 1e-9
            }
            let index = try #require(found)
            for row in 0..<5 { #expect(abs(one.intensity[row, index] - plane.intensity[row, beam]) < 2e-6) }
        }
    }

    @Test("a boundary across the beam is the stack of columns")
    func flatBoundary() throws {
        let flat = try Self.scan(.none, normal: [0, 1e-7, 1]).run(progress: .none)
        let columns = try Self.scan(.coherentColumns).run(progress: .none)
        #expect(Self.largest(flat, columns, rows: Array(0..<5)) < 1e-6)
    }

    // The lattice that both crystals have across the beam is oblique: (Lx, Ly)/6 is one of its vectors.
    @Test("a probe one lattice vector further sees the same, the boundary moved with it", arguments: [1.0, 6])
    func translated(steps: Double) throws {
        let bicrystal = try GaAsCase.bicrystal()
        let vector = SIMD2(bicrystal.cellX, bicrystal.cellY) * (steps / 6)
        func run(at position: SIMD2<Double>) throws -> BeamIntensities {
            try Self.scan(.none, angle: 10, position: position, cells: [1, 3]).run(progress: .none)
        }
        let here = try run(at: .zero)
        #expect(try Self.largest(here, run(at: vector), rows: Array(0..<5)) < 2e-6)
        #expect(try Self.largest(here, run(at: vector + [0.7, 0]), rows: [2]) > 2e-5)
    }

    @Test("a tilted probe crosses its focus in place and walks by tilt × distance elsewhere")
    func pivot() throws {
        let grid = try ReciprocalGrid(nx: 128, ny: 128, lengthX: 64, lengthY: 64)
        let wavelength = try GaAsCase.electron().wavelength
        let probe = try ConvergentProbe(semiAngle: Angle(3, "mrad"), focus: Length(20, "nm"), position: [30, 34])
        let tilt: SIMD2 = [0.02, -0.01]
        for (depth, x, y) in [(200.0, 30.0, 34.0), (0, 26, 36), (500, 36, 31)] {
            var field = Field<ReciprocalSpace, Double>(sizeX: 128, sizeY: 128)
            for component in probe.components(
                on: grid, wavelength: wavelength, tilt: BeamTilt(kx: tilt.x / wavelength, ky: tilt.y / wavelength),
                depth: depth)
            {
                field[component.x, component.y] = component.amplitude
            }
            let wave = try field.inverseFourierTransformed()
            let peak = try #require(
                wave.elements.indices.max { wave.elements[$0].lengthSquared < wave.elements[$1].lengthSquared })
            #expect(abs(Double(peak / 128) / 2 - x) <= 0.51 && abs(Double(peak % 128) / 2 - y) <= 0.51)
        }
    }

    @Test("a resumed run takes what is finished", arguments: [ProbeSimulation.Approximation.none, .columns])
    func resumed(approximation: ProbeSimulation.Approximation) throws {
        let scan = try Self.scan(approximation, semiAngle: 0.4, angle: 5, cells: [1, 2])
        let whole = try scan.run(progress: .none)
        let checkpoint = MemoryCheckpoint()
        _ = try scan.run(progress: .none, checkpoint: checkpoint)
        let saves = checkpoint.saves
        let again = try scan.run(progress: .none, checkpoint: checkpoint)
        #expect(checkpoint.saves == saves && saves > 0)
        #expect(again.intensity == whole.intensity)
    }

    @Test("a probe without a cone is refused")
    func refused() throws {
        #expect(throws: MultisliceError.self) { try ConvergentProbe(semiAngle: Angle(0, "mrad")) }
        #expect(throws: MultisliceError.self) { try Self.scan(.none, cells: [0, 6]) }
        #expect(throws: SpecimenError.self) { try InclinedBoundary(normal: [1, 2, 0]) }
    }
}
