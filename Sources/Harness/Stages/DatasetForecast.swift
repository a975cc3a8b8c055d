internal import Arrays
internal import Datasets
internal import Detection
internal import Formats
internal import FoundationEssentials
internal import Modelling
internal import Multislice
internal import Quantities
internal import Specimens

/// What making a dataset will take on this machine.
struct DatasetForecast {
    /// Scan y, scan x, detector y, detector x.
    var shape: [Int]
    var grid: [Int]?
    var tilts = 0
    var configurations = 0
    var sliceSteps = 0
    /// Whether the beams are in the cache.
    var isSimulated = false
    /// Parts of an unfinished simulation that are there, of so many.
    var finishedBlocks = 0
    var blocks = 0
    /// Wall time by part, s.
    var potentials = 0.0
    var multislice = 0.0
    var detector = 0.0
    /// Peak memory of the process, bytes.
    var memory = 0
    var warnings: [String] = []

    var seconds: Double { potentials + multislice + detector }
}

extension DatasetStage {
    /// How long the forecast measures the multislice, s; the detector takes a fraction of that again.
    private static let allowance = 1.0
    /// What the program holds before it begins: code, libraries, their tables.
    private static let programMemory = 46 << 20

    /// Times a second of the work that `dataset` would do, with the same cache and checkpoint.
    ///
    /// Nothing is kept but the plans of the transforms.
    /// - Throws: as `dataset`.
    func forecast(
        name: String, model: DatasetModel, modelFile: String, checkpoint: URL?, resume: Bool
    ) throws -> DatasetForecast {
        switch model.source {
        case .arrays(let arrays): try forecast(name: name, arrays: arrays, model: model)
        // Nothing is computed: the file is read.
        case .file(let measured):
            DatasetForecast(
                shape: try MeasuredData(model: measured, modelFile: modelFile).shape(), memory: Self.programMemory)
        case .crystals(let crystals):
            try Self.blaming(modelFile) {
                try forecast(
                    name: name, crystals: crystals, model: model, modelFile: modelFile, checkpoint: checkpoint,
                    resume: resume)
            }
        case .columns(let columns):
            try Self.blaming(modelFile) { try forecast(columns: columns, model: model, modelFile: modelFile) }
        }
    }

    /// Synthetic arrays take no simulation, so they are made, or a few of their lines.
    private func forecast(
        name: String, arrays: GaussianArraysModel, model: DatasetModel
    ) throws -> DatasetForecast {
        let lines = arrays.arrays.lines
        let line = 4 * arrays.arrays.abundances().columns * arrays.arrays.pixels.reduce(1, *)
        let made = min(lines, 2 * max(1, Self.probedPatterns / line))
        let clock = StageClock()
        let shape = try clock.measure {
            let dataset = arrays.arrays.scanned(lines: made).dataset(
                name: name, provenance: provenance(model, crystal: nil, warnings: []), apertures: arrays.apertures)
            try Self.writeAndForget(dataset, progress: progress)
            return dataset.shape
        }
        var forecast = DatasetForecast(shape: [lines, shape.scanX, shape.detectorY, shape.detectorX])
        forecast.detector = clock.seconds * Double(lines) / Double(made)
        // A block, the same as it is stored, HDF5's chunks, and the two patterns.
        let block = min(line * lines, 64 << 20)
        forecast.memory = Self.programMemory + 3 * block + 4 * 8 * shape.columnCount
        return forecast
    }

    private func forecast(
        name: String, crystals model: any CrystalModel, model whole: DatasetModel, modelFile: String, checkpoint: URL?,
        resume: Bool
    ) throws -> DatasetForecast {
        let setUp = StageClock()
        let (crystal, specimen, simulation) = try setUp.measure {
            let structures = try model.structures(modelFile: modelFile)
            let specimen = try model.specimen(of: structures)
            return (
                try fileDigest(of: whole, modelFile: modelFile), specimen,
                try model.beamSimulation(of: specimen, structures)
            )
        }
        let key = Self.beamsKey(model.beamsYAML, crystal: crystal)
        let detector = model.detector
        let positions = specimen.stacks.count + 2 * (model.pureCopies ?? 0)
        var forecast = DatasetForecast(shape: [1, positions, detector.rows, detector.columns])
        forecast.grid = [simulation.grid.nx, simulation.grid.ny]
        forecast.tilts = simulation.conditions.tilts.count
        forecast.configurations = simulation.conditions.scattering.configurations
        forecast.sliceSteps = simulation.sliceSteps
        forecast.blocks = simulation.blocks
        forecast.warnings = specimen.warnings + model.warnings(about: simulation.conditions) + simulation.warnings
        let pattern: Beams
        if let stored = cache.file(key) {
            forecast.isSimulated = true
            let beams = try BeamFile.read(stored, isOwn: true).beams
            pattern = Beams(
                ky: beams.ky, kx: beams.kx, intensity: Matrix([beams.intensity.row(0)]), labels: beams.labels)
        } else {
            if resume, let checkpoint {
                forecast.finishedBlocks = Checkpoint.finishedBlocks(beside: checkpoint, digest: key.digest)
            }
            let work = try measured(simulation, finishedBlocks: forecast.finishedBlocks)
            forecast.potentials = work.potentials
            forecast.multislice = work.multislice
            forecast.memory = work.memory
            pattern = Beams(
                ky: work.beams.ky, kx: work.beams.kx, intensity: Matrix([work.sample]),
                labels: zip(work.beams.kx, work.beams.ky).map { specimen.label($0, $1) })
        }
        forecast.potentials += setUp.seconds
        try add(detectorOf: model, for: pattern, members: specimen.members, to: &forecast)
        return forecast
    }

    /// Times a stretch of a simulation's own work.
    func measured(_ simulation: any BeamSimulation, finishedBlocks: Int) throws -> SimulationForecast {
        Plans.load(from: cache.root)
        let clock = ContinuousClock()
        let start = clock.now
        let work = try simulation.forecast(
            within: Self.allowance, finishedBlocks: finishedBlocks, progress: progress
        ) { start.duration(to: clock.now) / .seconds(1) }
        Plans.save(to: cache.root)
        return work
    }

    /// Adds what recording takes after the simulation, in time and memory.
    func add(
        detectorOf model: any SimulatedModel, for pattern: Beams, members: [String], to forecast: inout DatasetForecast
    ) throws {
        let positions = forecast.shape[0] * forecast.shape[1]
        let detector = model.detector
        forecast.detector = try secondsOfDetector(pattern, positions: positions, members: members, model)
        // Rendered, exposed and noise-free patterns, and a sensor's worth of double precision on every thread.
        let patterns = 3 * 4 * positions * detector.rows * detector.columns
        let sensors = Threads.count * 8 * detector.pixels[0] * detector.pixels[1]
        forecast.memory = Self.programMemory + max(forecast.memory, patterns + sensors)
    }

    /// Patterns of the probe of the detector take at least so much memory, bytes: as in the run, none of it is at hand yet.
    private static let probedPatterns = 16 << 20

    /// Recording and writing so many positions, from one and two small numbers of them.
    private func secondsOfDetector(
        _ pattern: Beams, positions: Int, members: [String], _ model: any SimulatedModel
    ) throws -> Double {
        let bytes = 4 * model.detector.rows * model.detector.columns
        let few = max(members.count, 2 * Threads.count, Self.probedPatterns / bytes)
        guard positions > 2 * few else {
            return try secondsOfDetector(pattern, rows: positions, members: members, model)
        }
        let (one, two) = try (
            secondsOfDetector(pattern, rows: few, members: members, model),
            secondsOfDetector(pattern, rows: 2 * few, members: members, model)
        )
        let each = max(0, two - one) / Double(few)
        return two + each * Double(positions - 2 * few)
    }

    private func secondsOfDetector(
        _ pattern: Beams, rows: Int, members: [String], _ model: any SimulatedModel
    ) throws -> Double {
        let clock = StageClock()
        try clock.measure {
            let scan = try Scan(
                beams: Beams(
                    ky: pattern.ky, kx: pattern.kx,
                    intensity: Matrix((0..<rows).map { _ in pattern.intensity.row(0) }), labels: pattern.labels),
                members: members,
                abundances: Matrix(
                    rows: members.count, columns: rows,
                    elements: members.indices.flatMap { member in (0..<rows).map { $0 == member ? 1.0 : 0 } }),
                thickness: [Double](repeating: 1, count: rows))
            let dataset = try model.record(
                scan, name: "probe", scanStep: 1,
                provenance: Provenance(model: "", digests: [:], seed: 0, versions: [:], warnings: []))
            try Self.writeAndForget(dataset, progress: progress)
        }
        return clock.seconds
    }

    private static func writeAndForget(_ dataset: Dataset, progress: Progress) throws {
        let name = "twinbench-\(UInt64.random(in: 0 ... .max)).hspy"
        let url = FileManager.default.temporaryDirectory.appending(path: name)
        defer { try? FileManager.default.removeItem(at: url) }
        try DatasetFile.write(dataset, to: url, progress: progress)
    }
}
