internal import Arrays
internal import Datasets
internal import Formats
internal import FoundationEssentials
internal import Records

/// Runs contenders on one dataset. Its observations are read once, and only when a result is not in the cache; they are
/// let go with the runner, so that a run never holds more than one dataset.
final class TrialRunner {
    private let dataset: DatasetOnDisk
    private let folder: URL
    private let cache: StageCache
    private let clocks: StageClocks
    private var loaded: Dataset?
    private(set) var warnings: [String] = []

    init(dataset: DatasetOnDisk, folder: URL, cache: StageCache, clocks: StageClocks) {
        self.dataset = dataset
        self.folder = folder
        self.cache = cache
        self.clocks = clocks
    }

    /// One trial: the result from the cache or learned now, then its scores. What a method or metric throws is recorded.
    ///
    /// - Throws: `Cancelled`, and what goes wrong with files.
    func trial(of contender: Contender) throws -> Trial {
        let path = "results/\(dataset.entry.name)--\(contender.name).h5"
        let file = folder.appending(path: path)
        var trial = Trial(
            dataset: dataset.entry.name, method: contender.name, seed: contender.seed, outcome: .scored, reason: nil,
            seconds: 0, result: path, scores: [], matching: [:])
        do {
            let key = StageKey(
                stage: .estimate,
                inputs: [contender.name, contender.options, "\(contender.seed)", dataset.key.digest])
            trial.seconds = try clocks.learning.measure { try learn(contender, key: key, file: file) }
            let scores = try clocks.scoring.measure { try self.scores(of: file, key: key) }
            trial.scores = scores.scores
            trial.matching = scores.matching
            warnings += scores.warnings
        } catch let error where error is Cancelled || error is FormatError {
            throw error
        } catch {
            // What an earlier run left must not pass for a result of this one.
            try? FileManager.default.removeItem(at: file)
            trial.outcome = .failed
            trial.reason = "\(error)"
            trial.result = nil
        }
        return trial
    }

    /// Puts the result into the run's folder; returns the seconds that it took, 0 when it was in the cache.
    private func learn(_ contender: Contender, key: StageKey, file: URL) throws -> Double {
        let clock = StageClock()
        let (stored, cached) = try clock.measure {
            try cache.file(key) { try ResultFile.write(contender.estimate(data()), to: $0) }
        }
        try FileCopy.place(stored, at: file)
        return cached ? 0 : clock.seconds
    }

    private func scores(of result: URL, key: StageKey) throws -> ScoreStage.Scores {
        let (url, _) = try cache.file(StageKey(stage: .scores, inputs: [key.digest])) { url in
            let data = try data()
            guard let truth = data.truth else { throw HarnessError.noTruth(file: dataset.url.path) }
            let estimate = try ResultFile.read(result)
            let values = estimate.diagnostics["singular-values"]?.elements
            let scores = try ScoreStage.scores(of: estimate, on: data, truth: truth, singularValues: values)
            try AtomicFile.write(Array(try RecordFile.encoder.encode(scores)), to: url)
        }
        return try JSONDecoder().decode(ScoreStage.Scores.self, from: Data(contentsOf: url))
    }

    private func data() throws -> Dataset {
        if let loaded { return loaded }
        let data = try dataset.load()
        loaded = data
        return data
    }
}
