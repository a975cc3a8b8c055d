/// Two sets of scores side by side: what differs by more than its tolerance, what is worst first.
public struct ScoreComparison: Codable, Sendable {
    /// The experiment of the later scores.
    public var experiment: String
    /// Where each set comes from, for people.
    public var before: String
    public var after: String
    /// Every trial of either set, the earlier one's first.
    public var trials: [TrialName]
    /// How many scores both have.
    public var compared: Int
    public var differences: [ScoreDifference]

    /// What speaks against the later scores.
    public var regressions: [ScoreDifference] { differences.filter(\.kind.isRegression) }

    /// Holds a record against earlier scores.
    ///
    /// A score is worse when it moved away from the metric's best value by more than its tolerance.
    public init(of record: RunRecord, with baseline: Baseline, before: String, after: String) {
        let now = Baseline(record, tolerances: [])
        let metrics = Dictionary(record.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let reasons = Reasons(record)
        let later = Dictionary(now.trials.map { ($0.trial, $0) }, uniquingKeysWith: { first, _ in first })
        let earlier = Set(baseline.trials.map(\.trial))
        var compared = 0
        var differences: [ScoreDifference] = []
        for entry in baseline.trials {
            guard let other = later[entry.trial] else {
                differences.append(.init(.missing, entry.trial))
                continue
            }
            switch (entry.failure, other.failure) {
            case (nil, let failure?): differences.append(.init(.failed, entry.trial, reason: failure))
            case (let failure?, nil): differences.append(.init(.better, entry.trial, reason: "it failed: \(failure)"))
            case (.some, .some): break
            case (nil, nil):
                for score in Set(entry.scores.keys).union(other.scores.keys).sorted() {
                    let pair = ScorePair(
                        trial: entry.trial, score: score, metric: metrics[score.metric],
                        before: entry.scores[score], after: other.scores[score])
                    if pair.isInBoth { compared += 1 }
                    let reason = reasons[entry.trial, score]
                    if let found = pair.difference(reason: reason, allowance: baseline.allowance) {
                        differences.append(found)
                    }
                }
            }
        }
        let added = now.trials.map(\.trial).filter { !earlier.contains($0) }
        differences += added.map { ScoreDifference(.added, $0) }
        experiment = record.experiment.name
        self.before = before
        self.after = after
        self.compared = compared
        trials = baseline.trials.map(\.trial) + added
        self.differences = Self.sorted(differences)
    }

    /// By kind, then the largest first, otherwise in the order given.
    private static func sorted(_ differences: [ScoreDifference]) -> [ScoreDifference] {
        differences.enumerated().sorted { a, b in
            if a.element.kind != b.element.kind { return a.element.kind < b.element.kind }
            if a.element.size != b.element.size { return a.element.size > b.element.size }
            return a.offset < b.offset
        }.map(\.element)
    }
}

/// One score in two sets; the outer optional is whether the set has it, the inner whether it is a number.
private struct ScorePair {
    let trial: TrialName
    let score: ScoreName
    let metric: MetricEntry?
    let before: Double??
    let after: Double??

    var isInBoth: Bool { before != nil && after != nil }

    /// What differs; nil when nothing does.
    func difference(reason: String?, allowance: (String, Double) -> Double) -> ScoreDifference? {
        switch (before, after) {
        case (nil, nil), (.some(nil), .some(nil)): nil
        case (nil, .some(let value)): found(.added, nil, value)
        case (.some(let value), nil): found(.missing, value, nil)
        case (.some(nil), .some(let value?)): found(.defined, nil, value)
        case (.some(let value?), .some(nil)): found(.undefined, value, nil, reason: reason)
        case (.some(let old?), .some(let new?)): moved(from: old, to: new, allowed: allowance(score.metric, old))
        }
    }

    private func moved(from old: Double, to new: Double, allowed: Double) -> ScoreDifference? {
        guard abs(new - old) > allowed else { return nil }
        guard let bad = metric?.badness(new), let was = metric?.badness(old), abs(bad - was) > allowed else {
            return found(.changed, old, new, allowed: allowed)
        }
        return found(bad > was ? .worse : .better, old, new, allowed: allowed)
    }

    private func found(
        _ kind: ScoreDifference.Kind, _ before: Double?, _ after: Double?, allowed: Double? = nil,
        reason: String? = nil
    ) -> ScoreDifference {
        ScoreDifference(
            kind, trial, score, unit: metric.flatMap { $0.unit == "1" ? nil : $0.unit } ?? "", before: before,
            after: after, allowed: allowed,
            reason: reason)
    }
}

/// Why metrics of a record are undefined.
private struct Reasons {
    private var reasons: [TrialName: [ScoreName: String]] = [:]

    init(_ record: RunRecord) {
        for trial in record.trials {
            let name = TrialName(dataset: trial.dataset, method: trial.method, seed: trial.seed)
            for score in trial.scores {
                guard let reason = score.reason else { continue }
                reasons[name, default: [:]][ScoreName(metric: score.metric, member: score.member)] = reason
            }
        }
    }

    subscript(trial: TrialName, score: ScoreName) -> String? { reasons[trial]?[score] }
}
