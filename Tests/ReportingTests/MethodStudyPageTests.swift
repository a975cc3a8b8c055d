import Datasets
import FoundationEssentials
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
        #expect(page.contains("0.100 …<br/>0.400"))
        #expect(page.contains("20/50"))
    }

    /// Five seeds and a held-out one of a scan; what NMF's worse map error is on each says which seed it shows.
    @Test func `Each method shows its patterns and maps on the seed of its median error`() throws {
        var input = try Example.input()
        let whole = try #require(input.record.datasets.first { $0.name == "fig5" })
        let trials = input.record.trials.filter { $0.dataset == "fig5" }
        let methods = Set(trials.map(\.method))
        input.record.datasets = []
        input.record.trials = []
        input.record.claims = []
        let errors: [(seed: UInt64, error: Double)] = [(1, 0.5), (2, 0.1), (3, 0.3), (4, 0.2), (5, 0.4), (101, 0.3)]
        for (seed, error) in errors {
            var entry = whole
            entry.name = "fig5-seed-\(seed)"
            entry.repetition = RepetitionEntry(series: "fig5", title: "Noisy", seed: seed, isHeldOut: seed > 100)
            input.record.datasets.append(entry)
            let scan = try #require(input.datasets["fig5"])
            input.datasets[entry.name] = Dataset(
                name: entry.name, observations: scan.observations, storage: scan.storage, calibration: scan.calibration,
                truth: scan.truth, beams: nil, provenance: scan.provenance)
            for var trial in trials {
                let key = ReportInput.key(dataset: entry.name, method: trial.method)
                input.estimates[key] = input.estimates[ReportInput.key(dataset: "fig5", method: trial.method)]
                trial.dataset = entry.name
                trial.scores.removeAll { $0.metric == "map-rmse" }
                trial.scores.append(.init(metric: "map-rmse", member: "A", value: error))
                input.record.trials.append(trial)
            }
        }
        input.record.methodStudy = MethodStudy(
            against: ["nmf"], artefacts: [.init(metric: "map-rmse", name: "wrong share", within: 0.1)],
            summaries: methods.sorted().map {
                .init(series: "fig5", method: $0, metric: "map-rmse", isHeldOut: false, trials: 5)
            },
            starts: [])
        let page = try Report.html(input)
        #expect(TagBalance.fault(in: page) == nil)
        let cards = page.components(separatedBy: "<figure class=\"card\">").dropFirst()
        // The truth has a card too.
        #expect(cards.count == methods.count + 1)
        // The sources of the SVD match no end member, and its card says so.
        let drawn = cards.dropFirst().filter { !$0.contains("class=\"missing\"") }
        #expect(drawn.count == methods.count - 1)
        for card in drawn {
            let own = card.prefix { $0 != "\n" }
            #expect(own.contains("<small>seed 3</small>"))
            #expect(own.components(separatedBy: "data:image/png").count == 3)
            #expect(own.components(separatedBy: "<polyline").count == 3 && own.contains("<use href=\"#behind-fig5\"/>"))
        }
        #expect(page.components(separatedBy: "id=\"behind-fig5\"").count == 2)
    }

    @Test func `A record without a study has no such part`() throws {
        let page = try PageTests.withoutPictures(Report.html(Example.input()))
        #expect(!page.contains("id=\"remedies\""))
    }
}
