internal import Arrays
internal import Modelling
internal import Records

/// The scores of a record, found by dataset, method, metric and end member.
struct RecordedScores {
    private var scores: [Place: [Trial.Score]] = [:]
    private var failures: [Run: String] = [:]
    private let metrics: [String: MetricEntry]
    private let datasets: [RunRecord.DatasetEntry]

    /// A score, or why there is none.
    enum Value: Equatable {
        case number(Double)
        /// The metric was asked and has no value here.
        case undefined(String)
        /// Nobody asked the metric: the trial failed, or there is none.
        case missing(String)

        var number: Double? { if case .number(let number) = self { number } else { nil } }
    }

    private struct Run: Hashable {
        let dataset: String
        let method: String
    }

    private struct Place: Hashable {
        let run: Run
        let metric: String
    }

    /// - Parameter datasets: those with repetitions, which may then be named by their series.
    init(trials: [Trial], metrics: [MetricEntry], datasets: [RunRecord.DatasetEntry] = []) {
        self.datasets = datasets
        self.metrics = Dictionary(metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for trial in trials {
            let run = Run(dataset: trial.dataset, method: trial.method)
            switch trial.outcome {
            case .failed: failures[run] = trial.reason ?? "no reason given"
            case .scored:
                for score in trial.scores { scores[Place(run: run, metric: score.metric), default: []].append(score) }
            }
        }
    }

    /// The score that is meant; of a series of repetitions the median over the seeds that were looked at, or over those held
    /// out, where most have a value.
    func value(of reference: ScoreReference, heldOut: Bool = false) -> Value {
        guard datasets.contains(where: { $0.repetition?.series == reference.dataset }) else {
            return heldOut ? .missing("\(reference.dataset) has no held-out seeds") : single(reference)
        }
        let values = repetitions(of: reference.dataset, heldOut: heldOut).map { single(reference, on: $0) }
        let numbers = values.compactMap(\.number)
        if 2 * numbers.count > values.count, let median = Arrays.median(numbers) { return .number(median) }
        return values.first { $0.number == nil } ?? .missing("\(reference.dataset) has no such seeds")
    }

    /// The score on the dataset that was drawn with `seed`; where its series has no such seed, the median.
    func value(of reference: ScoreReference, seed: UInt64, heldOut: Bool) -> Value {
        let entries = repetitions(of: reference.dataset, heldOut: heldOut)
        if let entry = entries.first(where: { $0.repetition?.seed == seed }) { return single(reference, on: entry) }
        return value(of: reference, heldOut: heldOut && !entries.isEmpty)
    }

    /// The seeds with which a series was drawn; none where there is one dataset only.
    func seeds(of series: String, heldOut: Bool) -> [UInt64] {
        repetitions(of: series, heldOut: heldOut).compactMap(\.repetition?.seed)
    }

    private func repetitions(of series: String, heldOut: Bool) -> [RunRecord.DatasetEntry] {
        datasets.filter { $0.repetition?.series == series && $0.repetition?.isHeldOut == heldOut }
    }

    private func single(_ reference: ScoreReference, on entry: RunRecord.DatasetEntry) -> Value {
        var place = reference
        place.dataset = entry.name
        return single(place)
    }

    /// The score on one dataset. Worst, best and mean are taken over the end members that have a value; a metric of the
    /// whole estimate has only one score, whichever member is meant.
    private func single(_ reference: ScoreReference) -> Value {
        let run = Run(dataset: reference.dataset, method: reference.method)
        let name = "\(reference.method) on \(reference.dataset)"
        if let reason = failures[run] { return .missing("\(name) failed: \(reason)") }
        guard let all = scores[Place(run: run, metric: reference.metric)] else {
            return .missing("\(name) has no score \(reference.metric)")
        }
        var meant = all
        if case .named(let member) = reference.member, all.contains(where: { $0.member != nil }) {
            meant = all.filter { $0.member == member }
            if meant.isEmpty { return .missing("\(name) has no end member \(member)") }
        }
        let numbers = meant.compactMap(\.value)
        guard let first = numbers.first else {
            return .undefined(meant.compactMap(\.reason).first ?? "\(reference.metric) is undefined")
        }
        switch reference.member {
        case .named: return .number(first)
        case .mean: return .number(numbers.reduce(0, +) / Double(numbers.count))
        case .best:
            return .number(numbers.min { badness($0, reference.metric) < badness($1, reference.metric) } ?? first)
        case .worst:
            return .number(numbers.max { badness($0, reference.metric) < badness($1, reference.metric) } ?? first)
        }
    }

    /// What makes one value worse than another; where no direction is better, more counts as worse.
    func badness(_ value: Double, _ name: String) -> Double {
        metrics[name]?.badness(value) ?? value
    }
}
