import Records
import Reporting
import Testing

@Suite struct MethodStudyPageTests {
    private static let methods = ["nmf", "remedy", "oracle"]

    /// Two noisy datasets: NMF shows "pseudo-subtraction" on both, the remedy on the second only, and the remedy's map is wrong on
    /// the first. On the second the oracle's map is wrong too.
    private static func input(heldOut: Double) throws -> ReportInput {
        var input = try Example.input()
        input.record.datasets = ["one", "two"].flatMap { series in
            [UInt64(1), 101].map { seed in
                var entry = RunRecord.DatasetEntry(
                    name: "\(series)-seed-\(seed)", title: series, model: "", digest: "", file: "", seconds: 0,
                    cached: false)
                entry.repetition = RepetitionEntry(
                    series: series, title: "Dataset \(series)", seed: seed, isHeldOut: seed > 100)
                return entry
            }
        }
        input.record.methods = methods.map { .init(name: $0, title: $0 == "remedy" ? "Remedy <1>" : $0, options: "") }
        input.record.trials = []
        input.record.claims = []
        let medians: [String: [String: [Double]]] = [
            "pseudo-subtraction": ["nmf": [0.2, 0.3], "remedy": [0.01, 0.2], "oracle": [0, 0]],
            "map-rmse": ["nmf": [0.02, 0.4], "remedy": [0.5, 0.4], "oracle": [0.01, 0.4]],
        ]
        var summaries: [MethodStudy.Summary] = []
        for (metric, values) in medians.sorted(by: { $0.key < $1.key }) {
            for method in methods {
                for (order, series) in ["one", "two"].enumerated() {
                    for isHeldOut in [false, true] {
                        var summary = MethodStudy.Summary(
                            series: series, method: method, metric: metric, isHeldOut: isHeldOut, trials: 5)
                        let seen = values[method]?[order] ?? 0
                        let median =
                            isHeldOut && method == "remedy" && order == 0 && metric == "pseudo-subtraction"
                            ? heldOut : seen
                        (summary.defined, summary.median, summary.distance) = (5, median, median)
                        (summary.smallest, summary.largest) = (median / 2, median * 2)
                        summaries.append(summary)
                    }
                }
            }
        }
        input.record.methodStudy = MethodStudy(
            against: ["nmf"],
            artefacts: [
                .init(metric: "pseudo-subtraction", name: "other crystal", within: 0.05),
                .init(metric: "map-rmse", name: "wrong share", within: 0.1),
            ], summaries: summaries,
            starts: [
                .init(
                    series: "one", method: "remedy", isHeldOut: false, tried: 50, reached: 20, converged: 5, trials: 5)
            ])
        return input
    }

    @Test func `The words follow from the numbers`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input(heldOut: 0.01)))
        #expect(TagBalance.fault(in: page) == nil)
        #expect(page.contains("nmf is free of it on 0 of 2 datasets."))
        #expect(page.contains("Nothing removes it everywhere; most often Remedy &lt;1&gt;: 1 of 2."))
        // Where the oracle is wrong, no method is asked.
        #expect(page.contains("nmf is free of it on 1 of 1 datasets."))
        // Mended and broken, with how many could be.
        #expect(page.contains("<td>other crystal 1/2</td><td>wrong share 1/1</td>"))
        #expect(page.contains("On the held-out seeds 6 of 6 verdicts"))
        #expect(page.contains("at most 0.05)"))
    }

    @Test func `A verdict that the held-out seeds turn is said`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input(heldOut: 0.3)))
        #expect(page.contains("On the held-out seeds 5 of 6 verdicts"))
        #expect(page.contains("Remedy &lt;1&gt; on one: other crystal there"))
    }

    @Test func `Starts and spreads stand in the scoreboard`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input(heldOut: 0.01)))
        #expect(page.contains("title=\"20 of 50 starts\">40 %"))
        #expect(page.contains("0.100 … 0.400"))
        #expect(page.contains("20/50"))
    }

    @Test func `A record without a study has no such part`() throws {
        let page = try PageTests.withoutPictures(Report.html(Example.input()))
        #expect(!page.contains("id=\"remedies\""))
    }
}
