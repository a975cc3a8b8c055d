import Records
import Reporting
import Testing

/// Doses of 10³ and 10⁵ by backgrounds of 0 and 5 %, three seeds each and a held-out one.
@Suite struct SeedMapsPageTests {
    private static let scores: [(dose: String, background: String, nmf: [Double], fuzzy: [Double])] = [
        ("1000 electrons", "0 %", [0.3, 0.1, 0.2], [0.3, 0.3, 0.1]),
        ("1000 electrons", "5 %", [0.4, 0.9, 0.5], [0.8, 0.9, 0.5]),
        ("100000 electrons", "0 %", [0.02, 0.04, 0.03], [0.02, 0.02, 0.09]),
        ("100000 electrons", "5 %", [0.6, 0.07, 0.08], [0.3, 0.07, 0.04]),
    ]

    private static func input() throws -> ReportInput {
        var input = try Example.input()
        var datasets: [RunRecord.DatasetEntry] = []
        var trials: [Trial] = []
        for condition in scores {
            for seed in 1...4 {
                let series = "s-\(condition.dose)-\(condition.background)"
                var entry = RunRecord.DatasetEntry(
                    name: "\(series)-seed-\(seed)", title: series, model: "", digest: "", file: "x.hspy", seconds: 2,
                    cached: false)
                entry.place = SweepPlace(
                    series: "s", title: "Counting detector",
                    values: [
                        .init(key: "detector.dose", text: condition.dose),
                        .init(key: "detector.background", text: condition.background),
                    ])
                entry.repetition = RepetitionEntry(
                    series: series, title: series, seed: UInt64(seed), isHeldOut: seed == 4)
                datasets.append(entry)
                for (method, values) in [
                    ("nmf", condition.nmf), ("fuzzy-c-means", condition.fuzzy), ("oracle", [0.01, 0.01, 0.01]),
                ] {
                    trials.append(
                        Trial(
                            dataset: entry.name, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 1,
                            result: nil,
                            scores: [
                                .init(
                                    metric: "non-monotonicity", member: "A", value: seed == 4 ? 77123 : values[seed - 1]
                                )
                            ], matching: [:]))
                }
            }
        }
        input.record.datasets = datasets
        input.record.trials = trials
        input.record.claims = []
        return input
    }

    private static func page(_ change: (inout RunRecord) -> Void) throws -> String {
        var input = try input()
        change(&input.record)
        let page = try PageTests.withoutPictures(Report.html(input))
        #expect(TagBalance.fault(in: page) == nil)
        return page
    }

    private static func maps(_ record: inout RunRecord) {
        record.maps = MetricMaps(
            x: .init(key: "detector.dose", title: "dose", logarithmic: true),
            y: .init(key: "detector.background", title: "background", logarithmic: false, even: true), panels: nil,
            verdicts: [.init(metric: "non-monotonicity", name: "steady", within: 0.1)])
    }

    @Test func `A cell is the median of its seeds with their range, and held-out seeds are left aside`() throws {
        let page = try Self.page(Self.maps)
        let median = page.contains("<title>10³ electrons, 5 %: 0.500 (0.400 to 0.900 over 3 seeds)</title>")
        #expect(median)
        // By the first seed it would be 0.6, and unsteady.
        let other = page.contains("<title>10⁵ electrons, 5 %: 0.0800 (0.0700 to 0.600 over 3 seeds)</title>")
        #expect(other)
        let said = page.contains("Counting detector, median of 3 seeds") && page.contains("the median of 3 scans")
        #expect(said)
        let count = page.contains("steady in 2 of 4 conditions, by the median of 3 seeds.")
        #expect(count)
        // More methods than backgrounds: they run down the page.
        let row = page.contains("<th scope=\"row\">NMF</th><td class=\"n group\">10⁵</td><td class=\"n\">10⁵</td>")
        #expect(row)
        let best = page.contains("<td class=\"n group\">10³–10⁵</td><td class=\"n\">10³–10⁵</td>")
        #expect(best)
        // Every dataset has its line among the explanations of metrics, far behind the maps.
        let explanations = try #require(page.firstRange(of: "<h2 id=\"metrics\">"))
        let heldOut = page[..<explanations.lowerBound].contains("77100")
        #expect(!heldOut)
    }

    @Test func `Curves have a bar for each median, and the table the ratio to the first method seed by seed`() throws {
        let page = try Self.page(Self.maps)
        // Ratios 0.8/0.4, 0.9/0.9 and 0.5/0.5: their median is 1, the ratio of the medians 1.6.
        let ratio = page.contains(
            "<td class=\"n broken\" title=\"0.800 (0.500 to 0.900 over 3 seeds)\">0.80 ×1.0<br/><small>0.50–0.90")
        #expect(ratio)
        let below = page.contains(
            "<td class=\"n kept\" title=\"0.0300 (0.0200 to 0.0400 over 3 seeds)\">0.030<br/><small>0.020–0.040")
        #expect(below)
        let captions =
            page.contains("Counting detector, background 5 %</p>") && page.contains("Points are medians of 3 seeds")
        #expect(captions)
    }

    @Test func `The matrix of a sweep holds medians too`() throws {
        let page = try Self.page { record in
            record.matrix = SweepMatrix(metric: "non-monotonicity", atMost: 0.1, kept: "steady", broken: "unsteady")
        }
        let cell = page.contains("title=\"steady, 0.0800 (0.0700 to 0.600 over 3 seeds)\"")
        #expect(cell)
        let said = page.contains("the number is the median of 3 seeds")
        #expect(said)
    }
}
