import Records
import Reporting
import Testing

@Suite struct MapsPageTests {
    /// Angles 0, 10, 20 mrad by 50 and 100 nm: monotonic from 10 mrad on in the thin one, at 10 mrad alone in the thick one.
    private static func input() throws -> ReportInput {
        var input = try Example.input()
        let values = ["50 nm": [0.9, 0.02, 0.01], "100 nm": [0.8, 0.05, 0.4]]
        var datasets: [RunRecord.DatasetEntry] = []
        var trials: [Trial] = []
        var cases: [PrecessionStudy.Case] = []
        for (thickness, scores) in values.sorted(by: { $0.key < $1.key }) {
            for (angle, score) in zip(["0 mrad", "10 mrad", "20 mrad"], scores) {
                let name = "gaas-\(angle)-\(thickness)"
                var entry = RunRecord.DatasetEntry(
                    name: name, title: name, model: "", digest: "", file: "\(name).hspy", seconds: 2, cached: false)
                entry.place = SweepPlace(
                    series: "gaas", title: "GaAs",
                    values: [
                        .init(key: "precession.angle", text: angle), .init(key: "stack.thickness", text: thickness),
                    ])
                datasets.append(entry)
                trials.append(
                    Trial(
                        dataset: name, method: "nmf", seed: 1, outcome: .scored, reason: nil, seconds: 1, result: nil,
                        scores: [.init(metric: "non-monotonicity", member: "A", value: score)], matching: [:]))
                cases.append(
                    .init(
                        dataset: name, isHeldOut: thickness == "100 nm", crystal: "GaAs", zone: "3 1 1", energy: 300,
                        angle: Double(angle.split(separator: " ")[0]) ?? 0,
                        thickness: thickness == "50 nm" ? 50 : 100, bend: 0, reflection: "0 2 -2", frequency: 0.5,
                        extinctionLength: 75))
            }
        }
        input.record.datasets = datasets
        input.record.trials = trials
        input.record.claims = []
        input.record.maps = MetricMaps(
            x: .init(key: "precession.angle", title: "precession angle", logarithmic: false),
            y: .init(key: "stack.thickness", title: "thickness", logarithmic: true), panels: nil,
            verdicts: [.init(metric: "non-monotonicity", name: "monotonic", within: 0.1)])
        let rule = PrecessionRule(
            method: "nmf", metric: "non-monotonicity", steps: [.init(largestDepth: nil, leastSweep: 1.25)])
        input.record.precession = PrecessionStudy(
            fixed: "rule.json", cases: cases,
            outcomes: [
                .init(
                    rule: rule, fitted: .init(cases: 3, right: 3, kept: 2), heldOut: .init(cases: 3, right: 2, kept: 1),
                    misses: ["gaas-20 mrad-100 nm"])
            ])
        return input
    }

    @Test func `The table says between which angles a verdict holds, and the text where more is worse`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input()))
        #expect(TagBalance.fault(in: page) == nil)
        let thin = page.contains("<th scope=\"row\">50 nm</th><td class=\"n group\">10–20</td>")
        let thick = page.contains("<th scope=\"row\">100 nm</th><td class=\"n group\">10</td>")
        #expect(thin && thick)
        let words = page.contains(
            "monotonic in 3 of 6 scans. In 2 of 2 values of thickness there is such a precession angle; in 1 of them a larger one loses it again."
        )
        #expect(words)
        let cell = page.contains("<title>20 mrad, 100 nm: 0.400</title>")
        #expect(cell)
    }

    @Test(arguments: ["nan nm", "inf nm", "0 nm", "-3 nm", "1e308 nm", "nm"])
    func `A value without a place on an axis leaves a page`(text: String) throws {
        var input = try Self.input()
        for place in input.record.datasets.indices where place % 2 == 0 {
            input.record.datasets[place].place?.values[1].text = text
        }
        input.record.precession?.cases[0].extinctionLength = -75
        input.record.precession?.cases[1].thickness = 0
        #expect(TagBalance.fault(in: try PageTests.withoutPictures(Report.html(input))) == nil)
    }

    /// Scans of another zone are no further seeds of the noise.
    @Test func `What else was swept has maps of its own`() throws {
        var input = try Self.input()
        input.record.precession = nil
        for (place, entry) in input.record.datasets.enumerated() {
            input.record.datasets[place].place?.values.append(.init(key: "beam.zone", text: "[3, 1, 1]"))
            var other = entry
            other.name += "-other"
            other.place?.values.append(.init(key: "beam.zone", text: "[4, 1, 1]"))
            input.record.datasets.append(other)
        }
        input.record.trials += input.record.trials.map { trial in
            var other = trial
            other.dataset += "-other"
            return other
        }
        let page = try PageTests.withoutPictures(Report.html(input))
        let titles = page.contains("GaAs, [3, 1, 1]") && page.contains("GaAs, [4, 1, 1]")
        let words = page.contains("monotonic in 6 of 12 scans") && !page.contains("median of")
        #expect(titles && words)
    }

    @Test func `A rule stands with how often it is right, and its held-out misses are listed`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.input()))
        let rule = page.contains("<td>φ g t ≥ 1.3</td><td class=\"n\"><b>100 %</b> <small>3/3</small></td>")
        let heldOut = page.contains("<b>67 %</b> <small>2/3</small>")
        let missed = page.contains("✗ missed") && page.contains("right by zone: [3 1 1] 2/3; by crystal: GaAs 2/3.")
        #expect(rule && heldOut && missed)
        let listed = page.contains("GaAs [3 1 1], 300 kV</th><td class=\"n\">20</td><td class=\"n\">100</td>")
        #expect(listed)
        let origin = page.contains("those of <code>rule.json</code>; this run fitted none")
        #expect(origin)
    }
}
