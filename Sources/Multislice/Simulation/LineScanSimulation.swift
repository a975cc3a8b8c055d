public import Arrays
internal import ComplexModule
public import Quantities
public import Specimens
internal import Synchronization

/// Precession electron diffraction of a line scan over an inclined boundary: position k has k units of crystal A, the
/// upper one, and then n - k units of crystal B.
///
/// All stacks of a tilt are computed in one go. The wave goes through A once; at each boundary a copy leaves through B:
/// with 15 units of 9 slices 1215 slice steps instead of 16 × 135 = 2160.
public struct LineScanSimulation: Sendable {
    public let grid: ReciprocalGrid
    public let bandLimit: BandLimit
    /// Å.
    public let sliceThickness: Double
    public let electron: Electron
    public let tilts: [BeamTilt]
    public let units: Int
    public let slicesPerUnit: Int
    /// Largest |kx| and |ky| of the beams that are kept, Å⁻¹.
    public let reach: Double
    let interactionConstant: Double
    let upper: SlicedCrystal
    let lower: SlicedCrystal
    let precision: Discretization.Precision
    let scattering: ScatteringModel
    let seed: Seed

    /// - Parameter seed: where the displacements of frozen phonons come from.
    /// - Throws: `MultisliceError` when slices and crystals do not fit, the grid is too coarse for the reach, or the tilt too large.
    public init(
        bicrystal: Bicrystal, stack: LineScanStack, instrument: Instrument, precession: Precession,
        discretization: Discretization, reach: Double, scattering: ScatteringModel = .standard, seed: UInt64 = 1
    ) throws(MultisliceError) {
        electron = Electron(energy: instrument.energy)
        interactionConstant = electron.interactionConstant(instrument.interaction)
        let wavelength = electron.wavelength
        tilts = precession.tilts.map { BeamTilt(kx: $0.x / wavelength, ky: $0.y / wavelength) }
        units = stack.units
        slicesPerUnit = discretization.slicesPerUnit
        precision = discretization.precision
        let nominal = stack.unit.value / Double(discretization.slicesPerUnit)
        upper = try SlicedCrystal(bicrystal.upper, nominalThickness: nominal, name: "A")
        lower = try SlicedCrystal(bicrystal.lower, nominalThickness: nominal, name: "B")
        sliceThickness = upper.sliceThickness
        guard abs(lower.sliceThickness / sliceThickness - 1) < 1e-6 else {
            throw .incommensurateSlices(slice: sliceThickness, period: bicrystal.lower.depth, crystal: "B")
        }
        (grid, bandLimit) = try discretization.resolve(
            lengthX: bicrystal.upper.cellX, lengthY: bicrystal.upper.cellY)
        guard reach < bandLimit.frequency else {
            throw .reachBeyondBandLimit(reach: reach, bandLimit: bandLimit.frequency)
        }
        self.reach = reach
        self.scattering = scattering
        self.seed = Seed(seed)
    }

    /// Number of slice steps of a run: what its cost is made of.
    public var sliceSteps: Int {
        scattering.configurations * tilts.count * slicesPerUnit * (units + units * (units + 1) / 2)
    }

    /// Beam intensities at every position, averaged over the azimuths.
    ///
    /// - Parameter checkpoint: where finished blocks of tilts are kept, so that an interrupted run goes on.
    /// - Throws: `MultisliceError`, `FourierError`, `Cancelled`, or what the checkpoint throws.
    public func run(progress: Progress, checkpoint: (any SimulationCheckpoint)? = nil) throws -> BeamIntensities {
        switch precision {
        case .single: try run(as: Float.self, progress: progress, checkpoint: checkpoint)
        case .double: try run(as: Double.self, progress: progress, checkpoint: checkpoint)
        }
    }

    /// Tilts in a block: one task of the parallel loop and one entry of a checkpoint.
    static let tiltsPerBlock = 4

    private func run<Scalar: FourierScalar>(
        as type: Scalar.Type, progress: Progress, checkpoint: (any SimulationCheckpoint)?
    ) throws -> BeamIntensities {
        let blocksOfTilts = (tilts.count + Self.tiltsPerBlock - 1) / Self.tiltsPerBlock
        let runs = scattering.configurations * tilts.count
        let blocks = Mutex<[[Double]?]>(Array(repeating: nil, count: scattering.configurations * blocksOfTilts))
        let done = Mutex(0)
        var last: LineScanPropagation<Scalar>?
        for configuration in 0..<scattering.configurations {
            try progress.report(Double(configuration * tilts.count) / Double(runs), "potentials and plans")
            last = nil  // Lets the transmission functions of the configuration before go.
            let stack = try LineScanPropagation<Scalar>(self, configuration: configuration)
            try inFixedBlocks(blocksOfTilts) { block in
                let range = block * Self.tiltsPerBlock..<min(tilts.count, (block + 1) * Self.tiltsPerBlock)
                let number = configuration * blocksOfTilts + block
                let sum: [Double]
                if let stored = checkpoint?.load(block: number), stored.count == stack.valueCount {
                    sum = stored
                } else {
                    sum = try stack.intensities(of: tilts[range], progress: progress)
                    try checkpoint?.save(sum, block: number)
                }
                blocks.withLock { $0[number] = sum }
                let finished = done.withLock { count in
                    count += range.count
                    return count
                }
                try progress.report(Double(finished) / Double(runs), "multislice")
            }
            last = stack
        }
        guard let last else { throw MultisliceError.badConfigurations(scattering.configurations) }
        return try last.average(blocks.withLock { $0.compactMap { $0 } }, tilts: runs)
    }
}

/// Keeps finished blocks of tilts of an interrupted simulation.
public protocol SimulationCheckpoint: Sendable {
    /// The block's sums, or nil when it has not been finished.
    func load(block: Int) -> [Double]?
    func save(_ values: [Double], block: Int) throws
}

/// What a simulation gives: intensities with 1 for the incident beam.
public struct BeamIntensities: Sendable {
    public let beams: BeamSelection
    /// Scan position × beam.
    public let intensity: Matrix<Float>
    /// What of the incident beam is left within the band, at every position.
    public let total: [Double]
}
