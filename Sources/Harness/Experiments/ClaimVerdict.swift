package import Modelling
package import Records

/// Holds claims against the scores of a record.
package struct ClaimVerdicts {
    private var values: [Place: [Trial.Score]] = [:]
    private let directions: [String: MetricEntry.Direction]
    private let bests: [String: Double]

    private struct Place: Hashable {
        let dataset: String
        let method: String
        let metric: String
    }

    package init(trials: [Trial], metrics: [MetricEntry]) {
        for trial in trials where trial.outcome == .scored {
            for score in trial.scores {
                values[Place(dataset: trial.dataset, method: trial.method, metric: score.metric), default: []].append(
                    score)
            }
        }
        directions = Dictionary(metrics.map { ($0.name, $0.direction) }, uniquingKeysWith: { first, _ in first })
        bests = Dictionary(
            metrics.compactMap { metric in metric.best.map { (metric.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The claim with its value, the oracle's value of the same score, and the verdict.
    package func entry(for claim: ClaimModel) -> ClaimEntry {
        let found = value(of: claim.score)
        let ofOracle = ScoreReference(
            dataset: claim.score.dataset, method: Oracle.name, metric: claim.score.metric, member: claim.score.member)
        let verdict = verdict(on: claim, value: found.value)
        let expected = ClaimEntry.Verdict(rawValue: claim.verdict.rawValue) ?? .holds
        return ClaimEntry(
            id: claim.id, text: claim.text, dataset: claim.score.dataset, method: claim.score.method,
            metric: claim.score.metric, bound: claim.bounds.map(\.description).joined(separator: " and "),
            value: found.value, oracle: value(of: ofOracle).value, verdict: verdict, expected: expected,
            because: claim.because ?? found.reason)
    }

    private func verdict(on claim: ClaimModel, value: Double?) -> ClaimEntry.Verdict {
        let answers = claim.bounds.map { holds($0, value: value) }
        if answers.contains(false) { return .doesNotHold }
        return answers.contains(nil) ? .notTestable : .holds
    }

    /// Whether a bound is kept; nil when that cannot be told.
    private func holds(_ bound: Bound, value: Double?) -> Bool? {
        if case .defined(let wanted) = bound { return (value != nil) == wanted }
        guard let value else { return nil }
        switch bound {
        case .atMost(let side): return self.value(of: side).map { value <= $0 }
        case .atLeast(let side): return self.value(of: side).map { value >= $0 }
        case .above(let side): return self.value(of: side).map { value > $0 }
        case .below(let side): return self.value(of: side).map { value < $0 }
        case .between(let low, let high): return (low...high).contains(value)
        case .defined: return nil
        }
    }

    private func value(of side: Bound.Side) -> Double? {
        switch side {
        case .number(let number): number
        case .score(let reference, let times): value(of: reference).value.map { times * $0 }
        }
    }

    /// The score that is meant, over the end members that have one.
    private func value(of reference: ScoreReference) -> (value: Double?, reason: String?) {
        let place = Place(dataset: reference.dataset, method: reference.method, metric: reference.metric)
        guard let scores = values[place], !scores.isEmpty else { return (nil, "there is no such score") }
        if case .named(let name) = reference.member, let score = scores.first(where: { $0.member == name }) {
            return (score.value, score.reason)
        }
        let defined = scores.compactMap(\.value)
        guard !defined.isEmpty else { return (nil, scores.compactMap(\.reason).first) }
        switch reference.member {
        case .mean: return (defined.reduce(0, +) / Double(defined.count), nil)
        case .best: return (defined.min { distance($0, reference.metric) < distance($1, reference.metric) }, nil)
        case .worst: return (defined.max { distance($0, reference.metric) < distance($1, reference.metric) }, nil)
        case .named(let name):
            return scores.allSatisfy { $0.member == nil } ? (defined[0], nil) : (nil, "there is no end member \(name)")
        }
    }

    /// How far a value is from the best: what makes one worse than another.
    private func distance(_ value: Double, _ metric: String) -> Double {
        switch directions[metric] ?? .lower {
        case .lower, .neutral: value
        case .higher: -value
        case .closer: abs(value - (bests[metric] ?? 0))
        }
    }
}
