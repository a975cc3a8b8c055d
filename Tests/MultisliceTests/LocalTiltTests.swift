import Arrays
import Multislice
import Quantities
import Specimens
import Testing

@Suite("Stacks of local tilts")
struct LocalTiltTests {
    typealias Layer = StackPlan.Layer

    private static let stacks = (0...3).map { k in
        [Layer(crystal: 0, slices: 9 * k), Layer(crystal: 1, slices: 9 * (3 - k))]
    }

    private static func run(
        _ plan: StackPlan, misTilt: SIMD2<Double> = .zero
    ) throws -> BeamIntensities {
        let bicrystal = try GaAsCase.bicrystal()
        return try StackSimulation(
            crystals: [bicrystal.upper, bicrystal.lower], plan: plan, unit: Length(3.74997, "nm"),
            instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(
                precession: Precession(angle: Angle(20, "mrad"), azimuths: 6), misTilt: misTilt),
            discretization: Discretization(grid: .fixed(nx: 180, ny: 54), slicesPerUnit: 9, precision: .double),
            reach: 1.2
        ).run(progress: .none)
    }

    @Test("a stack of a local tilt has the beams of the same stack in a beam of that mis-tilt")
    func equalsMisTilt() throws {
        let tilts: [SIMD2<Double>] = [[0, 0], [0.003, -0.001], [0, 0], [-0.006, 0.004]]
        let bent = try Self.run(StackPlan(Self.stacks, crystals: 2, localTilts: tilts))
        for (position, tilt) in tilts.enumerated() {
            let alone = try Self.run(StackPlan([Self.stacks[position]], crystals: 2), misTilt: tilt)
            let largest = zip(bent.intensity.row(position), alone.intensity.row(0)).map { abs($0 - $1) }.max() ?? 1
            #expect(largest < 1e-7, "position \(position): \(largest)")
            #expect(abs(bent.total[position] - alone.total[0]) < 1e-12)
        }
        // The comparison can fail: 6 mrad change a beam by far more.
        let flat = try Self.run(StackPlan(Self.stacks, crystals: 2))
        let change = zip(bent.intensity.row(3), flat.intensity.row(3)).map { abs($0 - $1) }.max() ?? 0
        #expect(change > 0.01)
        #expect(bent.intensity.row(0) == flat.intensity.row(0))
    }

    @Test("stacks share slice steps with stacks of the same tilt only")
    func cost() throws {
        let line = try StackPlan.lineScan(units: 15, slicesPerUnit: 9)
        let bend = try Bend(amount: Angle(12, "mrad")).tilts(positions: 16, boundaryNormal: [0.2, 0.8, 0.5])
        #expect(try StackPlan(line.stacks, crystals: 2, localTilts: bend).sliceSteps == 2160)
        let even = [SIMD2<Double>](repeating: [0.01, 0], count: 16)
        #expect(try StackPlan(line.stacks, crystals: 2, localTilts: even).sliceSteps == 1215)
        #expect(throws: MultisliceError.self) { try StackPlan(line.stacks, crystals: 2, localTilts: [.zero]) }
    }
}
