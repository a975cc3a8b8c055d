internal import Modelling
public import Records

/// Where a method stands among the others of a record, artefact by artefact.
///
/// A metric of an end member counts with its worst value. Ranks are among the methods, not the oracle, that have a value;
/// differences below 1e-4, and below half a part in a thousand, are none.
public struct Standings: Codable, Sendable {
    /// The method that was tried.
    public var method: String
    /// Every method, the tried one first, then by mean rank; the oracle last, where it ran.
    public var methods: [String]
    public var datasets: [DatasetStanding]

    public struct DatasetStanding: Codable, Sendable {
        public var dataset: String
        public var title: String
        /// Why a method has no scores here, by its name.
        public var failures: [String: String]
        public var rows: [Row]
        /// The mean of a method's ranks here; a method that failed comes last everywhere.
        public var meanRank: [String: Double]
    }

    /// One metric on one dataset.
    public struct Row: Codable, Sendable {
        public var metric: MetricEntry
        /// By method; undefined values are left out.
        public var values: [String: Double]
        /// By method, 1 for the best; the oracle has none.
        public var ranks: [String: Int]
    }

    /// - Parameter method: the one that was tried.
    public init(of method: String, in record: RunRecord) {
        let scores = RecordedScores(trials: record.trials, metrics: record.metrics)
        let learners = record.methods.map(\.name).filter { $0 != Oracle.name }
        let hasOracle = record.methods.contains { $0.name == Oracle.name }
        self.method = method
        datasets = record.datasets.map { dataset in
            let failed = record.trials.filter { $0.dataset == dataset.name && $0.outcome == .failed }
            let failures = Dictionary(
                failed.map { ($0.method, $0.reason ?? "no reason given") }, uniquingKeysWith: { first, _ in first })
            let rows = record.metrics.filter { $0.direction != .neutral }.compactMap { metric in
                Row(metric, dataset: dataset.name, learners: learners, hasOracle: hasOracle, scores: scores)
            }
            return DatasetStanding(
                dataset: dataset.name, title: dataset.title, failures: failures, rows: rows,
                meanRank: Self.meanRanks(learners, rows: rows, failures: failures))
        }
        let all = datasets
        func mean(_ name: String) -> Double {
            let ranks = all.compactMap { $0.meanRank[name] }
            return ranks.isEmpty ? .infinity : ranks.reduce(0, +) / Double(ranks.count)
        }
        let others = learners.filter { $0 != method }.sorted { mean($0) < mean($1) }
        methods = [method] + others + (hasOracle ? [Oracle.name] : [])
    }

    /// The mean over the datasets of a method's mean ranks; nil where it has none.
    public func meanRank(of name: String) -> Double? {
        let ranks = datasets.compactMap { $0.meanRank[name] }
        return ranks.isEmpty ? nil : ranks.reduce(0, +) / Double(ranks.count)
    }

    private static func meanRanks(
        _ learners: [String], rows: [Row], failures: [String: String]
    ) -> [String: Double] {
        var result: [String: Double] = [:]
        for name in learners {
            let ranks = failures[name] == nil ? rows.compactMap { $0.ranks[name] } : rows.map { _ in learners.count }
            if !ranks.isEmpty { result[name] = Double(ranks.reduce(0, +)) / Double(ranks.count) }
        }
        return result
    }
}

extension Standings.Row {
    /// nil where no method has a value.
    fileprivate init?(
        _ metric: MetricEntry, dataset: String, learners: [String], hasOracle: Bool, scores: RecordedScores
    ) {
        func value(_ method: String) -> Double? {
            scores.value(of: .init(dataset: dataset, method: method, metric: metric.name, member: .worst)).number
        }
        let found = learners.compactMap { name in value(name).map { (name, $0) } }
        guard !found.isEmpty else { return nil }
        let badness = found.map { scores.badness($0.1, metric.name) }
        var ranks: [String: Int] = [:]
        for (index, (name, _)) in found.enumerated() {
            let margin = max(1e-4, 5e-4 * abs(badness[index]))
            ranks[name] = 1 + badness.count { $0 < badness[index] - margin }
        }
        self.metric = metric
        values = Dictionary(found, uniquingKeysWith: { first, _ in first })
        values[Oracle.name] = hasOracle ? value(Oracle.name) : nil
        self.ranks = ranks
    }
}
