import Records
import Reporting
import Testing

@Suite struct ComparisonTextTests {
    /// One score of one trial, in text that both formats must escape.
    private static func comparison(_ before: Double?, _ after: Double?) -> ScoreComparison {
        func record(_ value: Double?) -> RunRecord {
            let score = Trial.Score(
                metric: "error", member: "A", value: value, reason: value == nil ? "<none> & \"no|ne\"" : nil)
            let trial = Trial(
                dataset: "a|b_c", method: "x<y", seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
                scores: [score], matching: [:])
            return RunRecord(
                experiment: .init(name: "e&f", question: "", command: "", digest: ""), versions: [:],
                machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]),
                datasets: [], methods: [],
                metrics: [
                    MetricEntry(
                        name: "error", title: "", unit: "deg", direction: .lower, best: 0, source: "", explanation: "")
                ],
                trials: [trial], claims: [], warnings: [])
        }
        return ScoreComparison(
            of: record(after), with: Baseline(record(before), tolerances: []), before: "old", after: "new")
    }

    @Test func `JUnit's XML is well-formed and counts the trials that got worse`() {
        let good = Self.comparison(1, 1).junit
        let bad = Self.comparison(1, 2).junit
        let lost = Self.comparison(1, nil).junit
        for text in [good, bad, lost] {
            let body = text.replacing("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: "")
            #expect(TagBalance.fault(in: body) == nil)
            #expect(text.contains("<testsuite name=\"e&amp;f.a|b_c\" tests=\"1\""))
        }
        #expect(good.contains("tests=\"1\" failures=\"0\"") && !good.contains("<failure"))
        #expect(bad.contains("tests=\"1\" failures=\"1\""))
        #expect(bad.contains("worse: error A 1 -&gt; 2 (+1, allowed ±0) deg"))
        #expect(lost.contains("&lt;none&gt; &amp; &quot;no|ne&quot;"))
    }

    @Test func `Markdown keeps its columns whatever the names hold`() {
        let text = Self.comparison(1, nil).markdown
        #expect(text.hasPrefix("## ❌ Scores of e&amp;f\n"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(rows.count == 3)
        for row in rows {
            let bars = row.replacing("\\|", with: "").count { $0 == "|" }
            #expect(bars == 10, "\(row)")
        }
        #expect(Self.comparison(2, 1).markdown.contains("<details><summary>1 not worse</summary>"))
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1"), (-0.5, "-0.5"), (0.053012, "0.053012"), (0.0530121, "0.053012"), (123456, "123460"),
        (9.999999e-5, "0.0001"), (1.25e-7, "1.25e-7"), (-2e10, "-2e10"), (46.14623, "46.146"), (99999.6, "100000"),
    ])
    func `Plain numbers have five significant digits and no trailing zeros`(value: Double, text: String) {
        #expect(Numbers.plain(value, digits: 5) == text)
    }
}
