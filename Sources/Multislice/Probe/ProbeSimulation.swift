public import Arrays
internal import ComplexModule
internal import Quantities
public import Specimens

/// Precession electron diffraction with a converged probe, at positions across an inclined boundary between two crystals.
///
/// Patterns are kept on all frequencies of the window, so that a reflection is a disc of them. The same patterns come in two
/// approximations, on the same frequencies and from the same potentials.
public struct ProbeSimulation: Sendable {
    /// What a position is.
    public enum Approximation: String, Sendable, CaseIterable {
        /// The probe on the specimen with the inclined boundary in it.
        case none
        /// The probe on an infinitely wide stack, A over B: the specimen is taken for the same everywhere across the beam.
        case coherentColumns = "coherent-columns"
        /// Plane waves through the same stack, their intensities added: discs do not interfere where they overlap, either.
        case columns
    }

    /// What lies under the probe.
    public enum Position: Sendable, Equatable {
        case upper, lower
        /// The boundary, with so many units of crystal A above it.
        case boundary(units: Int)
    }

    public let approximation: Approximation
    public let probe: ConvergentProbe
    public let window: ProbeWindow
    /// The same positions as plane waves through stacks: the conditions, and what `columns` is made of.
    public let columns: StackSimulation
    /// How far |kx| and |ky| of the frequencies go that are kept, Å⁻¹.
    public let reach: Double
    package let slices: InclinedSlices
    let positions: [Position]
    /// Slices of a unit, and of the whole specimen.
    let unit: Int
    let depth: Int
    /// Of the specimen itself.
    private let plan: StackPlan

    /// - Parameters:
    ///   - cells: of the window, along x and y.
    ///   - illumination: precession and mis-tilt; the cone is the probe's.
    ///   - reach: of the discs' centres; discs are whole two radii further in.
    ///   - seed: where the displacements of frozen phonons come from.
    /// - Throws: `MultisliceError`, also for frozen phonons in the column approximation.
    public init(
        bicrystal: Bicrystal, boundary: InclinedBoundary, stack: LineScanStack, positions: [Position],
        probe: ConvergentProbe, cells: SIMD2<Int>, approximation: Approximation, instrument: Instrument,
        illumination: Illumination, discretization: Discretization, reach: Double,
        scattering: ScatteringModel = .standard, seed: UInt64 = 1
    ) throws(MultisliceError) {
        guard !scattering.isRandom || approximation != .columns else {
            throw .badProbe(
                key: "scattering.thermal", problem: "plane waves through columns have no frozen phonons",
                mend: "use debye-waller, or the approximation coherent-columns or none")
        }
        let (unit, depth) = (discretization.slicesPerUnit, stack.units * discretization.slicesPerUnit)
        let stacks = positions.map { position in
            let upper = Self.slicesOfA(position, unit: unit, of: depth)
            return [StackPlan.Layer(crystal: 0, slices: upper), StackPlan.Layer(crystal: 1, slices: depth - upper)]
        }
        columns = try StackSimulation(
            crystals: [bicrystal.upper, bicrystal.lower], plan: StackPlan(stacks, crystals: 2), unit: stack.unit,
            instrument: instrument,
            illumination: Illumination(precession: illumination.precession, misTilt: illumination.misTilt),
            discretization: discretization, reach: reach, scattering: scattering, seed: seed)
        window = try ProbeWindow(cells: cells, of: columns.grid)
        let radius = probe.radius(wavelength: columns.electron.wavelength)
        self.reach = reach - radius
        guard self.reach > 0 else { throw .reachBeyondBandLimit(reach: radius, bandLimit: reach) }
        self.approximation = approximation
        self.probe = probe
        self.positions = positions
        self.unit = unit
        self.depth = depth
        slices = InclinedSlices(
            upper: columns.crystals[0], lower: columns.crystals[1], boundary: boundary, window: window,
            probe: probe.position)
        plan = try Self.inclinedPlan(positions, reach: slices.reach, unit: unit, depth: depth)
    }

    private static func slicesOfA(_ position: Position, unit: Int, of depth: Int) -> Int {
        switch position {
        case .upper: depth
        case .lower: 0
        case .boundary(let units): units * unit
        }
    }

    /// Directions of plane waves that make up the probe.
    public var directions: Int {
        probe.directions(on: window.grid, wavelength: columns.electron.wavelength).count
    }

    /// Slice steps of the whole run.
    public var sliceSteps: Int {
        if columns.scattering.isRandom { return displacedStacks * depth * columns.tilts.count }
        return switch approximation {
        case .columns: columns.sliceSteps * directions
        case .coherentColumns: columns.sliceSteps
        case .none: plan.sliceSteps * columns.tilts.count
        }
    }

    /// The grid on which each slice step works.
    public var grid: ReciprocalGrid { approximation == .columns ? columns.grid : window.grid }

    /// Entries of a run's checkpoint.
    package var blocks: Int {
        if columns.scattering.isRandom { return displacedStacks * blocksOfTilts }
        return approximation == .columns ? directions : blocksOfTilts
    }

    var blocksOfTilts: Int {
        (columns.tilts.count + StackSimulation.tiltsPerBlock - 1) / StackSimulation.tiltsPerBlock
    }

    /// The beams that the crystals have together, middles of the discs that are whole, Å⁻¹.
    package var centres: [SIMD2<Double>] {
        let (grid, radius) = (columns.grid, probe.radius(wavelength: columns.electron.wavelength))
        let period =
            SharedPeriod.all(of: columns.crystals.flatMap(\.slices), lengthX: grid.lengthX, lengthY: grid.lengthY).first
            ?? .wholeCell
        let last = SIMD2(Int(((reach - radius) * grid.lengthX)), Int(((reach - radius) * grid.lengthY)))
        return (-last.x...last.x).flatMap { h in
            (-last.y...last.y).filter { (h * period.shift + $0) % period.order == 0 }.map { k in
                SIMD2(Double(h) / grid.lengthX, Double(k) / grid.lengthY)
            }
        }
    }

    /// Transmission functions of boundaries that cut the crystals in different places.
    var inclinedSlices: Int {
        guard approximation == .none else { return 0 }
        let places = Set(
            positions.compactMap { position in
                if case .boundary(let units) = position { units * unit % slices.period } else { nil }
            })
        return 2 * slices.reach * places.count
    }

    /// Layers of crystals 0 and 1, and of a crystal 2 + i around the boundary of position i.
    private static func inclinedPlan(
        _ positions: [Position], reach: Int, unit: Int, depth: Int
    ) throws(MultisliceError) -> StackPlan {
        try StackPlan(
            positions.enumerated().map { index, position in
                guard case .boundary(let units) = position else {
                    return [StackPlan.Layer(crystal: position == .upper ? 0 : 1, slices: depth)]
                }
                let (top, bottom) = (max(0, units * unit - reach), min(depth, units * unit + reach))
                return [
                    StackPlan.Layer(crystal: 0, slices: top),
                    StackPlan.Layer(crystal: 2 + index, slices: bottom - top),
                    StackPlan.Layer(crystal: 1, slices: depth - bottom),
                ]
            }, crystals: 2 + positions.count)
    }

    package func makePlans() throws {
        guard approximation != .columns else { return try columns.makePlans() }
        switch columns.precision {
        case .single: _ = try step(as: Float.self)
        case .double: _ = try step(as: Double.self)
        }
    }

    private func step<Scalar: FourierScalar>(as type: Scalar.Type) throws -> any SliceStepping<Scalar> {
        try SliceStep.make(type, grid: window.grid, bandLimit: columns.bandLimit)
    }

    /// Intensities on the window's frequencies at every position, averaged over the azimuths, by this process alone.
    ///
    /// - Parameter checkpoint: where finished blocks are kept, so that an interrupted run goes on.
    /// - Throws: `MultisliceError`, `FourierError`, `Cancelled`, or what the checkpoint throws.
    public func run(progress: Progress, checkpoint: (any SimulationCheckpoint)? = nil) throws -> BeamIntensities {
        try alone(progress: progress, checkpoint: checkpoint)
    }

    /// Intensities on the window's frequencies at every position, averaged over the azimuths.
    package func run(
        progress: Progress, checkpoint: (any SimulationCheckpoint)?, over communicator: any Communicator
    ) throws -> BeamIntensities? {
        defer { Allocator.handBack() }
        return switch columns.precision {
        case .single: try run(as: Float.self, progress, checkpoint, communicator)
        case .double: try run(as: Double.self, progress, checkpoint, communicator)
        }
    }

    private func run<Scalar: FourierScalar>(
        as type: Scalar.Type, _ progress: Progress, _ checkpoint: (any SimulationCheckpoint)?,
        _ communicator: any Communicator
    ) throws -> BeamIntensities? {
        try progress.report(0, "plans")
        func work(_ beams: BeamSelection) -> CheckpointedBlocks {
            CheckpointedBlocks(
                count: blocks, values: beams.values(stacks: positions.count), progress: progress,
                checkpoint: checkpoint, communicator: communicator)
        }
        if approximation == .columns {
            let parts = try ProbeColumns<Scalar>(self)
            return try parts.intensities(by: work(parts.beams))
        }
        let step = try step(as: type)
        if columns.scattering.isRandom { return try displacedRun(by: step, progress, checkpoint, communicator) }
        let beams = BeamSelection(grid: window.grid, rows: step.rows, reach: reach)
        let (work, tilts) = (work(beams), columns.tilts)
        try work.run(in: [0..<blocks]) { _ in
            let stack = try propagation(by: step)
            return { block in
                let start = block * StackSimulation.tiltsPerBlock
                return try stack.intensities(
                    of: tilts[start..<min(tilts.count, start + StackSimulation.tiltsPerBlock)],
                    progress: work.progress)
            }
        }
        return try work.gathered().map { try beams.average($0, stacks: positions.count, tilts: tilts.count) }
    }

    /// The window's transmission functions; boundaries that cut the crystals alike share theirs.
    private func propagation<Scalar: FourierScalar>(
        by step: any SliceStepping<Scalar>
    ) throws -> StackPropagation<Scalar> {
        func functions(of slices: [[PeriodicSlab.Atom]]) throws -> TransmissionSet<Scalar> {
            try columns.transmissions(
                of: SlicedCrystal(slices: slices, sliceThickness: columns.sliceThickness), for: step)
        }
        var crystals = try columns.crystals.map {
            StackPropagation.Functions(set: try functions(of: $0.slices.map(window.atoms)))
        }
        guard approximation == .none else {
            return StackPropagation(
                columns, plan: columns.plan, step: step, crystals: crystals, probe: probe, reach: reach)
        }
        var made: [Int: TransmissionSet<Scalar>] = [:]
        for position in positions {
            guard case .boundary(let units) = position else {
                crystals.append(crystals[0])  // No layer names it.
                continue
            }
            let place = units * unit % slices.period
            let set = try made[place] ?? functions(of: slices.slices(around: place))
            made[place] = set
            crystals.append(.init(set: set, offset: units * unit - slices.reach))
        }
        return StackPropagation(
            columns, plan: plan, step: step, crystals: crystals, probe: probe, reach: reach)
    }
}
