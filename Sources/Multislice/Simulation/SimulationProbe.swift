internal import Arrays
internal import ComplexModule
internal import Quantities
internal import Specimens
internal import Synchronization

/// Times pieces of a simulation in one precision.
struct SimulationProbe<Scalar: FourierScalar> {
    private let simulation: StackSimulation
    private let progress: Progress
    private let now: @Sendable () -> Double
    /// Those of the first configuration, and how long it took to find their places and their period.
    private let crystals: [SlicedCrystal]
    private let preparation: Double
    private let step: any SliceStepping<Scalar>
    private let beams: BeamSelection

    init(_ simulation: StackSimulation, progress: Progress, now: @escaping @Sendable () -> Double) throws {
        self.simulation = simulation
        self.progress = progress
        self.now = now
        let start = now()
        crystals = simulation.crystals(inConfiguration: 0)
        let period = SharedPeriod(of: crystals.flatMap(\.slices), on: simulation.grid)
        preparation = now() - start
        step = try SliceStep.make(Scalar.self, grid: simulation.grid, bandLimit: simulation.bandLimit, period: period)
        beams = BeamSelection(grid: simulation.grid, rows: step.rows, reach: simulation.reach)
    }

    func forecast(within allowance: Double, finishedBlocks: Int) throws -> SimulationForecast {
        var potentials = preparation
        var functions: [LaidOutTransmission<Scalar>] = []
        for crystal in crystals {
            let (made, seconds) = try self.potentials(of: crystal, within: allowance / 2 / Double(crystals.count))
            functions += made
            potentials += seconds
        }
        let pace = try self.pace(through: functions, within: allowance / 2)
        let (configurations, tilts) = (simulation.scattering.configurations, simulation.tilts.count)
        let ofTilt =
            Double(simulation.plan.sliceSteps) * pace.step + Double(simulation.plan.groups.count) * pace.propagator
            + Double(simulation.plan.stacks.count) * pace.spectrum
        // The last block of a configuration may keep one thread busy alone.
        let blocks = (simulation.blocksOfTilts + pace.workers - 1) / pace.workers
        let busiest = Double(min(tilts, blocks * StackSimulation.tiltsPerBlock))
        let share = 1 - Double(min(finishedBlocks, simulation.blocks)) / Double(simulation.blocks)
        return SimulationForecast(
            potentials: Double(configurations) * potentials,
            multislice: Double(configurations) * ofTilt * max(Double(tilts) / pace.parallelism, busiest) * share,
            memory: memory(workers: pace.workers, functionCount: functions[0].storage.count),
            beams: beams, sample: pace.sample)
    }

    /// Transmission functions of the first slices, and how long those of all slices will take.
    ///
    /// Twice as many are made each time; what the last doubling took more is what further slices take, so that the
    /// envelopes, made once, and the first use of everything do not count for every slice.
    private func potentials(
        of crystal: SlicedCrystal, within allowance: Double
    ) throws -> (made: [LaidOutTransmission<Scalar>], seconds: Double) {
        let all = crystal.slices.count
        var (count, before) = (min(Threads.count, all), 0.0)
        while true {
            try progress.checkCancellation()
            let start = now()
            let set = try TransmissionSet(
                of: SlicedCrystal(slices: Array(crystal.slices.prefix(count)), sliceThickness: crystal.sliceThickness),
                for: step, interactionConstant: simulation.interactionConstant, bandLimit: simulation.bandLimit,
                scattering: simulation.scattering)
            let seconds = now() - start
            if count == all || seconds > allowance || (seconds > allowance / 2 && before > 0) {
                let more = max(0, seconds - before) / Double(before > 0 ? count / 2 : count)
                return ((0..<count).map { set[$0] }, seconds + more * Double(all - count))
            }
            (count, before) = (min(all, 2 * count), seconds)
        }
    }

    /// Seconds that one thread takes for each piece of work while all threads are at it.
    private struct Pace {
        var step = 0.0
        var propagator = 0.0
        var spectrum = 0.0
        var workers = 1
        /// How many of the workers really ran side by side.
        var parallelism = 1.0
        var sample: [Float] = []
    }

    private func pace(
        through made: [LaidOutTransmission<Scalar>], within allowance: Double
    ) throws -> Pace {
        let functions = likeInTheRun(made)
        let workers = min(Threads.count, simulation.blocksOfTilts)
        let total = Mutex((pace: Pace(), busy: 0.0))
        let start = now()
        try inFixedBlocks(workers) { worker in
            let (wave, exit, tile) = (step.makeWave(), step.makeWave(), step.makeTile())
            let (entrance, depth) = (step.planeWave(), simulation.plan.depth)
            exit.copy(from: entrance)
            let begun = now()
            var propagator = layOutPropagator(worker)
            let ofPropagator = try mean(within: allowance / 10) { _ in propagator = layOutPropagator(worker) }
            // No further than the stack is deep: an absorber leaves nothing of a wave in the end, and a band limit may let it grow.
            let ofStep = try mean(within: allowance * 8 / 10) { index in
                if index % depth == 0 {
                    if index > 0 { exit.copy(from: wave) }
                    wave.copy(from: entrance)
                }
                step.advance(wave, through: functions[index % functions.count], by: propagator, tile: tile)
            }
            var values = [Double](repeating: 0, count: beams.count)
            let ofSpectrum = try mean(within: allowance / 10) { _ in
                let spectrum = step.spectrum(of: exit)
                for (beam, offset) in beams.offsets.enumerated() {
                    values[beam] = Double(spectrum[offset].lengthSquared)
                }
            }
            let busy = now() - begun
            total.withLock { total in
                total.pace.step += ofStep / Double(workers)
                total.pace.propagator += ofPropagator / Double(workers)
                total.pace.spectrum += ofSpectrum / Double(workers)
                total.pace.sample = values.map { Float($0) }
                total.busy += busy
            }
        }
        let elapsed = now() - start
        return total.withLock { total in
            var pace = total.pace
            pace.workers = workers
            pace.parallelism = max(1, total.busy / elapsed)
            return pace
        }
    }

    private func layOutPropagator(_ worker: Int) -> LaidOutPropagator<Scalar> {
        step.layOut(
            Propagator(
                grid: simulation.grid, wavelength: simulation.electron.wavelength,
                sliceThickness: simulation.sliceThickness, tilt: simulation.tilts[worker % simulation.tilts.count],
                bandLimit: simulation.bandLimit))
    }

    /// Mean seconds of `body`, repeated for as long as allowed.
    private func mean(within allowance: Double, _ body: (_ index: Int) -> Void) throws -> Double {
        let start = now()
        var (count, elapsed) = (0, 0.0)
        while elapsed < allowance || count == 0 {
            try progress.checkCancellation()
            for index in count..<count + 4 { body(index) }
            count += 4
            elapsed = now() - start
        }
        return elapsed / Double(count)
    }

    /// As many functions as the run reads in turn, or enough to be more than any cache holds: copies of those at hand.
    private func likeInTheRun(_ made: [LaidOutTransmission<Scalar>]) -> [LaidOutTransmission<Scalar>] {
        let bytes = made[0].storage.count * MemoryLayout<Complex<Scalar>>.stride
        let wanted = min(crystals.reduce(0) { $0 + $1.slices.count }, max(made.count, (128 << 20) / bytes))
        return made
            + (made.count..<max(wanted, made.count)).map { index in
                let copy = AlignedBuffer<Complex<Scalar>>(count: made[0].storage.count, repeating: .zero)
                copy.copy(from: made[index % made.count].storage)
                return LaidOutTransmission(storage: copy)
            }
    }

    /// What a potential passes through: a dozen complex fields in double precision on every thread, bytes.
    private var potentials: Int {
        let slices = crystals.reduce(0) { $0 + $1.slices.count }
        return min(Threads.count, slices) * 12 * 16 * simulation.grid.nx * simulation.grid.ny
    }

    /// Bytes: what stays during the run, and the larger of what potentials and what waves take on top of it.
    private func memory(workers: Int, functionCount: Int) -> Int {
        let scalar = MemoryLayout<Complex<Scalar>>.stride
        let slices = crystals.reduce(0) { $0 + $1.slices.count }
        let atoms = crystals.reduce(0) { $0 + $1.slices.reduce(0) { $0 + $1.count } }
        let values = 8 * simulation.plan.stacks.count * (beams.count + 1)
        let wave = step.makeWave().storage.count * scalar
        let kept =
            slices * functionCount * scalar + atoms * MemoryLayout<PeriodicSlab.Atom>.stride + (simulation.blocks + 2)
            * values
        let spectrum = 2 * step.rows.count * simulation.grid.ny * scalar
        let waves = workers * ((simulation.plan.waves + 2) * wave + spectrum + values)
        return kept + max(potentials, waves)
    }
}
