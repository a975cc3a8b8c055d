internal import Arrays
public import FoundationEssentials
internal import Modelling

extension Workbench {
    /// What a simulation would take, on this machine and with what is there already.
    public struct SimulationPlan: Codable, Sendable {
        public var dataset: String
        /// Scan y, scan x, detector y, detector x.
        public var shape: [Int]
        /// Points of the wave along x and y; nil where nothing is simulated.
        public var grid: [Int]?
        /// Directions of the beam, those of a convergent one among them.
        public var tilts: Int
        /// Configurations of frozen phonons; 1 without.
        public var configurations: Int
        public var sliceSteps: Int
        public var threads: Int
        /// Whether the beams are in the cache, so that only the detector is left to do.
        public var beamsCached: Bool
        /// Parts of an unfinished simulation beside the output that `resume` goes on from, of how many.
        public var finishedBlocks: Int
        public var blocks: Int
        /// Wall time, s, in all and by part.
        public var seconds: Double
        public var secondsOfPotentials: Double
        public var secondsOfMultislice: Double
        public var secondsOfDetector: Double
        /// Peak memory of the process, bytes.
        public var memory: Int
        public var warnings: [String]
    }

    /// What `simulate` with the same arguments would take, from a second of its work. Nothing is written but the plans of
    /// the transforms, into the cache.
    ///
    /// - Parameter output: where the dataset would go; nil for nowhere yet.
    /// - Throws: as `simulate`.
    public func plan(model file: String, settings: [String], output: URL?, resume: Bool) throws -> SimulationPlan {
        let overrides = try settings.map { try Override(argument: $0) }
        let model = try DatasetModel(file: file, overrides: overrides)
        if let output {
            try Folder.requireWritable(for: output, apartFrom: [URL(filePath: file)])
            try Self.requireName(of: output)
        }
        let name = URL(filePath: file).deletingPathExtension().lastPathComponent
        reporter.begin("measuring \(name)")
        let forecast: DatasetForecast
        do {
            forecast = try DatasetStage(cache: cache, progress: reporter.progress)
                .forecast(name: name, model: model, modelFile: file, checkpoint: output, resume: resume)
        } catch is Cancelled {
            throw HarnessError.stopped(goOn: "nothing was simulated")
        }
        return SimulationPlan(
            dataset: name, shape: forecast.shape, grid: forecast.grid, tilts: forecast.tilts,
            configurations: forecast.configurations, sliceSteps: forecast.sliceSteps, threads: Threads.count,
            beamsCached: forecast.isSimulated, finishedBlocks: forecast.finishedBlocks, blocks: forecast.blocks,
            seconds: forecast.seconds, secondsOfPotentials: forecast.potentials,
            secondsOfMultislice: forecast.multislice, secondsOfDetector: forecast.detector, memory: forecast.memory,
            warnings: forecast.warnings)
    }
}
