internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Modelling
internal import Multislice

extension Workbench {
    /// What a simulation made.
    public struct SimulationSummary: Codable, Sendable {
        public var dataset: String
        public var file: String
        public var shape: [Int]
        public var digest: String
        public var seconds: Double
        public var warnings: [String]
    }

    /// Makes the dataset of a model file.
    ///
    /// - Parameters:
    ///   - settings: overrides such as `precession.angle=10 mrad`.
    ///   - resume: whether an unfinished simulation beside the output goes on.
    /// - Returns: nil on other ranks than the root, which help to simulate.
    /// - Throws: `ModelError`, `SpecimenError`, `MultisliceError`, `DetectionError`, `FormatError`,
    ///   `HarnessError`.
    public func simulate(
        model file: String, settings: [String], output: URL, resume: Bool
    ) throws -> SimulationSummary? {
        let crew = Crew(communicator: communicator)
        let stage = DatasetStage(cache: cache, progress: reporter.progress, crew: crew)
        var simulations: [PreparedSimulation]?
        return try crew.lead {
            try simulate(Self.model(file, settings), of: file, by: stage, output: output, resume: resume)
        } help: { task in
            guard case .simulate(let key, let checkpoint, let plans) = task else { return }
            try crew.help(key: key, checkpoint: checkpoint, plans: plans, progress: reporter.progress) { key in
                let all =
                    try simulations ?? stage.simulations(of: Self.model(file, settings), modelFile: file)
                simulations = all
                return all.first { $0.key.digest == key }?.simulation
            }
        }
    }

    private static func model(_ file: String, _ settings: [String]) throws -> DatasetModel {
        try DatasetModel(file: file, overrides: settings.map { try Override(argument: $0) })
    }

    private func simulate(
        _ model: DatasetModel, of file: String, by stage: DatasetStage, output: URL, resume: Bool
    ) throws -> SimulationSummary {
        let claim = try OutputClaim(output, apartFrom: [URL(filePath: file)])
        defer { claim.release() }
        try Self.requireName(of: output)
        let clock = StageClock()
        let name = URL(filePath: file).deletingPathExtension().lastPathComponent
        reporter.begin("simulating \(name)")
        let key = try stage.key(name: name, model: model, modelFile: file)
        let dataset = try clock.measure {
            do {
                let dataset = try stage.dataset(
                    name: name, model: model, modelFile: file, checkpoint: output, resume: resume)
                try DatasetFile.write(dataset, to: output, progress: reporter.progress)
                return dataset
            } catch is Cancelled {
                throw HarnessError.stopped(goOn: Self.goOn(output))
            }
        }
        Checkpoint.discard(beside: output)
        let shape = dataset.shape
        return SimulationSummary(
            dataset: name, file: output.path,
            shape: [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX], digest: key.digest,
            seconds: clock.seconds, warnings: dataset.provenance.warnings)
    }

    /// Refuses a name that promises another format than the one that is written.
    static func requireName(of output: URL) throws {
        guard ["hspy", "h5", "hdf5"].contains(output.pathExtension.lowercased()) else {
            throw HarnessError.badOption(
                name: "--output", value: output.lastPathComponent,
                mend: "a simulation is written as .hspy; twinbench convert turns it into other formats")
        }
    }

    private static func goOn(_ output: URL) -> String {
        let partial = Checkpoint.folder(beside: output)
        return FileManager.default.fileExists(atPath: partial.path)
            ? "what is finished lies in \(partial.path); run the same command with --resume to go on"
            : "run the same command again"
    }
}
