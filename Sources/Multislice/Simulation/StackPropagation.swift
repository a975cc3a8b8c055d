internal import Arrays
internal import ComplexModule
internal import Quantities

/// The machinery of a simulation in one precision: transmission functions of all crystals and the slice step.
struct StackPropagation<Scalar: FourierScalar>: Sendable {
    /// Transmission functions of a crystal; the first of them belongs to slice `offset` of a stack.
    struct Functions: Sendable {
        let set: TransmissionSet<Scalar>
        var offset = 0
    }

    private let simulation: StackSimulation
    private let plan: StackPlan
    private let step: any SliceStepping<Scalar>
    /// For each crystal that the plan's layers name.
    private let crystals: [Functions]
    /// What comes in from above; nil for a plane wave.
    private let probe: ConvergentProbe?
    let beams: BeamSelection

    /// - Parameter configuration: which of the frozen phonons, where there are any.
    init(_ simulation: StackSimulation, configuration: Int, step: any SliceStepping<Scalar>) throws {
        let crystals = simulation.crystals(inConfiguration: configuration)
        self.init(
            simulation, plan: simulation.plan, step: step,
            crystals: try crystals.map { Functions(set: try simulation.transmissions(of: $0, for: step)) },
            reach: simulation.reach)
    }

    /// - Parameters:
    ///   - simulation: the conditions; its grid, plan and crystals do not count.
    ///   - reach: largest |kx| and |ky| of the beams that are kept, Å⁻¹.
    init(
        _ simulation: StackSimulation, plan: StackPlan, step: any SliceStepping<Scalar>, crystals: [Functions],
        probe: ConvergentProbe? = nil, reach: Double
    ) {
        self.simulation = simulation
        self.plan = plan
        self.step = step
        self.crystals = crystals
        self.probe = probe
        beams = BeamSelection(grid: step.grid, rows: step.rows, reach: reach)
        Allocator.handBack()  // What the potentials passed through.
    }

    /// Sums of intensities over some tilts.
    func intensities(of tilts: ArraySlice<BeamTilt>, progress: Progress) throws -> [Double] {
        let wavelength = simulation.electron.wavelength
        var sum = [Double](repeating: 0, count: beams.values(stacks: plan.stacks.count))
        let waves = (0..<plan.waves).map { _ in step.makeWave() }
        let tile = step.makeTile()
        for tilt in tilts {
            for group in plan.groups {
                let tilt = simulation.tilt(tilt, on: group)
                let propagator = step.layOut(
                    Propagator(
                        grid: step.grid, wavelength: wavelength, sliceThickness: simulation.sliceThickness, tilt: tilt,
                        bandLimit: simulation.bandLimit))
                let entrance = probe?.components(on: step.grid, wavelength: wavelength, tilt: tilt)
                waves[0].copy(from: entrance.map(step.wave) ?? step.planeWave())
                for leg in group.itinerary.legs {
                    switch leg {
                    case .branch(let from, let to): waves[to].copy(from: waves[from])
                    case .advance(let wave, let crystal, let slices):
                        try progress.checkCancellation()
                        let functions = crystals[crystal]
                        for slice in slices {
                            step.advance(
                                waves[wave], through: functions.set[slice - functions.offset], by: propagator,
                                tile: tile)
                        }
                    case .exit(let wave, let stack):
                        add(step.spectrum(of: waves[wave]), to: &sum, at: stack * (beams.count + 1))
                    }
                }
            }
        }
        return sum
    }

    private func add(_ spectrum: [Complex<Scalar>], to sum: inout [Double], at start: Int) {
        for (beam, offset) in beams.offsets.enumerated() {
            sum[start + beam] += Double(spectrum[offset].lengthSquared)
        }
        sum[start + beams.count] += spectrum.reduce(0.0) { $0 + Double($1.lengthSquared) }
    }
}

extension BeamSelection {
    /// Numbers in a block of tilts: for every stack all beams, and the total behind them.
    func values(stacks: Int) -> Int { stacks * (count + 1) }

    /// The mean over all tilts of the blocks, added up in their order.
    ///
    /// - Throws: `MultisliceError.notNormalised` when the result carries more than the incident beam or is not finite.
    func average(_ blocks: [[Double]], stacks: Int, tilts: Int) throws -> BeamIntensities {
        var sum = [Double](repeating: 0, count: values(stacks: stacks))
        for block in blocks { for index in sum.indices { sum[index] += block[index] } }
        let width = count + 1
        let total = (0..<stacks).map { sum[$0 * width + count] / Double(tilts) }
        for value in total where !(value <= 1.001 && value > 0) { throw MultisliceError.notNormalised(total: value) }
        let intensity = (0..<stacks).map { stack in
            (0..<count).map { Float(sum[stack * width + $0] / Double(tilts)) }
        }
        return BeamIntensities(beams: self, intensity: Matrix(intensity), total: total)
    }
}

extension StackSimulation {
    /// The slice step of every configuration: atoms that are displaced repeat nowhere in any of them.
    func step<Scalar: FourierScalar>(as type: Scalar.Type) throws -> any SliceStepping<Scalar> {
        let period = SharedPeriod(of: crystals(inConfiguration: 0).flatMap(\.slices), on: grid)
        return try SliceStep.make(type, grid: grid, bandLimit: bandLimit, period: period)
    }

    /// The transmission functions of slices under the simulation's conditions.
    func transmissions<Scalar: FourierScalar>(
        of crystal: SlicedCrystal, for step: any SliceStepping<Scalar>
    ) throws -> TransmissionSet<Scalar> {
        try TransmissionSet(
            of: crystal, for: step, interactionConstant: interactionConstant, bandLimit: bandLimit,
            scattering: scattering)
    }
}
