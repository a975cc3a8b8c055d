internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Learning
internal import Records

/// Runs methods on one dataset, which is opened only when a result is not in the cache.
final class TrialRunner {
    private let dataset: DatasetOnDisk
    private let folder: URL
    private let cache: StageCache
    private let reporter: RunReporter
    private var loaded: Dataset?
    private(set) var warnings: [String] = []

    init(dataset: DatasetOnDisk, folder: URL, cache: StageCache, reporter: RunReporter) {
        self.dataset = dataset
        self.folder = folder
        self.cache = cache
        self.reporter = reporter
    }

    /// One trial: the result from the cache or learned now, then its scores. What the method throws is recorded.
    ///
    /// - Throws: `Cancelled`, and what goes wrong with files.
    func trial(
        name: String, options: String, seed: UInt64, learning: StageClock, scoring: StageClock,
        estimate: (Dataset) throws -> StoredEstimate
    ) throws -> Trial {
        reporter.begin("\(name) on \(dataset.entry.name)")
        let clock = StageClock()
        let key = StageKey(stage: .estimate, inputs: [name, options, "\(seed)", dataset.key.digest])
        var trial = Trial(
            dataset: dataset.entry.name, method: name, seed: seed, outcome: .scored, reason: nil, seconds: 0,
            result: "results/\(dataset.entry.name)--\(name).h5", scores: [], matching: [:])
        let url = folder.appending(path: trial.result ?? "")
        do {
            let (stored, cached) = try learning.measure {
                try clock.measure {
                    try cache.file(key) { try ResultFile.write(estimate(open()), to: $0) }
                }
            }
            trial.seconds = cached ? 0 : clock.seconds
            try FileCopy.place(stored, at: url)
            let scores = try scoring.measure { try self.scores(of: url, key: key, method: name) }
            trial.scores = scores.scores
            trial.matching = scores.matching
            warnings += scores.warnings
        } catch let error as Cancelled {
            throw error
        } catch let error as FormatError {
            throw error
        } catch {
            trial.outcome = .failed
            trial.reason = "\(error)"
            trial.result = nil
        }
        return trial
    }

    private func scores(of result: URL, key: StageKey, method: String) throws -> ScoreStage.Scores {
        let scoreKey = StageKey(stage: .scores, inputs: [key.digest])
        let (url, _) = try cache.file(scoreKey) { url in
            let data = try open()
            guard let truth = data.truth else { throw HarnessError.noTruth(file: dataset.url.path) }
            let estimate = try ResultFile.read(result)
            let values = estimate.diagnostics["singular-values"]?.elements
            let scores = try ScoreStage.scores(of: estimate, on: data, truth: truth, singularValues: values)
            try AtomicFile.write(Array(try RecordFile.encoder.encode(scores)), to: url)
        }
        return try JSONDecoder().decode(ScoreStage.Scores.self, from: Data(contentsOf: url))
    }

    /// The dataset with its observations in memory.
    private func open() throws -> Dataset {
        if let loaded { return loaded }
        let file = try DatasetFile.read(dataset.url)
        let data = Dataset(
            name: file.name, observations: InMemoryRows(shape: file.shape, values: try file.observations.matrix()),
            storage: file.storage, calibration: file.calibration, truth: file.truth, beams: file.beams,
            provenance: file.provenance)
        loaded = data
        return data
    }
}
