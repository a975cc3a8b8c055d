import Datasets
import Records
import Reporting
import Testing

@Suite struct StudyPageTests {
    private static func entry(_ name: String, series: String, _ values: [(String, String)], steps: Int = 1000)
        -> RunRecord.DatasetEntry
    {
        var entry = RunRecord.DatasetEntry(
            name: name, title: name, model: "", digest: "", file: "\(name).hspy", seconds: 2, cached: false)
        entry.place = SweepPlace(
            series: series, title: series, values: values.map { SweepPlace.Value(key: $0.0, text: $0.1) })
        entry.sliceSteps = steps
        entry.gridPoints = 100
        return entry
    }

    private static func trial(_ dataset: String, _ method: String, _ values: [Double]) -> Trial {
        Trial(
            dataset: dataset, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 1, result: nil,
            scores: zip(["A", "B"], values).map { .init(metric: "non-monotonicity", member: $0, value: $1) },
            matching: [:])
    }

    /// Two conditions at two angles: at 0 mrad both oscillate, at 20 mrad one of them.
    private static func sweep() throws -> ReportInput {
        var input = try Example.input()
        let angles = ["20 mrad", "0 mrad"]
        let values = ["default": [[0.02, 0.03], [0.91, 0.8]], "thick": [[0.43, 0.2], [0.97, 0.7]]]
        input.record.datasets = ["default", "thick"].flatMap { series in
            angles.map { entry("\(series)-\($0)", series: series, [("precession.angle", $0)]) }
        }
        input.record.trials = ["default", "thick"].flatMap { series in
            zip(angles, values[series] ?? []).map { trial("\(series)-\($0)", "nmf", $1) }
        }
        input.record.claims = []
        input.record.matrix = SweepMatrix(
            metric: "non-monotonicity", atMost: 0.1, kept: "monotonic", broken: "oscillates")
        return input
    }

    @Test func `A sweep is a matrix with a verdict in every cell, in words and signs`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.sweep()))
        #expect(TagBalance.fault(in: page) == nil)
        // The worst member stands for the condition, and angles are in their order whatever the record's.
        let row = try #require(page.firstRange(of: "<th scope=\"row\">thick</th>"))
        let cells = page[row.upperBound...].prefix { $0 != "\n" }
        let first = try #require(cells.firstRange(of: "✗</span> 0.97"))
        let second = try #require(cells.firstRange(of: "✗</span> 0.43"))
        #expect(first.lowerBound < second.lowerBound)
        #expect(page.contains("class=\"n kept\" title=\"monotonic, 0.0300\"><span aria-hidden=\"true\">✓</span> 0.03<"))
    }

    @Test func `What holds everywhere and what only somewhere is said with its band`() throws {
        let page = try PageTests.withoutPictures(Report.html(Self.sweep()))
        let everywhere = page.contains("NMF, 0 mrad: <b>oscillates</b> in all 2 conditions (0.91 to 0.97).")
        #expect(everywhere)
        let somewhere = page.contains(
            "NMF, 20 mrad: <b>oscillates</b> in 1 of 2 conditions (0.030 to 0.43); monotonic with: default (0.030).")
        #expect(somewhere)
    }

    @Test func `A sweep without a bound is a matrix without verdicts`() throws {
        var input = try Self.sweep()
        input.record.matrix = nil
        input.record.trials = input.record.trials.map { trial in
            var trial = trial
            trial.scores = trial.scores.map { .init(metric: "map-rmse", member: $0.member, value: $0.value) }
            return trial
        }
        let page = try PageTests.withoutPictures(Report.html(input))
        #expect(page.contains("Map error over angle, condition by condition"))
        #expect(!page.contains("in all 2 conditions") && !page.contains("class=\"n kept\""))
    }

    @Test func `Deviations are a table with the cheapest setting that keeps within a target`() throws {
        var input = try Example.input()
        let steps = [5: 500, 9: 900, 27: 2700]
        input.record.datasets = [5, 9, 27].map { count in
            Self.entry("s\(count)", series: "20 mrad", [("slices-per-unit", "\(count)")], steps: steps[count] ?? 0)
        }
        input.record.trials = []
        input.record.claims = []
        input.record.deviations = [(5, 0.03), (9, 0.008)].map { count, largest in
            BeamDeviation(
                dataset: "s\(count)", reference: "s27",
                settings: [
                    .init(key: "discretization.slices-per-unit", value: "\(count)", reference: "27")
                ], largest: largest, rms: largest / 10, threshold: 1e-4,
                worst: .init(position: 3, kx: 0.1, ky: -0.2))
        }
        let page = try PageTests.withoutPictures(Report.html(input))
        #expect(TagBalance.fault(in: page) == nil)
        #expect(page.contains("9 keeps within 0.01 (0.0080); none of them keeps within 0.001."))
        #expect(page.contains("title=\"at position 4, beam (1.00, −2.00) nm⁻¹\"><b>0.0080</b>"))
        #expect(page.contains("<td class=\"n\">0.33</td>"))
        #expect(page.contains("<th scope=\"row\">27 <small>reference</small></th>"))
        let links = Set(page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } })
        let targets = Set(page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } })
        #expect(links.subtracting(targets).isEmpty)
    }

    @Test func `The error bar stands beside a dataset's title`() throws {
        var input = try Example.input()
        let old = try #require(input.datasets["bicrystal-20mrad"])
        input.datasets["bicrystal-20mrad"] = Dataset(
            name: old.name, observations: old.observations, storage: old.storage, calibration: old.calibration,
            truth: old.truth, beams: old.beams,
            provenance: Provenance(
                model: "", digests: [:], seed: 1, versions: [:],
                estimatedError: EstimatedError(parts: ["slices": 0.0075, "band limit": 0.0005])))
        let page = try PageTests.withoutPictures(Report.html(input))
        let title = try #require(page.firstRange(of: "id=\"data-bicrystal-20mrad\""))
        let bar = "Beam intensities ± 0.008 of the incident beam: slices 0.008, band limit 0.0005."
        #expect(String(page[title.upperBound...].prefix(600)).contains(bar))
    }
}
