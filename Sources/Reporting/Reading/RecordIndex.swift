import Datasets
import Records

/// The record, read by dataset, method and metric. It looks scores up and never computes one.
struct RecordIndex {
    let input: ReportInput
    private let trialsByKey: [String: [Trial]]
    private let metricsByName: [String: MetricEntry]

    /// The method that unmixes with the true patterns.
    static let oracle = "oracle"

    init(_ input: ReportInput) {
        self.input = input
        trialsByKey = Dictionary(grouping: input.record.trials) {
            ReportInput.key(dataset: $0.dataset, method: $0.method)
        }
        metricsByName = Dictionary(input.record.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var record: RunRecord { input.record }

    /// Trials of a method on a dataset, one a seed, in the record's order.
    func trials(_ dataset: String, _ method: String) -> [Trial] {
        trialsByKey[ReportInput.key(dataset: dataset, method: method)] ?? []
    }

    func estimate(_ dataset: String, _ method: String) -> StoredEstimate? {
        input.estimates[ReportInput.key(dataset: dataset, method: method)]
    }

    func metric(_ name: String) -> MetricEntry? { metricsByName[name] }

    /// What a dataset is called, or a series of them that differ in their seed.
    func datasetTitle(_ name: String) -> String {
        if let entry = record.datasets.first(where: { $0.name == name }) {
            return entry.title.isEmpty ? entry.name : entry.title
        }
        let series = record.datasets.lazy.compactMap(\.repetition).first { $0.series == name }
        return series.map { $0.title.isEmpty ? name : $0.title } ?? name
    }

    func methodTitle(_ name: String) -> String {
        record.methods.first { $0.name == name }.map { $0.title.isEmpty ? $0.name : $0.title } ?? name
    }

    /// Methods that were tried on a dataset, in the record's order, the oracle last.
    func methods(on dataset: String) -> [String] {
        var names = record.methods.map(\.name)
        for trial in record.trials where !names.contains(trial.method) { names.append(trial.method) }
        let tried = names.filter { !trials(dataset, $0).isEmpty }
        return tried.filter { $0 != Self.oracle } + tried.filter { $0 == Self.oracle }
    }

    /// All methods of the run, the oracle last.
    var allMethods: [String] {
        var names: [String] = []
        for name in record.methods.map(\.name) + record.trials.map(\.method) where !names.contains(name) {
            names.append(name)
        }
        return names.filter { $0 != Self.oracle } + names.filter { $0 == Self.oracle }
    }

    /// Members that a metric has scores for on a dataset, in the order in which the record names them.
    func members(_ dataset: String, metric: String) -> [String?] {
        var result: [String?] = []
        for method in methods(on: dataset) {
            for trial in trials(dataset, method) {
                for score in trial.scores where score.metric == metric && !result.contains(score.member) {
                    result.append(score.member)
                }
            }
        }
        return result
    }

    /// A metric's scores of one member over the seeds of a trial.
    func score(_ dataset: String, _ method: String, _ metric: String, _ member: String?) -> SeedScores? {
        let scores = trials(dataset, method).flatMap(\.scores).filter { $0.metric == metric && $0.member == member }
        return scores.isEmpty ? nil : SeedScores(scores: scores)
    }

    /// The member's score that is farthest from the best; undefined scores are passed over.
    func worst(_ dataset: String, _ method: String, _ metric: String) -> Double? {
        let values = trials(dataset, method).first?.scores.filter { $0.metric == metric }.compactMap(\.value) ?? []
        guard let entry = self.metric(metric) else { return values.first }
        return values.max { entry.isWorse($1, than: $0) }
    }

    /// Whether that score is free of an artefact; nil where it is undefined.
    func isKept(_ dataset: String, _ method: String, _ verdict: MethodStudy.Artefact) -> Bool? {
        guard let value = worst(dataset, method, verdict.metric), let metric = metric(verdict.metric) else {
            return nil
        }
        return verdict.isKept(by: value, of: metric)
    }

    /// The verdict of the maps on a metric.
    func verdict(_ metric: String) -> MethodStudy.Artefact? { record.maps?.verdicts.first { $0.metric == metric } }
}

/// One score, once for each seed.
struct SeedScores {
    let scores: [Trial.Score]

    /// The first seed's value.
    var value: Double? { scores.first?.value }
    var reason: String? { scores.first?.reason }
    /// Smallest and largest value, when there is more than one seed.
    var spread: ClosedRange<Double>? {
        let values = scores.compactMap(\.value)
        guard values.count > 1, let low = values.min(), let high = values.max() else { return nil }
        return low...high
    }
}

extension MetricEntry {
    /// The unit as it stands behind a number; empty for a plain number.
    var unitText: String {
        switch unit {
        case "1", "": ""
        case "deg": "°"
        default: unit
        }
    }

    /// A value as people read it: three significant digits, and counts as whole numbers. What only rounding keeps from
    /// zero is called so.
    func text(_ value: Double) -> String {
        if value != 0, abs(value) < 1e-12 { return "≈ 0" }
        let isCount = ["scree-rank", "dips", "minima"].contains(name)
        return isCount ? Numbers.fixed(value, decimals: 0) : Numbers.significant(value)
    }

    /// A value with its unit.
    func measured(_ value: Double) -> String {
        let text = text(value)
        // A narrow space keeps a degree sign from being read as part of an exponent.
        return text.contains("×") && !unitText.isEmpty ? "\(text)\u{202F}\(unitText)" : text + unitText
    }

    var arrow: String {
        switch direction {
        case .lower: "↓"
        case .higher: "↑"
        case .closer: best.map { "→ \(Numbers.short($0))" } ?? "→"
        case .neutral: ""
        }
    }

    var directionText: String {
        switch direction {
        case .lower: "lower is better"
        case .higher: "higher is better"
        case .closer: "closer to \(best.map { Numbers.short($0) } ?? "the best value") is better"
        case .neutral: "neither direction is better"
        }
    }
}
