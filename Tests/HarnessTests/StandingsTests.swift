import Harness
import Records
import Testing

@Suite struct StandingsTests {
    private func metric(_ name: String, _ direction: MetricEntry.Direction, best: Double?) -> MetricEntry {
        MetricEntry(name: name, title: name, unit: "1", direction: direction, best: best, source: "", explanation: "")
    }

    /// Methods with their values for member A and B of each metric.
    private func record(_ methods: [(String, [String: [Double?]]?)]) -> RunRecord {
        let trials = methods.map { name, values in
            Trial(
                dataset: "d", method: name, seed: 1, outcome: values == nil ? .failed : .scored,
                reason: values == nil ? "crashed" : nil, seconds: 1, result: nil,
                scores: (values ?? [:]).flatMap { metric, values in
                    zip(["A", "B"], values).map { member, value in
                        Trial.Score(metric: metric, member: member, value: value, reason: value == nil ? "no" : nil)
                    }
                }, matching: [:])
        }
        return RunRecord(
            experiment: .init(name: "e", question: "q", command: "c", digest: ""), versions: [:],
            machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]),
            datasets: [.init(name: "d", title: "", model: "", digest: "", file: "", seconds: 0, cached: false)],
            methods: methods.map { .init(name: $0.0, title: $0.0, options: "") },
            metrics: [
                metric("low", .lower, best: 0), metric("high", .higher, best: 1), metric("close", .closer, best: 1),
                metric("neutral", .neutral, best: nil),
            ], trials: trials, claims: [], warnings: [])
    }

    @Test func theWorstMemberCountsInItsDirection() throws {
        let standings = Standings(
            of: "mine",
            in: record([
                ("other", ["low": [0.3, 0.3], "high": [0.9, 0.9], "close": [1.3, 1]]),
                ("mine", ["low": [0.1, 0.4], "high": [1, 0.95], "close": [0.8, 1]]),
                ("oracle", ["low": [0, 0]]),
            ]))
        #expect(standings.methods == ["mine", "other", "oracle"])
        let rows = standings.datasets[0].rows
        #expect(rows.map(\.metric.name) == ["low", "high", "close"])
        #expect(rows.map { $0.values["mine"] } == [0.4, 0.95, 0.8])
        #expect(rows.map { $0.ranks["mine"] } == [2, 1, 1])
        #expect(rows.map { $0.ranks["oracle"] } == [nil, nil, nil] && rows[0].values["oracle"] == 0)
        #expect(standings.datasets[0].meanRank["mine"] == 4.0 / 3 && standings.meanRank(of: "other") == 5.0 / 3)
    }

    @Test func equalValuesShareTheirRankAndTheNextOneIsLeftOut() {
        let standings = Standings(
            of: "a",
            in: record([
                ("a", ["low": [0.1, 0]]), ("b", ["low": [0.10001, 0]]), ("c", ["low": [0.2, 0]]),
                ("d", ["low": [nil, nil]]),
            ]))
        #expect(standings.datasets[0].rows[0].ranks == ["a": 1, "b": 1, "c": 3])
    }

    @Test func aMethodThatFailedComesLastInEveryRow() {
        let standings = Standings(
            of: "mine",
            in: record([("mine", nil), ("a", ["low": [0.1, 0.1]]), ("b", ["low": [0.2, 0.2], "high": [1, 1]])]))
        #expect(standings.datasets[0].failures == ["mine": "crashed"])
        #expect(standings.meanRank(of: "mine") == 3 && standings.meanRank(of: "b") == 1.5)
    }
}
