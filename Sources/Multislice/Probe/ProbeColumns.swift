internal import Arrays
internal import Quantities

/// The column approximation of a probe: each of its plane waves goes through the stack of the position by itself, and the
/// intensities of its beams are added at the frequencies g + q where the probe's discs have them.
struct ProbeColumns<Scalar: FourierScalar> {
    private let simulation: ProbeSimulation
    private let step: any SliceStepping<Scalar>
    private let directions: [ConvergentProbe.Direction]
    /// Of the columns.
    let beams: BeamSelection

    init(_ simulation: ProbeSimulation) throws {
        self.simulation = simulation
        step = try simulation.columns.step(as: Scalar.self)
        beams = BeamSelection(grid: step.grid, rows: step.rows, reach: simulation.columns.reach)
        directions = simulation.probe.directions(
            on: simulation.window.grid, wavelength: simulation.columns.electron.wavelength)
    }

    /// Intensities on the window's frequencies, at the root.
    ///
    /// - Throws: `MultisliceError`, `Cancelled`, or what the checkpoint throws.
    func intensities(by work: CheckpointedBlocks) throws -> BeamIntensities? {
        let (tilts, stacks) = (simulation.columns.tilts, simulation.columns.plan.stacks.count)
        try work.run(in: [0..<directions.count]) { [directions] _ in
            let stack = try StackPropagation(simulation.columns, configuration: 0, step: step)
            return { number in
                let q = directions[number]
                let turned = tilts.map { BeamTilt(kx: $0.kx + q.kx, ky: $0.ky + q.ky) }
                return try stack.intensities(of: turned[...], progress: work.progress)
            }
        }
        return try work.gathered().map { blocks in
            gathered(try blocks.map { try beams.average([$0], stacks: stacks, tilts: tilts.count) })
        }
    }

    /// The directions' beams at their places in the discs.
    private func gathered(_ parts: [BeamIntensities]) -> BeamIntensities {
        let window = simulation.window
        let kx = window.grid.kx
        let rows = kx.indices.filter { simulation.columns.bandLimit.contains(kx[$0]) }
        let places = BeamSelection(grid: window.grid, rows: rows, reach: simulation.reach)
        let indices = Dictionary(uniqueKeysWithValues: places.orders(on: window.grid).enumerated().map { ($1, $0) })
        let orders = beams.orders(on: simulation.columns.grid)
        let stacks = simulation.columns.plan.stacks.count
        var sum = [[Float]](repeating: [Float](repeating: 0, count: places.count), count: stacks)
        let share = 1 / Float(directions.count)
        for (q, part) in zip(directions, parts) {
            let shift = ReciprocalGrid.Order(of: q, on: window.grid)
            for (beam, order) in orders.enumerated() {
                let place = ReciprocalGrid.Order(
                    h: order.h * window.cells.x + shift.h, k: order.k * window.cells.y + shift.k)
                guard let index = indices[place] else { continue }
                for position in 0..<stacks { sum[position][index] += share * part.intensity[position, beam] }
            }
        }
        let total = (0..<stacks).map { position in
            parts.reduce(0) { $0 + $1.total[position] } / Double(parts.count)
        }
        return BeamIntensities(beams: places, intensity: Matrix(sum), total: total)
    }
}

extension ReciprocalGrid {
    /// A frequency as so many periods in each side of the grid.
    struct Order: Hashable {
        let h: Int
        let k: Int

        init(h: Int, k: Int) {
            self.h = h
            self.k = k
        }

        init(kx: Double, ky: Double, on grid: ReciprocalGrid) {
            h = Int((kx * grid.lengthX).rounded())
            k = Int((ky * grid.lengthY).rounded())
        }

        init(of direction: ConvergentProbe.Direction, on grid: ReciprocalGrid) {
            self.init(kx: direction.kx, ky: direction.ky, on: grid)
        }
    }
}

extension BeamSelection {
    func orders(on grid: ReciprocalGrid) -> [ReciprocalGrid.Order] {
        zip(kx, ky).map { ReciprocalGrid.Order(kx: $0, ky: $1, on: grid) }
    }
}
