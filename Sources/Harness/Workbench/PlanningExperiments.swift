internal import Arrays
internal import FoundationEssentials
internal import Modelling
internal import Multislice

extension Workbench {
    /// What the simulations of an experiment would take, on this machine and with what is there already.
    public struct ExperimentPlan: Codable, Sendable {
        public var experiment: String
        public var datasets: Int
        /// Simulations with beams of their own: datasets that differ in the detector only share one.
        public var simulations: Int
        /// Those in the cache.
        public var simulationsCached: Int
        /// Trials, those of the oracle among them.
        public var trials: Int
        public var threads: Int
        /// Of what is left to do.
        public var sliceSteps: Int
        /// Wall time of what is left to do, s; learning and scoring come on top.
        public var seconds: Double
        public var secondsOfPotentials: Double
        public var secondsOfMultislice: Double
        public var secondsOfDetector: Double
        /// Peak memory of the process, bytes.
        public var memory: Int
    }

    /// What `validate` of the same experiment would simulate, from a second of work on each of its grids. Nothing is written
    /// but the plans of the transforms, into the cache.
    ///
    /// - Throws: as `validate`.
    public func plan(experiment file: String) throws -> ExperimentPlan {
        let experiment = try ExperimentModel(file: file)
        _ = try ExperimentRun.checkedMethods(of: experiment, environment: environment)
        let stage = DatasetStage(cache: cache, progress: reporter.progress)
        var plan = ExperimentPlan(
            experiment: experiment.name, datasets: experiment.datasets.count, simulations: 0, simulationsCached: 0,
            trials: Self.trials(of: experiment), threads: Threads.count, sliceSteps: 0, seconds: 0,
            secondsOfPotentials: 0, secondsOfMultislice: 0, secondsOfDetector: 0, memory: 0)
        do {
            for group in try Self.groups(of: experiment, stage: stage, plan: &plan) {
                reporter.begin("measuring on \(group.grid[0]) × \(group.grid[1]) points")
                let entry = group.largest
                let forecast = try stage.forecast(
                    name: entry.name, model: entry.model, modelFile: entry.file, checkpoint: nil, resume: false)
                let share = Double(group.steps) / Double(max(1, forecast.sliceSteps))
                plan.secondsOfMultislice += forecast.multislice * share
                plan.secondsOfPotentials += forecast.potentials * Double(group.simulations)
                plan.secondsOfDetector += forecast.detector * Double(group.datasets)
                plan.memory = max(plan.memory, forecast.memory)
            }
            try addColumns(of: experiment, stage: stage, to: &plan)
        } catch is Cancelled {
            throw HarnessError.stopped(goOn: "nothing was simulated")
        }
        plan.seconds = plan.secondsOfPotentials + plan.secondsOfMultislice + plan.secondsOfDetector
        return plan
    }

    /// Datasets whose patterns come from a library: one is measured for each library, and stands for all that share it.
    private func addColumns(of experiment: ExperimentModel, stage: DatasetStage, to plan: inout ExperimentPlan) throws {
        var seen: Set<Set<StageKey>> = []
        var detectors: [Set<StageKey>: Double] = [:]
        for entry in experiment.datasets {
            guard case .columns(let model) = entry.model.source else { continue }
            let crystal = try stage.fileDigest(of: entry.model, modelFile: entry.file)
            let parts = try DatasetStage.blaming(entry.file) { try model.library(modelFile: entry.file) }
            let keys = parts.map { DatasetStage.beamsKey($0.inputs, crystal: crystal) }
            let missing = zip(parts, keys).filter { stage.cache.file($0.1) == nil }
            let key = try stage.key(name: entry.name, model: entry.model, modelFile: entry.file)
            let isMade = stage.cache.file(key) != nil
            let isNew = seen.insert(Set(keys)).inserted
            plan.simulations += isNew ? 1 : 0
            plan.simulationsCached += isNew && (isMade || missing.isEmpty) ? 1 : 0
            if !isMade, detectors[Set(keys)] == nil {
                reporter.begin("measuring the library of \(entry.name)")
                let forecast = try stage.forecast(
                    name: entry.name, model: entry.model, modelFile: entry.file, checkpoint: nil, resume: false)
                plan.sliceSteps += missing.reduce(0) { $0 + $1.0.simulation.sliceSteps }
                plan.secondsOfMultislice += forecast.multislice
                plan.secondsOfPotentials += forecast.potentials
                plan.memory = max(plan.memory, forecast.memory)
                detectors[Set(keys)] = forecast.detector
            }
            plan.secondsOfDetector += isMade ? 0 : detectors[Set(keys)] ?? 0
        }
    }

    /// Simulations on one grid in one precision that are left to do.
    private struct Group {
        let grid: [Int]
        let precision: Discretization.Precision
        var largest: Modelling.DatasetEntry
        var most = 0
        var steps = 0
        var simulations = 0
        var datasets = 0
    }

    private static func groups(
        of experiment: ExperimentModel, stage: DatasetStage, plan: inout ExperimentPlan
    ) throws -> [Group] {
        var seen: Set<StageKey> = []
        var groups: [Group] = []
        for entry in experiment.datasets {
            guard case .crystals(let model) = entry.model.source else { continue }
            let isMade =
                stage.cache.file(try stage.key(name: entry.name, model: entry.model, modelFile: entry.file)) != nil
            let crystal = try stage.fileDigest(of: entry.model, modelFile: entry.file)
            let key = DatasetStage.beamsKey(model.beamsYAML, crystal: crystal)
            let isNew = seen.insert(key).inserted
            plan.simulations += isNew ? 1 : 0
            let isCached = isMade || stage.cache.file(key) != nil
            plan.simulationsCached += isNew && isCached ? 1 : 0
            guard !isMade else { continue }
            let simulation = try DatasetStage.blaming(entry.file) {
                let structures = try model.structures(modelFile: entry.file)
                return try model.beamSimulation(of: model.specimen(of: structures), structures)
            }
            let grid = [simulation.grid.nx, simulation.grid.ny]
            let precision = model.discretization.precision
            let known = groups.firstIndex { $0.grid == grid && $0.precision == precision }
            let place = known ?? groups.count
            if known == nil { groups.append(Group(grid: grid, precision: precision, largest: entry)) }
            groups[place].datasets += 1
            guard isNew, !isCached else { continue }
            if simulation.sliceSteps > groups[place].most {
                groups[place].most = simulation.sliceSteps
                groups[place].largest = entry
            }
            groups[place].steps += simulation.sliceSteps
            groups[place].simulations += 1
            plan.sliceSteps += simulation.sliceSteps
        }
        return groups
    }

    private static func trials(of experiment: ExperimentModel) -> Int {
        let learned = experiment.methods.reduce(0) { $0 + $1.datasets.count }
        return learned + (experiment.oracle ? experiment.datasets.count { !$0.model.memberNames.isEmpty } : 0)
    }
}
