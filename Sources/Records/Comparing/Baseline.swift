/// Scores to hold later runs against: what is kept of a record, and how far each metric may move.
public struct Baseline: Sendable, Equatable {
    static let schema = 1

    /// The experiment's name.
    public var experiment: String
    /// Versions that made the scores.
    public var versions: [String: String]
    /// One for each metric that has its own, then the one for the others.
    public var tolerances: [Tolerance]
    public var trials: [Entry]

    /// What one method scored on one dataset.
    public struct Entry: Sendable, Equatable {
        public var trial: TrialName
        /// Why it failed; nil when it was scored.
        public var failure: String?
        /// By metric and member; nil where the metric is undefined.
        public var scores: [ScoreName: Double?]
    }

    /// The scores of a record.
    public init(_ record: RunRecord, tolerances: [Tolerance]) {
        experiment = record.experiment.name
        versions = record.versions
        self.tolerances = tolerances
        trials = record.trials.map { trial in
            Entry(
                trial: TrialName(dataset: trial.dataset, method: trial.method, seed: trial.seed),
                failure: trial.outcome == .failed ? trial.reason ?? "no reason given" : nil,
                scores: Dictionary(
                    trial.scores.map { (ScoreName(metric: $0.metric, member: $0.member), $0.value) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }

    public init(experiment: String, versions: [String: String], tolerances: [Tolerance], trials: [Entry]) {
        self.experiment = experiment
        self.versions = versions
        self.tolerances = tolerances
        self.trials = trials
    }

    /// Every metric that a score or a tolerance names, in order.
    public var metrics: [String] {
        let named = trials.flatMap { $0.scores.keys.map(\.metric) } + tolerances.map(\.metric)
        return Set(named).subtracting([Tolerance.anyMetric]).sorted()
    }

    /// How far a score may move; 0 when nothing is said of its metric.
    func allowance(of metric: String, at value: Double) -> Double {
        let own = tolerances.first { $0.metric == metric } ?? tolerances.first { $0.metric == Tolerance.anyMetric }
        return own?.allowance(at: value) ?? 0
    }
}

/// One method on one dataset.
public struct TrialName: Codable, Sendable, Hashable {
    public var dataset: String
    public var method: String
    public var seed: UInt64

    public init(dataset: String, method: String, seed: UInt64) {
        self.dataset = dataset
        self.method = method
        self.seed = seed
    }
}

/// A metric, of an end member or of the whole estimate.
public struct ScoreName: Sendable, Hashable, Comparable {
    public var metric: String
    public var member: String?

    public init(metric: String, member: String?) {
        self.metric = metric
        self.member = member
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.metric, a.member ?? "") < (b.metric, b.member ?? "")
    }
}
