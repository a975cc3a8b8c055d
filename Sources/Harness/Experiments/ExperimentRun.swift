internal import Arrays
public import FoundationEssentials
internal import Learning
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
    private let methods: [ChosenMethod]

    /// Checks the whole experiment before anything runs.
    ///
    /// - Parameters:
    ///   - folder: where the record, datasets and results go.
    ///   - environment: of this program; outside methods see a part of it.
    /// - Throws: `ModelError` for unknown methods, options or metrics.
    public init(
        _ experiment: ExperimentModel, into folder: URL, cache: StageCache, reporter: RunReporter,
        environment: [String: String] = [:]
    ) throws {
        methods = try Self.checkedMethods(of: experiment, environment: environment)
        self.experiment = experiment
        self.folder = folder
        self.cache = cache
        self.reporter = reporter
    }

    /// The methods of an experiment whose every name, and the file of whose rule, has been checked.
    static func checkedMethods(
        of experiment: ExperimentModel, environment: [String: String] = [:]
    ) throws -> [ChosenMethod] {
        try experiment.check(
            metrics: ScoreStage.descriptions.map(\.name), builtInMethods: MethodCatalogue.all.map { $0.name })
        guard !experiment.oracle || !experiment.methods.contains(where: { $0.name == Oracle.name }) else {
            throw ModelError.badValue(
                origin: experiment.file, key: "methods", problem: "one is called \"\(Oracle.name)\", which is taken",
                mend: "name it otherwise with as:, or set oracle: false")
        }
        try checkRule(of: experiment)
        return try experiment.methods.map {
            try ChosenMethod($0.source, origin: experiment.file, environment: environment)
        }
    }

    /// What is wrong with the file of a rule is said before an hour of work, not after.
    private static func checkRule(of experiment: ExperimentModel) throws {
        guard let file = experiment.rule?.file else { return }
        let rule = try PrecessionRuleFile(contentsOf: URL(filePath: file))
        for verdict in experiment.maps?.verdicts ?? [] {
            guard let within = rule.within(verdict.metric), within != verdict.within else { continue }
            throw ModelError.badValue(
                origin: experiment.file, key: "rule",
                problem: "the file was fitted for \(verdict.metric) within \(within), not \(verdict.within)",
                mend: "state that bound, or fit a rule for this one with twinbench fit-rule")
        }
    }

    /// Runs everything and writes `record.json` with `data/` and `results/` beside it.
    ///
    /// - Parameter command: the command that repeats the run, for the record.
    /// - Throws: what a dataset's simulation throws, `FormatError`, `Cancelled`.
    public func run(command: String) throws -> RunRecord {
        try Folder.make(folder.appending(path: "data"))
        try Folder.make(folder.appending(path: "results"))
        var record = try emptyRecord(command: command)
        let clocks = StageClocks()
        // All datasets come before the first trial: what is wrong with one is said early.
        let datasets = try clocks.simulation.measure { try makeDatasets() }
        record.datasets = datasets.map(\.entry)
        record.warnings = datasets.flatMap(\.warnings)
        let plan = try experiment.datasets.map { try contenders(on: $0) }
        var ahead = WorkAhead(count: plan.reduce(0) { $0 + $1.count })
        for (dataset, contenders) in zip(datasets, plan) {
            let runner = TrialRunner(dataset: dataset, folder: folder, cache: cache, clocks: clocks)
            for contender in contenders {
                reporter.begin("\(contender.name) on \(dataset.entry.name), \(ahead.words)")
                record.trials.append(try runner.trial(of: contender))
                ahead.next()
            }
            record.warnings += runner.warnings
        }
        try StudyRecord(experiment: experiment, folder: folder).complete(&record)
        let verdicts = ClaimVerdicts(trials: record.trials, metrics: record.metrics, datasets: record.datasets)
        record.claims = experiment.claims.map(verdicts.entry)
        record.extinctionLengths = try ExtinctionLengths.of(experiment)
        record.machine.seconds = clocks.seconds
        try RecordFile.write(record, to: folder.appending(path: "record.json"))
        return record
    }

    private func makeDatasets() throws -> [DatasetOnDisk] {
        let stage = DatasetStage(cache: cache, progress: reporter.progress)
        let count = experiment.datasets.count
        return try experiment.datasets.enumerated().map { index, entry in
            reporter.begin("dataset \(index + 1) of \(count): \(entry.name)")
            return try DatasetOnDisk(entry, stage: stage, folder: folder)
        }
    }

    /// Every method that runs on the dataset, then the oracle.
    private func contenders(on dataset: Modelling.DatasetEntry) throws -> [Contender] {
        let learners = try zip(methods, experiment.methods)
            .filter { _, entry in entry.datasets.contains(dataset.name) }
            .map { method, entry in
                try Contender.method(
                    method, name: entry.name, seed: dataset.model.seed, progress: reporter.progress)
            }
        // Nobody can unmix with true patterns that are not known.
        return learners + (experiment.oracle && !dataset.model.memberNames.isEmpty ? [.oracle] : [])
    }

    private func emptyRecord(command: String) throws -> RunRecord {
        var entries = try zip(methods, experiment.methods).map { method, entry in
            RunRecord.MethodEntry(
                name: entry.name, title: entry.title ?? method.title, options: try method.resolvedYAML(),
                digest: Digest.of(try method.identity), summary: method.summary)
        }
        if experiment.oracle {
            entries.append(.init(name: Oracle.name, title: Oracle.title, options: "", digest: Digest.of(Oracle.name)))
        }
        return RunRecord(
            experiment: .init(
                name: experiment.name, question: experiment.question, command: command,
                digest: Digest.ofFile(URL(filePath: experiment.file)) ?? ""),
            versions: [
                "twinbench": TwinbenchVersion.current, "record": "1", "beams": "\(Stage.beams.revision)",
                "dataset": "\(Stage.dataset.revision)", "estimate": "\(Stage.estimate.revision)",
                "scores": "\(Stage.scores.revision)", "fftw": Libraries.fftw, "openblas": Libraries.openblas,
            ],
            machine: Host.machine(), datasets: [], methods: entries, metrics: ScoreStage.descriptions, trials: [],
            claims: [], warnings: [])
    }
}
