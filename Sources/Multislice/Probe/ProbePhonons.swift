internal import Arrays
internal import Specimens

/// Frozen phonons under a probe. Every atom of the window moves on its own, so that no two of its slices are alike: each
/// position in each configuration is a stack of its own, with transmission functions that are held while its tilts go through.
extension ProbeSimulation {
    /// Stacks: positions in every configuration.
    var displacedStacks: Int { columns.scattering.configurations * positions.count }

    func displacedRun<Scalar: FourierScalar>(
        by step: any SliceStepping<Scalar>, _ progress: Progress, _ checkpoint: (any SimulationCheckpoint)?,
        _ communicator: any Communicator
    ) throws -> BeamIntensities? {
        let beams = BeamSelection(grid: window.grid, rows: step.rows, reach: reach)
        let tilts = columns.tilts
        let work = CheckpointedBlocks(
            count: blocks, values: beams.values(stacks: 1), progress: progress, checkpoint: checkpoint,
            communicator: communicator)
        let sets = (0..<displacedStacks).map { $0 * blocksOfTilts..<($0 + 1) * blocksOfTilts }
        let plan = try StackPlan([[StackPlan.Layer(crystal: 0, slices: depth)]], crystals: 1)
        try work.run(in: sets) { set in
            let atoms = displacedSlices(
                at: positions[set % positions.count], configuration: set / positions.count)
            let functions = try columns.transmissions(
                of: SlicedCrystal(slices: atoms, sliceThickness: columns.sliceThickness), for: step)
            let stack = StackPropagation(
                columns, plan: plan, step: step, crystals: [.init(set: functions)], probe: probe, reach: reach)
            return { block in
                let start = (block - sets[set].lowerBound) * StackSimulation.tiltsPerBlock
                return try stack.intensities(
                    of: tilts[start..<min(tilts.count, start + StackSimulation.tiltsPerBlock)],
                    progress: work.progress)
            }
        }
        return try work.gathered().map { blocks in
            let means = try positions.indices.map { position in
                let own = sets.indices.filter { $0 % positions.count == position }.flatMap { blocks[sets[$0]] }
                return try beams.average(
                    own, stacks: 1, tilts: columns.scattering.configurations * tilts.count)
            }
            return BeamIntensities(
                beams: beams, intensity: Matrix(means.map { $0.intensity.row(0) }), total: means.flatMap(\.total))
        }
    }

    /// The window's atoms at a position, slice by slice from the top down: on which side of the boundary an atom is, its mean
    /// place says. A crystal's displacements are the same at every position.
    private func displacedSlices(at position: Position, configuration: Int) -> [[PeriodicSlab.Atom]] {
        func moved(_ crystal: SlicedCrystal, _ name: String) -> [[PeriodicSlab.Atom]] {
            columns.scattering.crystal(
                SlicedCrystal(slices: crystal.slices.map(window.atoms), sliceThickness: crystal.sliceThickness),
                slices: depth, configuration: configuration, name: name, seed: columns.seed
            ).slices
        }
        switch position {
        case .upper: return moved(slices.upper, "A")
        case .lower: return moved(slices.lower, "B")
        case .boundary(let units):
            let (upper, lower, above) = (moved(slices.upper, "A"), moved(slices.lower, "B"), units * unit)
            guard approximation == .none else { return Array(upper[..<above] + lower[above...]) }
            let boundary = Double(above) * columns.sliceThickness
            return (0..<depth).map { slices.atoms(slice: $0, boundary: boundary, moved: (upper[$0], lower[$0])) }
        }
    }
}
