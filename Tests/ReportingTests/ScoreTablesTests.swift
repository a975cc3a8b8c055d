import Records
import Reporting
import Testing

@Suite struct ScoreTablesTests {
    private static let record: RunRecord = {
        func trial(_ method: String, _ scores: [Trial.Score], failure: String? = nil) -> Trial {
            Trial(
                dataset: "d,1", method: method, seed: 1, outcome: failure == nil ? .scored : .failed, reason: failure,
                seconds: 0.5, result: nil, scores: scores, matching: [:])
        }
        func metric(_ name: String, unit: String) -> MetricEntry {
            MetricEntry(
                name: name, title: "", unit: unit, direction: .lower, best: 0, source: "", explanation: "")
        }
        return RunRecord(
            experiment: .init(name: "e", question: "", command: "", digest: ""), versions: [:],
            machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]), datasets: [],
            methods: [], metrics: [metric("angle", unit: "deg"), metric("amari", unit: "1")],
            trials: [
                trial(
                    "nmf",
                    [
                        .init(metric: "amari", member: nil, value: 0.1),
                        .init(metric: "angle", member: "A", value: 1.0 / 3),
                        .init(metric: "angle", member: "B", value: nil, reason: "no \"B\""),
                    ]), trial("svd", [], failure: "line 1\nline 2"),
            ], claims: [], warnings: [])
    }()

    /// RFC 4180, written out by hand.
    @Test func `The wide table has a row a trial and a column a metric and member`() {
        let expected = [
            "\u{FEFF}experiment,dataset,method,seed,outcome,reason,seconds,angle·A,angle·B,amari",
            "e,\"d,1\",nmf,1,scored,,0.5,0.3333333333333333,,0.1", "e,\"d,1\",svd,1,failed,\"line 1\nline 2\",0.5,,,",
        ]
        #expect(ScoreTables.wide(Self.record) == expected.map { $0 + "\r\n" }.joined())
    }

    @Test func `The table of claims has a row a claim, with its seeds`() {
        var record = Self.record
        record.claims = [
            ClaimEntry(
                id: "C1", text: "t, u", dataset: "d,1", method: "nmf", metric: "angle", member: "B", bound: "at most 2",
                value: 1.5,
                heldOut: 3, spread: .init(smallest: 1, largest: 2.5, kept: 4, seeds: 5),
                heldOutSpread: .init(smallest: 3, largest: 3, kept: 0, seeds: 1), oracle: nil, verdict: .holds,
                expected: .doesNotHold, because: nil, under: "fitted settings"),
            ClaimEntry(
                id: "C2", text: "v", dataset: "d,1", method: "nmf", metric: "amari", bound: "below 1", value: nil,
                oracle: 0.5, verdict: .notTestable, expected: .notTestable, because: "why"),
        ]
        let expected = [
            """
            experiment,id,text,dataset,method,metric,member,unit,bound,value,smallest,largest,kept,seeds,held-out-value,\
            held-out-smallest,held-out-largest,held-out-kept,held-out-seeds,oracle,verdict,expected,under,because
            """,
            """
            e,C1,"t, u","d,1",nmf,angle,B,deg,at most 2,1.5,1.0,2.5,4,5,3.0,3.0,3.0,0,1,,holds,does-not-hold,\
            fitted settings,
            """, "e,C2,v,\"d,1\",nmf,amari,,,below 1,,,,,,,,,,,0.5,not-testable,not-testable,,why",
        ]
        #expect(ScoreTables.claims(record) == expected.map { $0 + "\r\n" }.joined())
    }

    @Test func `The tidy table has a row a score, and one for a failed trial`() {
        let expected = [
            "experiment,dataset,method,seed,metric,member,unit,value,reason", "e,\"d,1\",nmf,1,amari,,,0.1,",
            "e,\"d,1\",nmf,1,angle,A,deg,0.3333333333333333,", "e,\"d,1\",nmf,1,angle,B,deg,,\"no \"\"B\"\"\"",
            "e,\"d,1\",svd,1,,,,,\"failed: line 1\nline 2\"",
        ]
        #expect(ScoreTables.tidy(Self.record) == expected.map { $0 + "\r\n" }.joined())
    }
}
