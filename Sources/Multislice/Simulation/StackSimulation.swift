public import Arrays
internal import ComplexModule
public import Quantities
public import Specimens

/// Precession electron diffraction of stacks of crystals that repeat over one cell, such as a line scan over an inclined
/// boundary or a thickness series.
///
/// All stacks of a tilt are computed in one go, and what they share from the top down once: a line scan of 15 units of 9
/// slices takes 1215 slice steps instead of 16 × 135 = 2160.
public struct StackSimulation: Sendable {
    public let plan: StackPlan
    public let grid: ReciprocalGrid
    public let bandLimit: BandLimit
    /// Å.
    public let sliceThickness: Double
    public let electron: Electron
    public let tilts: [BeamTilt]
    /// Largest |kx| and |ky| of the beams that are kept, Å⁻¹.
    public let reach: Double
    let interactionConstant: Double
    let crystals: [SlicedCrystal]
    let precision: Discretization.Precision
    package let scattering: ScatteringModel
    let seed: Seed

    /// - Parameters:
    ///   - crystals: the blocks that the plan's layers name, over one cell.
    ///   - unit: the thickness that has `discretization.slicesPerUnit` slices.
    ///   - seed: where the displacements of frozen phonons come from.
    /// - Throws: `MultisliceError` when slices and crystals do not fit or the grid is too coarse for the reach.
    public init(
        crystals slabs: [PeriodicSlab], plan: StackPlan, unit: Length, instrument: Instrument,
        illumination: Illumination, discretization: Discretization, reach: Double,
        scattering: ScatteringModel = .standard, seed: UInt64 = 1
    ) throws(MultisliceError) {
        electron = Electron(energy: instrument.energy)
        interactionConstant = electron.interactionConstant(instrument.interaction)
        let wavelength = electron.wavelength
        tilts = illumination.directions.map { BeamTilt(kx: $0.x / wavelength, ky: $0.y / wavelength) }
        precision = discretization.precision
        guard let first = slabs.first, slabs.count == plan.crystals else {
            throw .badStack(0, problem: "the plan is for \(plan.crystals) crystals, not \(slabs.count)")
        }
        let nominal = unit.value / Double(discretization.slicesPerUnit)
        var crystals: [SlicedCrystal] = []
        for (slab, name) in zip(slabs, Self.names(slabs.count)) {
            crystals.append(try SlicedCrystal(slab, nominalThickness: nominal, name: name))
        }
        sliceThickness = crystals[0].sliceThickness
        for (index, crystal) in crystals.enumerated() where abs(crystal.sliceThickness / sliceThickness - 1) >= 1e-6 {
            throw .incommensurateSlices(
                slice: sliceThickness, period: slabs[index].depth, crystal: Self.names(slabs.count)[index])
        }
        // Displaced atoms repeat nowhere, and FFTW's steps, double precision's, compute the whole cell.
        let isPeriodic = scattering.thermalMotion == .debyeWaller && precision == .single
        let periods =
            isPeriodic
            ? SharedPeriod.all(of: crystals.flatMap(\.slices), lengthX: first.cellX, lengthY: first.cellY)
            : [.wholeCell]
        (grid, bandLimit) = try discretization.resolve(
            lengthX: first.cellX, lengthY: first.cellY, periods: periods)
        guard reach < bandLimit.frequency else {
            throw .reachBeyondBandLimit(reach: reach, bandLimit: bandLimit.frequency)
        }
        self.crystals = crystals
        self.plan = plan
        self.reach = reach
        self.scattering = scattering
        self.seed = Seed(seed)
    }

    /// A line scan over an inclined boundary: position k has k units of crystal A, the upper one, and then n - k of B.
    ///
    /// - Throws: as for any stacks.
    public init(
        bicrystal: Bicrystal, stack: LineScanStack, instrument: Instrument, precession: Precession,
        discretization: Discretization, reach: Double, scattering: ScatteringModel = .standard, seed: UInt64 = 1
    ) throws(MultisliceError) {
        try self.init(
            crystals: [bicrystal.upper, bicrystal.lower],
            plan: .lineScan(units: stack.units, slicesPerUnit: discretization.slicesPerUnit), unit: stack.unit,
            instrument: instrument, illumination: Illumination(precession: precession),
            discretization: discretization, reach: reach, scattering: scattering, seed: seed)
    }

    /// A, B, C ... for messages.
    private static func names(_ count: Int) -> [String] {
        (0..<count).map { index in
            Unicode.Scalar(0x41 + index % 26).map { String($0) } ?? "\(index)"
        }
    }

    /// Number of slice steps of a run: what its cost is made of.
    public var sliceSteps: Int { scattering.configurations * tilts.count * plan.sliceSteps }

    /// The crystals that transmission functions are made from: with frozen phonons, their atoms displaced.
    func crystals(inConfiguration configuration: Int) -> [SlicedCrystal] {
        zip(crystals, Self.names(crystals.count)).map { crystal, name in
            scattering.crystal(crystal, slices: plan.depth, configuration: configuration, name: name, seed: seed)
        }
    }

    /// The thickest stack, Å.
    public var thickness: Double { Double(plan.depth) * sliceThickness }

    /// The phase (rad) that the parabolic propagator leaves out at the largest tilt, through the thickest stack.
    public var parabolicPhaseError: Double {
        let largest = tilts.map { ($0.kx * $0.kx + $0.ky * $0.ky).squareRoot() }.max() ?? 0
        return ParabolicPropagation.phaseError(
            tilt: largest * electron.wavelength + plan.largestTilt, thickness: thickness, electron: electron)
    }

    /// How far rounding may move a beam's intensity behind the thickest stack, as a share of the incident beam: in single
    /// precision half a unit in the last place for each slice, more than was measured; nothing worth saying in double.
    public var roundingError: Double {
        precision == .single ? Double(plan.depth) * Double(Float.ulpOfOne) / 2 : 0
    }

    /// The tilt of the beam in one direction of the illumination on stacks that are tilted themselves.
    func tilt(_ direction: BeamTilt, on group: StackPlan.TiltGroup) -> BeamTilt {
        guard group.tilt != .zero else { return direction }
        let (x, y) = (group.tilt.x / electron.wavelength, group.tilt.y / electron.wavelength)
        return BeamTilt(kx: direction.kx + x, ky: direction.ky + y)
    }

    package func makePlans() throws {
        switch precision {
        case .single: _ = try step(as: Float.self)
        case .double: _ = try step(as: Double.self)
        }
    }

    /// Beam intensities behind every stack, averaged over the tilts, by this process alone.
    ///
    /// - Parameter checkpoint: where finished blocks of tilts are kept, so that an interrupted run goes on.
    /// - Throws: `MultisliceError`, `FourierError`, `Cancelled`, or what the checkpoint throws.
    public func run(progress: Progress, checkpoint: (any SimulationCheckpoint)? = nil) throws -> BeamIntensities {
        try alone(progress: progress, checkpoint: checkpoint)
    }

    /// Beam intensities behind every stack, averaged over the tilts.
    package func run(
        progress: Progress, checkpoint: (any SimulationCheckpoint)?, over communicator: any Communicator
    ) throws -> BeamIntensities? {
        // Transmission functions take up most of the memory: what comes next shall have it.
        defer { Allocator.handBack() }
        return switch precision {
        case .single: try run(as: Float.self, progress, checkpoint, communicator)
        case .double: try run(as: Double.self, progress, checkpoint, communicator)
        }
    }

    /// Tilts in a block: one task of the parallel loop and one entry of a checkpoint.
    static let tiltsPerBlock = 4

    /// Blocks of tilts in each configuration.
    var blocksOfTilts: Int { (tilts.count + Self.tiltsPerBlock - 1) / Self.tiltsPerBlock }

    /// Blocks of tilts in the whole run: entries of its checkpoint.
    package var blocks: Int { scattering.configurations * blocksOfTilts }

    private func run<Scalar: FourierScalar>(
        as type: Scalar.Type, _ progress: Progress, _ checkpoint: (any SimulationCheckpoint)?,
        _ communicator: any Communicator
    ) throws -> BeamIntensities? {
        try progress.report(0, "plans")
        let step = try step(as: type)
        let beams = BeamSelection(grid: grid, rows: step.rows, reach: reach)
        let stacks = plan.stacks.count
        let work = CheckpointedBlocks(
            count: blocks, values: beams.values(stacks: stacks), progress: progress, checkpoint: checkpoint,
            communicator: communicator)
        let sets = (0..<scattering.configurations).map { $0 * blocksOfTilts..<($0 + 1) * blocksOfTilts }
        try work.run(in: sets) { configuration in
            let stack = try StackPropagation(self, configuration: configuration, step: step)
            return { block in
                let start = (block - sets[configuration].lowerBound) * Self.tiltsPerBlock
                return try stack.intensities(
                    of: tilts[start..<min(tilts.count, start + Self.tiltsPerBlock)], progress: work.progress)
            }
        }
        return try work.gathered().map {
            try beams.average($0, stacks: stacks, tilts: scattering.configurations * tilts.count)
        }
    }
}

/// What a simulation gives: intensities with 1 for the incident beam.
public struct BeamIntensities: Sendable {
    public let beams: BeamSelection
    /// Stack × beam.
    public let intensity: Matrix<Float>
    /// What of the incident beam is left within the band, behind every stack.
    public let total: [Double]
}
