import Arrays
import Multislice
import Quantities
import Specimens
import Testing

@Suite("Stacks of layers")
struct StackPlanTests {
    typealias Layer = StackPlan.Layer

    /// Slice steps of stacks when every one is computed on its own.
    private static func apart(_ plan: StackPlan) -> Int {
        plan.stacks.reduce(0) { $0 + $1.reduce(0) { $0 + $1.slices } }
    }

    @Test("a line scan of 15 units of 9 slices costs 1215 slice steps, not 2160")
    func lineScanCost() throws {
        let plan = try StackPlan.lineScan(units: 15, slicesPerUnit: 9)
        #expect(plan.sliceSteps == 1215)
        #expect(Self.apart(plan) == 2160)
    }

    @Test("a thickness series costs no more than its thickest stack")
    func thicknessSeriesCost() throws {
        let plan = try StackPlan((1...137).map { [Layer(crystal: 0, slices: 2 * $0)] }, crystals: 1)
        #expect(plan.sliceSteps == 274)
        #expect(plan.depth == 274)
    }

    @Test("stacks that fork twice share both stems, whatever their order")
    func forks() throws {
        // Stem A 5; then B 5 for two, of which one goes on as A and one as B; the third stays A. A last one shares nothing.
        let stacks = [
            [Layer(crystal: 0, slices: 5), Layer(crystal: 1, slices: 5), Layer(crystal: 0, slices: 5)],
            [Layer(crystal: 0, slices: 5), Layer(crystal: 1, slices: 7)],
            [Layer(crystal: 0, slices: 9)],
            [Layer(crystal: 1, slices: 4)],
        ]
        let expected = 5 + 5 + 5 + 2 + 4 + 4
        #expect(try StackPlan(stacks, crystals: 2).sliceSteps == expected)
        #expect(try StackPlan(stacks.reversed(), crystals: 2).sliceSteps == expected)
    }

    @Test("equal stacks cost as much as one, and a layer may be written in parts")
    func equalStacks() throws {
        let plan = try StackPlan(
            [
                [Layer(crystal: 0, slices: 15)], [Layer(crystal: 0, slices: 15)],
                [Layer(crystal: 0, slices: 7), Layer(crystal: 0, slices: 8)],
            ], crystals: 1)
        #expect(plan.sliceSteps == 15)
    }

    @Test(
        "stacks without slices, of unknown crystals or of negative layers are refused",
        arguments: [
            [], [[]], [[Layer(crystal: 0, slices: 0)]], [[Layer(crystal: 2, slices: 1)]],
            [[Layer(crystal: 0, slices: -1)]],
        ])
    func refused(stacks: [[StackPlan.Layer]]) {
        #expect(throws: MultisliceError.self) { try StackPlan(stacks, crystals: 2) }
    }
}

@Suite("Simulations of stacks")
struct StackSimulationTests {
    typealias Layer = StackPlan.Layer

    private static func simulation(
        _ stacks: [[Layer]], grid: Discretization.Grid = .fixed(nx: 180, ny: 54),
        precision: Discretization.Precision = .double, illumination: Illumination? = nil, reach: Double = 1.2
    ) throws -> StackSimulation {
        let bicrystal = try GaAsCase.bicrystal()
        return try StackSimulation(
            crystals: [bicrystal.upper, bicrystal.lower], plan: StackPlan(stacks, crystals: 2),
            unit: Length(3.74997, "nm"), instrument: Instrument(energy: Energy(300, "kV")),
            illumination: illumination
                ?? Illumination(precession: Precession(angle: Angle(0, "mrad"), azimuths: 1)),
            discretization: Discretization(grid: grid, slicesPerUnit: 9, precision: precision), reach: reach)
    }

    private static func none() throws -> Precession { try Precession(angle: Angle(0, "mrad"), azimuths: 1) }

    @Test(
        "fifteen units of A written as two layers give the same bits as one",
        arguments: [Discretization.Precision.single, .double])
    func layersInParts(precision: Discretization.Precision) throws {
        let (units, slices) = (15, 9)
        let result = try Self.simulation(
            [
                [Layer(crystal: 0, slices: units * slices)],
                [Layer(crystal: 0, slices: 7 * slices), Layer(crystal: 0, slices: 8 * slices)],
                // This one keeps the two above from being one run: it forks off after seven units.
                [Layer(crystal: 0, slices: 7 * slices), Layer(crystal: 1, slices: 8 * slices)],
            ], precision: precision
        ).run(progress: .none)
        #expect(result.intensity.row(0) == result.intensity.row(1))
        #expect(result.intensity.row(0) != result.intensity.row(2))
        let alone = try Self.simulation([[Layer(crystal: 0, slices: units * slices)]], precision: precision)
            .run(progress: .none)
        #expect(alone.intensity.row(0) == result.intensity.row(0))
    }

    @Test("stacks computed together give the bits of each computed alone")
    func togetherAsAlone() throws {
        let stacks = [
            [Layer(crystal: 0, slices: 9), Layer(crystal: 1, slices: 9), Layer(crystal: 0, slices: 9)],
            [Layer(crystal: 1, slices: 18), Layer(crystal: 0, slices: 9)],
            [Layer(crystal: 0, slices: 9), Layer(crystal: 1, slices: 12)],
            [Layer(crystal: 0, slices: 9)],
        ]
        let together = try Self.simulation(stacks).run(progress: .none)
        for (index, stack) in stacks.enumerated() {
            let alone = try Self.simulation([stack]).run(progress: .none)
            #expect(alone.intensity.row(0) == together.intensity.row(index), "stack \(index)")
            #expect(alone.total[0] == together.total[index])
        }
    }

    /// Reciprocity: turning the specimen over changes no direct beam (row 5 of the physics checks).
    @Test("three layers have the direct beam of the same layers in reverse order")
    func reciprocity() throws {
        let unit = 9
        let result = try Self.simulation(
            [
                [
                    Layer(crystal: 0, slices: 8 * unit), Layer(crystal: 1, slices: 5 * unit),
                    Layer(crystal: 0, slices: 2 * unit),
                ],
                [
                    Layer(crystal: 0, slices: 2 * unit), Layer(crystal: 1, slices: 5 * unit),
                    Layer(crystal: 0, slices: 8 * unit),
                ],
                [
                    Layer(crystal: 0, slices: 5 * unit), Layer(crystal: 1, slices: 5 * unit),
                    Layer(crystal: 0, slices: 5 * unit),
                ],
            ], grid: .fixed(nx: 360, ny: 108)
        ).run(progress: .none)
        let direct = try #require(
            result.beams.kx.indices.first { result.beams.kx[$0] == 0 && result.beams.ky[$0] == 0 })
        let intensity = (0..<3).map { Double(result.intensity[$0, direct]) }
        #expect(abs(intensity[0] - intensity[1]) < 5e-4)
        #expect(abs(intensity[0] - intensity[2]) > 5e-3, "another order of thicknesses must tell")
    }

    @Test("a thickness series of one crystal agrees with the reference after every period to 1e-6")
    func thicknessSeries() throws {
        for zone in [SingleCrystalCase.Zone.z110, .z311] {
            let crystal = try SingleCrystalCase(zone)
            let grid = try crystal.grid
            let stored = crystal.beams(debyeWaller: true)
            let periods = try #require(stored["total"]).count
            let slices = crystal.sliced.slices.count
            let result = try StackSimulation(
                crystals: [crystal.slab],
                plan: StackPlan((1...periods).map { [Layer(crystal: 0, slices: $0 * slices)] }, crystals: 1),
                unit: Length(internalValue: crystal.slab.depth), instrument: Instrument(energy: Energy(300, "kV")),
                illumination: Illumination(precession: Self.none()),
                discretization: Discretization(
                    grid: .fixed(nx: grid.nx, ny: grid.ny), slicesPerUnit: slices, precision: .double),
                reach: 0.95 * grid.largestBandLimit
            ).run(progress: .none)
            try #require(result.intensity.rows == periods && periods > 30)
            var (worst, compared) = (0.0, 0)
            for (name, intensities) in stored {
                guard let order = crystal.order(of: name) else { continue }
                let (kx, ky) = (Double(order.u) / grid.lengthX, Double(order.v) / grid.lengthY)
                guard
                    let beam = result.beams.kx.indices.first(where: {
                        abs(result.beams.kx[$0] - kx) < 1e-9 && abs(result.beams.ky[$0] - ky) < 1e-9
                    })
                else { continue }
                compared += 1
                for (index, intensity) in intensities.enumerated() {
                    worst = max(worst, abs(Double(result.intensity[index, beam]) - intensity))
                }
            }
            #expect(compared == stored.count - 1, "every stored beam, and beside them the total")
            #expect(worst < 1e-6)
        }
    }

    @Test("a convergent beam is the mean of its tilts, each simulated on its own")
    func convergence() throws {
        let illumination = try Illumination(
            precession: Self.none(), semiAngle: Angle(1.5, "mrad"), samples: 5, seed: 3)
        let stack = [[Layer(crystal: 0, slices: 27)]]
        let whole = try Self.simulation(stack, illumination: illumination).run(progress: .none)
        let parts = try illumination.directions.map { direction in
            try Self.simulation(
                stack, illumination: Illumination(precession: Self.none(), misTilt: direction)
            ).run(progress: .none)
        }
        #expect(parts.count == 5)
        for beam in whole.beams.kx.indices {
            let mean = parts.reduce(0) { $0 + Double($1.intensity[0, beam]) } / 5
            #expect(abs(Double(whole.intensity[0, beam]) - mean) < 1e-6)
        }
        #expect(parts[0].intensity != parts[1].intensity)
    }

    /// Row 9 of the physics checks, with a mis-tilt of one step of the grid.
    @Test("a mis-tilt of one step of the reciprocal grid acts as a wave tilted by it")
    func misTilt() throws {
        let crystal = try SingleCrystalCase(.z311)
        let grid = try crystal.grid
        let wavelength = try GaAsCase.electron().wavelength
        let slices = 10 * crystal.sliced.slices.count
        let result = try StackSimulation(
            crystals: [crystal.slab], plan: StackPlan([[Layer(crystal: 0, slices: slices)]], crystals: 1),
            unit: Length(internalValue: crystal.slab.depth), instrument: Instrument(energy: Energy(300, "kV")),
            illumination: Illumination(precession: Self.none(), misTilt: [wavelength / grid.lengthX, 0]),
            discretization: Discretization(
                grid: .fixed(nx: grid.nx, ny: grid.ny), slicesPerUnit: crystal.sliced.slices.count, precision: .double),
            reach: 1.62
        ).run(progress: .none)
        let stack = try Stack<Double>(crystal.sliced, on: grid)
        let wave = stack.spectrum(
            after: slices, prism: try prism(order: 1, on: grid, bandLimit: stack.bandLimit))
        let untilted = stack.spectrum(after: slices)
        var (worst, change) = (0.0, 0.0)
        for beam in result.beams.kx.indices {
            let u = Int((result.beams.kx[beam] * grid.lengthX).rounded())
            let v = Int((result.beams.ky[beam] * grid.lengthY).rounded())
            worst = max(worst, abs(Double(result.intensity[0, beam]) - wave[u + 1, v]))
            change = max(change, abs(Double(result.intensity[0, beam]) - untilted[u, v]))
        }
        #expect(worst < 1e-3)
        #expect(change > 5e-3, "the mis-tilt must matter for the comparison to say anything")
    }
}
