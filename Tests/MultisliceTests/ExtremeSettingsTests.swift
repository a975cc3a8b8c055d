import Arrays
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

/// Settings at the ends of what is taken, against what the equations say of them.
@Suite(.serialized) struct ExtremeSettingsTests {
    /// Gold atoms in one plane of a cube of 4 Å, or none.
    static func cube(atoms: Int = 1) throws -> PeriodicSlab {
        let gold = try #require(Element(symbol: "Au"))
        let places: [SIMD3<Double>] = [[0, 0, 0], [2, 2, 0]]
        return PeriodicSlab(
            cellX: 4, cellY: 4, depth: 4, atoms: places.prefix(atoms).map { .init(position: $0, element: gold, b: 0.6) }
        )
    }

    static func simulation(
        _ slab: PeriodicSlab, units: Int, slices: Int, precision: Discretization.Precision, tilt: Double = 0
    ) throws -> StackSimulation {
        try StackSimulation(
            crystals: [slab], plan: StackPlan([[.init(crystal: 0, slices: units * slices)]], crystals: 1),
            unit: Length(0.4, "nm"), instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Precession(angle: Angle(tilt, "mrad"), azimuths: 4)),
            discretization: Discretization(
                grid: .fixed(nx: 32, ny: 32), slicesPerUnit: slices, precision: precision), reach: 2)
    }

    @Test("an empty cell lets the incident beam through", arguments: [Discretization.Precision.single, .double])
    func emptyCell(precision: Discretization.Precision) throws {
        let result = try Self.simulation(Self.cube(atoms: 0), units: 20, slices: 2, precision: precision, tilt: 20)
            .run(progress: .none)
        for beam in 0..<result.beams.count {
            let isDirect = result.beams.kx[beam] == 0 && result.beams.ky[beam] == 0
            #expect(abs(result.intensity[0, beam] - (isDirect ? 1 : 0)) < 1e-6)
        }
        #expect(abs(result.total[0] - 1) < 1e-6)
    }

    // Atoms of one plane a unit: however thin the slices, what the wave goes through is the same.
    @Test("slices without atoms only propagate, with an error of less than the rounding that is warned of")
    func thinSlices() throws {
        let (units, many) = (4, 2000)
        let slab = try Self.cube(atoms: 2)
        let exact = try Self.simulation(slab, units: units, slices: 1, precision: .double).run(progress: .none)
        let fine = try Self.simulation(slab, units: units, slices: many, precision: .double).run(progress: .none)
        let simulation = try Self.simulation(slab, units: units, slices: many, precision: .single)
        let rounded = try simulation.run(progress: .none)
        func deviation(_ found: BeamIntensities) -> Double {
            zip(exact.intensity.elements, found.intensity.elements).reduce(0) { max($0, Double(abs($1.0 - $1.1))) }
        }
        let diffracted = exact.total[0] - Double(exact.intensity.elements.max() ?? 0)
        #expect(diffracted > 0.1)
        // Beam intensities are kept in single precision.
        #expect(deviation(fine) < 1e-7)
        #expect(deviation(rounded) < simulation.roundingError)
        #expect(simulation.roundingError < 1e-3)
    }

    @Test("no invalid operation, division by zero or overflow goes into a simulation")
    func exceptions() throws {
        defer { Threads.count = 0 }
        Threads.count = 1
        for slab in [try Self.cube(atoms: 0), try Self.cube(atoms: 2)] {
            for precision in Discretization.Precision.allCases {
                let raised = try floatExceptions {
                    _ = try Self.simulation(slab, units: 3, slices: 4, precision: precision, tilt: 10)
                        .run(progress: .none)
                }
                #expect(raised == [])
            }
        }
    }

    @Test("repeated and on one, two or three threads a simulation gives the same bits")
    func repeatability() throws {
        defer { Threads.count = 0 }
        let bicrystal = try GaAsCase.simulation("10 mrad", azimuths: 13, precision: .single)
        var found: [BeamIntensities] = []
        for threads in [1, 2, 3, 3] {
            Threads.count = threads
            found.append(try bicrystal.run(progress: .none))
        }
        for other in found.dropFirst() {
            #expect(other.intensity == found[0].intensity && other.total == found[0].total)
        }
    }
}
