internal import Arrays
internal import FoundationEssentials
internal import Modelling

extension Workbench {
    /// What one part of an experiment's simulations was.
    public struct PartSummary: Codable, Sendable {
        public var experiment: String
        public var part: Int
        public var parts: Int
        /// Simulations of this part, and how many of them were in the cache.
        public var simulations: Int
        public var simulationsCached: Int
        public var seconds: Double
    }

    /// Simulates every `parts`-th of the simulations that an experiment takes, into the cache: `validate` finds them there.
    ///
    /// Which they are depends on the experiment's file only, so that parts in jobs of their own do everything once.
    /// - Parameter part: 1 to `parts`.
    /// - Throws: as `validate`; `HarnessError.badOption` for a part that there is not.
    public func simulate(part: Int, of parts: Int, experiment file: String) throws -> PartSummary {
        guard parts >= 1, (1...parts).contains(part) else {
            throw HarnessError.badOption(
                name: "--part", value: "\(part)/\(parts)", mend: "parts are numbered from 1, such as 3/16")
        }
        let experiment = try ExperimentModel(file: file)
        _ = try ExperimentRun.checkedMethods(of: experiment, environment: environment)
        let stage = DatasetStage(cache: cache, progress: reporter.progress)
        let clock = StageClock()
        var summary = PartSummary(
            experiment: experiment.name, part: part, parts: parts, simulations: 0, simulationsCached: 0, seconds: 0)
        do {
            try clock.measure {
                let own = try Self.simulations(of: experiment, stage: stage).enumerated()
                    .filter { $0.offset % parts == part - 1 }.map(\.element)
                for (index, (name, prepared)) in own.enumerated() {
                    reporter.begin("simulation \(index + 1) of \(own.count): \(name)")
                    try reporter.progress.checkCancellation()
                    summary.simulations += 1
                    summary.simulationsCached += cache.file(prepared.key) == nil ? 0 : 1
                    _ = try stage.beams(
                        by: prepared.simulation, key: prepared.key, label: prepared.label, checkpoint: nil,
                        resume: true, progress: reporter.progress)
                }
            }
        } catch is Cancelled {
            throw HarnessError.stopped(
                goOn: "what is finished lies in the cache \(cache.root.path); run the same command again to go on")
        }
        summary.seconds = clock.seconds
        return summary
    }

    /// Each simulation once, with the first dataset that needs it.
    private static func simulations(
        of experiment: ExperimentModel, stage: DatasetStage
    ) throws -> [(name: String, prepared: PreparedSimulation)] {
        var seen: Set<StageKey> = []
        return try experiment.datasets.flatMap { entry in
            try stage.simulations(of: entry.model, modelFile: entry.file).filter { seen.insert($0.key).inserted }
                .map { (entry.name, $0) }
        }
    }
}
