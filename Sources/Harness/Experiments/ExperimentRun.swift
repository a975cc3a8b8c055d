internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Learning
internal import Metrics
public import Modelling
public import Records

/// Runs an experiment: every method on every dataset, scores beside the oracle's, claims, one record.
///
/// Each stage is kept by the digest of what went into it, so that a second run does only what has changed. A method that
/// fails is a recorded trial, and the rest goes on.
public struct ExperimentRun: Sendable {
    private let experiment: ExperimentModel
    private let folder: URL
    private let cache: StageCache
    private let reporter: RunReporter
    private let datasetStage: DatasetStage
    private let methods: [any CataloguedMethod]

    /// Checks the whole experiment before anything runs.
    ///
    /// - Parameter folder: where the record, datasets and results go.
    /// - Throws: `ModelError` for unknown methods, options or metrics.
    public init(_ experiment: ExperimentModel, into folder: URL, cache: StageCache, reporter: RunReporter) throws {
        try experiment.check(
            metrics: ScoreStage.descriptions.map(\.name), builtInMethods: MethodCatalogue.all.map { $0.name })
        methods = try experiment.methods.map { try BuiltInMethods.method(from: $0.method) }
        self.experiment = experiment
        self.folder = folder
        self.cache = cache
        self.reporter = reporter
        datasetStage = DatasetStage(cache: cache, progress: reporter.progress)
    }

    /// Runs everything and writes `record.json` with `data/` and `results/` beside it.
    ///
    /// - Parameter command: the command that repeats the run, for the record.
    /// - Throws: what a dataset's simulation throws, `FormatError`, `Cancelled`.
    public func run(command: String) throws -> RunRecord {
        try Folder.make(folder.appending(path: "data"))
        try Folder.make(folder.appending(path: "results"))
        var record = emptyRecord(command: command)
        let simulationClock = StageClock()
        let learningClock = StageClock()
        let scoringClock = StageClock()
        var opened: [DatasetOnDisk] = []
        for (index, entry) in experiment.datasets.enumerated() {
            reporter.begin("dataset \(index + 1) of \(experiment.datasets.count): \(entry.name)")
            let dataset = try simulationClock.measure { try make(entry) }
            opened.append(dataset)
            record.datasets.append(dataset.entry)
            record.warnings += dataset.warnings.map { "\(entry.name): \($0)" }
        }
        for (dataset, entry) in zip(opened, experiment.datasets) {
            let runner = TrialRunner(dataset: dataset, folder: folder, cache: cache, reporter: reporter)
            for (method, model) in zip(methods, experiment.methods) where model.datasets.contains(entry.name) {
                let trial = try runner.trial(
                    name: model.name, options: try BuiltInMethods.resolvedYAML(method), seed: entry.model.seed,
                    learning: learningClock, scoring: scoringClock
                ) { data in
                    try EstimateStage(progress: reporter.progress).estimate(
                        method, name: model.name, on: data, seed: Seed(entry.model.seed))
                }
                record.trials.append(trial)
            }
            if experiment.oracle {
                let trial = try runner.trial(
                    name: Oracle.name, options: Oracle.name, seed: 0, learning: learningClock, scoring: scoringClock
                ) { data in
                    guard let truth = data.truth else { throw HarnessError.noTruth(file: dataset.url.path) }
                    return try Oracle.estimate(on: data, truth: truth)
                }
                record.trials.append(trial)
            }
            record.warnings += runner.warnings
        }
        let verdicts = ClaimVerdicts(trials: record.trials, metrics: record.metrics)
        record.claims = experiment.claims.map(verdicts.entry)
        record.machine.seconds = [
            "simulate": simulationClock.seconds, "learn": learningClock.seconds, "evaluate": scoringClock.seconds,
        ]
        try StudyRecord(experiment: experiment, folder: folder).complete(&record)
        try RecordFile.write(record, to: folder.appending(path: "record.json"))
        return record
    }

    /// The dataset's file in the run's folder, made or taken from the cache.
    private func make(_ entry: Modelling.DatasetEntry) throws -> DatasetOnDisk {
        let clock = StageClock()
        let key = try datasetStage.key(name: entry.name, model: entry.model, modelFile: entry.file)
        let url = folder.appending(path: "data/\(entry.name).hspy")
        let (stored, cached) = try clock.measure {
            try cache.file(key) { url in
                let dataset = try datasetStage.dataset(name: entry.name, model: entry.model, modelFile: entry.file)
                try DatasetFile.write(dataset, to: url, progress: reporter.progress)
            }
        }
        try FileCopy.place(stored, at: url)
        return DatasetOnDisk(
            url: url, key: key,
            entry: RunRecord.DatasetEntry(
                name: entry.name, title: entry.title, model: entry.model.resolvedYAML, digest: key.digest,
                file: "data/\(entry.name).hspy", seconds: cached ? 0 : clock.seconds, cached: cached),
            warnings: try DatasetFile.read(url).provenance.warnings)
    }

    private func emptyRecord(command: String) -> RunRecord {
        var entries = zip(methods, experiment.methods).map { method, entry in
            RunRecord.MethodEntry(
                name: entry.name, title: entry.title ?? type(of: method).title,
                options: (try? BuiltInMethods.resolvedYAML(method)) ?? "")
        }
        if experiment.oracle {
            entries.append(.init(name: Oracle.name, title: Oracle.title, options: ""))
        }
        return RunRecord(
            experiment: .init(
                name: experiment.name, question: experiment.question, command: command,
                digest: Digest.ofFile(URL(filePath: experiment.file)) ?? ""),
            versions: [
                "twinbench": TwinbenchVersion.current, "record": "1", "beams": "\(Stage.beams.revision)",
                "dataset": "\(Stage.dataset.revision)", "estimate": "\(Stage.estimate.revision)",
                "scores": "\(Stage.scores.revision)",
            ],
            machine: Host.machine(), datasets: [], methods: entries, metrics: ScoreStage.descriptions, trials: [],
            claims: [], warnings: [])
    }
}

/// A dataset's file in the run's folder.
struct DatasetOnDisk {
    let url: URL
    let key: StageKey
    let entry: RunRecord.DatasetEntry
    let warnings: [String]
}
