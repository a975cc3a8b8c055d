internal import Arrays
internal import ComplexModule
internal import Quantities

/// The machinery of a simulation in one precision: transmission functions of all crystals and the slice step.
struct StackPropagation<Scalar: FourierScalar>: Sendable {
    private let simulation: StackSimulation
    private let step: any SliceStepping<Scalar>
    /// For each crystal, its transmission functions by slice of the stack.
    private let crystals: [TransmissionSet<Scalar>]
    private let beams: BeamSelection

    /// - Parameter configuration: which of the frozen phonons, where there are any.
    init(_ simulation: StackSimulation, configuration: Int) throws {
        self.simulation = simulation
        let crystals = simulation.crystals(inConfiguration: configuration)
        let period = SharedPeriod(of: crystals.flatMap(\.slices), on: simulation.grid)
        let step = try SliceStep.make(
            Scalar.self, grid: simulation.grid, bandLimit: simulation.bandLimit, period: period)
        self.crystals = try crystals.map { crystal in
            try TransmissionSet(
                of: crystal, for: step, interactionConstant: simulation.interactionConstant,
                bandLimit: simulation.bandLimit, scattering: simulation.scattering)
        }
        beams = BeamSelection(grid: simulation.grid, rows: step.rows, reach: simulation.reach)
        self.step = step
        Allocator.handBack()  // What the potentials passed through.
    }

    private var stacks: Int { simulation.plan.stacks.count }
    /// Numbers in a block: for every stack all beams, and the total behind them.
    var valueCount: Int { stacks * (beams.count + 1) }

    /// Sums of intensities over some tilts.
    func intensities(of tilts: ArraySlice<BeamTilt>, progress: Progress) throws -> [Double] {
        var sum = [Double](repeating: 0, count: valueCount)
        let waves = (0..<simulation.plan.waves).map { _ in step.makeWave() }
        let tile = step.makeTile()
        for tilt in tilts {
            for group in simulation.plan.groups {
                let propagator = step.layOut(
                    Propagator(
                        grid: simulation.grid, wavelength: simulation.electron.wavelength,
                        sliceThickness: simulation.sliceThickness, tilt: simulation.tilt(tilt, on: group),
                        bandLimit: simulation.bandLimit))
                waves[0].copy(from: step.planeWave())
                for leg in group.itinerary.legs {
                    switch leg {
                    case .branch(let from, let to): waves[to].copy(from: waves[from])
                    case .advance(let wave, let crystal, let slices):
                        try progress.checkCancellation()
                        let functions = crystals[crystal]
                        for slice in slices {
                            step.advance(
                                waves[wave], through: functions[slice], by: propagator, tile: tile)
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

    /// The mean over all tilts of the blocks, added up in their order.
    ///
    /// - Throws: `MultisliceError.notNormalised` when the result carries more than the incident beam or is not finite.
    func average(_ blocks: [[Double]], tilts: Int) throws -> BeamIntensities {
        var sum = [Double](repeating: 0, count: valueCount)
        for block in blocks { for index in sum.indices { sum[index] += block[index] } }
        let width = beams.count + 1
        let total = (0..<stacks).map { sum[$0 * width + beams.count] / Double(tilts) }
        for value in total where !(value <= 1.001 && value > 0) { throw MultisliceError.notNormalised(total: value) }
        let intensity = (0..<stacks).map { stack in
            (0..<beams.count).map { Float(sum[stack * width + $0] / Double(tilts)) }
        }
        return BeamIntensities(beams: beams, intensity: Matrix(intensity), total: total)
    }
}
