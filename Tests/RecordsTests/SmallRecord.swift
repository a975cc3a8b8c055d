import Records

/// Records of one trial or two, with the scores that a test is about.
enum SmallRecord {
    static let metrics = [
        metric("error", .lower, best: 0), metric("match", .higher, best: 1), metric("ratio", .closer, best: 1),
        metric("share", .neutral, best: nil),
    ]

    private static func metric(_ name: String, _ direction: MetricEntry.Direction, best: Double?) -> MetricEntry {
        MetricEntry(
            name: name, title: name, unit: name == "error" ? "deg" : "1", direction: direction, best: best, source: "",
            explanation: "")
    }

    static func record(_ trials: [Trial], name: String = "small") -> RunRecord {
        RunRecord(
            experiment: .init(name: name, question: "?", command: "", digest: ""), versions: ["twinbench": "1"],
            machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]), datasets: [],
            methods: [], metrics: metrics, trials: trials, claims: [], warnings: [])
    }

    static func trial(_ scores: [Trial.Score], dataset: String = "data", method: String = "nmf") -> Trial {
        Trial(
            dataset: dataset, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
            scores: scores, matching: [:])
    }

    static func failed(_ reason: String, dataset: String = "data", method: String = "nmf") -> Trial {
        Trial(
            dataset: dataset, method: method, seed: 1, outcome: .failed, reason: reason, seconds: 0, result: nil,
            scores: [], matching: [:])
    }

    static func score(_ metric: String, _ value: Double?, member: String? = "A") -> Trial.Score {
        Trial.Score(metric: metric, member: member, value: value, reason: value == nil ? "no reflection" : nil)
    }

    /// What differs when one score moves.
    static func differences(
        _ metric: String, _ before: Double?, _ after: Double?, allowed: Double = 0.1
    ) -> [ScoreDifference] {
        let baseline = Baseline(
            record([trial([score(metric, before)])]),
            tolerances: [Tolerance(Tolerance.anyMetric, absolute: allowed, reason: "test")])
        return ScoreComparison(of: record([trial([score(metric, after)])]), with: baseline, before: "a", after: "b")
            .differences
    }
}
