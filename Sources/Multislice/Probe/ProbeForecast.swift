package import Arrays
internal import ComplexModule
internal import Quantities

extension ProbeSimulation: BeamSimulation {
    /// As with what is lost beyond the band limit, a share of the incident beam.
    private static let rimWorthSaying = 0.02

    package var conditions: StackSimulation { columns }

    package var warnings: [String] {
        guard approximation == .none, let rim = try? rimShare(), rim >= Self.rimWorthSaying else { return [] }
        let percent = (rim * 1000).rounded() / 10
        return [
            "\(percent) % of the probe's intensity comes to the outermost twentieth of the window, in vacuum; a larger probe.window holds more"
        ]
    }

    /// Times the slice step on the window's grid, and a potential; plane waves through columns are timed as such.
    package func forecast(
        within allowance: Double, finishedBlocks: Int, progress: Progress, now: @escaping @Sendable () -> Double
    ) throws -> SimulationForecast {
        let stack = try columns.forecast(within: allowance / 2, finishedBlocks: 0, progress: progress, now: now)
        let left = 1 - Double(min(finishedBlocks, blocks)) / Double(blocks)
        guard approximation != .columns else {
            return SimulationForecast(
                potentials: stack.potentials, multislice: stack.multislice * Double(directions) * left,
                memory: stack.memory, beams: stack.beams, sample: stack.sample)
        }
        return switch columns.precision {
        case .single:
            try forecast(as: Float.self, stack, left: left, within: allowance / 2, progress: progress, now: now)
        case .double:
            try forecast(as: Double.self, stack, left: left, within: allowance / 2, progress: progress, now: now)
        }
    }

    /// - Parameters:
    ///   - stack: of the columns.
    ///   - left: the share of the work that no checkpoint has.
    private func forecast<Scalar: FourierScalar>(
        as type: Scalar.Type, _ stack: SimulationForecast, left: Double, within allowance: Double, progress: Progress,
        now: () -> Double
    ) throws -> SimulationForecast {
        let step = try SliceStep.make(Scalar.self, grid: window.grid, bandLimit: columns.bandLimit)
        let start = now()
        let set = try columns.transmissions(
            of: SlicedCrystal(
                slices: [window.atoms(of: columns.crystals[0].slices[0])], sliceThickness: columns.sliceThickness),
            for: step)
        let potential = now() - start
        let seconds = try secondsOfStep(step, through: set[0], within: allowance, progress: progress, now: now)
        let isRandom = columns.scattering.isRandom
        let functions = isRandom ? depth : columns.crystals.reduce(0) { $0 + $1.slices.count } + inclinedSlices
        let made = isRandom ? displacedStacks * depth : functions
        let threads = Double(min(Threads.count, blocks))
        let bytes = set[0].storage.count * MemoryLayout<Complex<Scalar>>.stride
        return SimulationForecast(
            potentials: Double(made) * potential / threads * (isRandom ? left : 1),
            multislice: Double(sliceSteps) * seconds / threads * left, memory: (functions + 8 * Int(threads)) * bytes,
            beams: stack.beams, sample: stack.sample)
    }

    /// Mean seconds of a slice step on one thread.
    private func secondsOfStep<Scalar: FourierScalar>(
        _ step: any SliceStepping<Scalar>, through function: LaidOutTransmission<Scalar>, within allowance: Double,
        progress: Progress, now: () -> Double
    ) throws -> Double {
        let propagator = step.layOut(
            Propagator(
                grid: window.grid, wavelength: columns.electron.wavelength, sliceThickness: columns.sliceThickness,
                tilt: columns.tilts[0], bandLimit: columns.bandLimit))
        let (wave, tile) = (step.planeWave(), step.makeTile())
        let start = now()
        var count = 0
        while count < 4 || now() - start < allowance {
            try progress.checkCancellation()
            step.advance(wave, through: function, by: propagator, tile: tile)
            count += 1
        }
        return (now() - start) / Double(count)
    }
}
