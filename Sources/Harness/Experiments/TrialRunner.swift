internal import Arrays
internal import Datasets
internal import Detection
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
            let learned = try clocks.learning.measure { try learn(contender, key: key, file: file) }
            trial.seconds = learned.seconds
            trial.program = try kept(learned.account, of: contender)
            let scores = try clocks.scoring.measure { try self.scores(of: learned.stored, key: key) }
            trial.scores = scores.scores
            trial.matching = scores.matching
            trial.search = scores.search
            warnings += scores.warnings
        } catch let error where error is Cancelled || error is FormatError {
            throw error
        } catch {
            // What an earlier run left must not pass for a result of this one.
            try? FileManager.default.removeItem(at: file)
            if let failure = error as? OutsideTrial.Failure {
                trial.program = try kept(failure.account, of: contender)
                trial.seconds = failure.account.run.seconds
            }
            trial.outcome = .failed
            trial.reason = "\(error)"
            trial.result = nil
        }
        return trial
    }

    /// A result in the cache; the seconds that it took, 0 when it was there already; how the program of an outside method
    /// went when the result was made.
    private typealias Learned = (stored: URL, seconds: Double, account: OutsideTrial.Account?)

    /// Learns, and puts the result into the run's folder: corrected for the dataset's distortion if it has one, while
    /// scores belong to the result as learned.
    private func learn(_ contender: Contender, key: StageKey, file: URL) throws -> Learned {
        let clock = StageClock()
        let accountKey = StageKey(stage: .estimate, inputs: ["account", key.digest])
        var account: OutsideTrial.Account?
        let (stored, cached) = try clock.measure {
            try cache.file(key) { url in
                let learned = try contender.learn(data())
                if let account = learned.account {
                    // Before the result: whoever finds that finds this, too.
                    _ = try cache.store(accountKey) {
                        try AtomicFile.write(Array(try RecordFile.encoder.encode(account)), to: $0)
                    }
                }
                try ResultFile.write(learned.estimate, to: url)
                account = learned.account
            }
        }
        if account == nil, cached, let url = cache.file(accountKey) {
            account = try JSONDecoder().decode(OutsideTrial.Account.self, from: Data(contentsOf: url))
        }
        try dataset.distortion.isNone
            ? FileCopy.place(stored, at: file)
            : ResultFile.write(
                Undistortion(dataset.distortion, of: data()).applied(to: ResultFile.read(stored, isOwn: true)), to: file
            )
        return (stored, cached ? 0 : clock.seconds, account)
    }

    /// Writes what an outside method printed beside its result, and names the file in its account.
    private func kept(_ account: OutsideTrial.Account?, of contender: Contender) throws -> ProgramRun? {
        let path = "results/\(dataset.entry.name)--\(contender.name).log"
        let log = folder.appending(path: path)
        guard let account, !account.printed.isEmpty else {
            try? FileManager.default.removeItem(at: log)
            return account?.run
        }
        try AtomicFile.write(Array(account.printed.utf8), to: log)
        var run = account.run
        run.log = path
        return run
    }

    private func scores(of result: URL, key: StageKey) throws -> ScoreStage.Scores {
        let (url, _) = try cache.file(StageKey(stage: .scores, inputs: [key.digest])) { url in
            let data = try data()
            let estimate = try ResultFile.read(result, isOwn: true)
            let values = estimate.diagnostics["singular-values"]?.elements
            let scores =
                try data.truth.map {
                    try ScoreStage.scores(of: estimate, on: data, truth: $0, singularValues: values)
                } ?? ScoreStage.scoresWithoutTruth(of: estimate, on: data, singularValues: values)
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
