import FoundationEssentials
import Harness
import Modelling
import Records
import TestSupport
import Testing

/// Medians and spreads of a record made by hand.
@Suite struct MethodStudyRecordTests {
    private static func trial(_ dataset: String, _ method: String, _ values: [Double?], starts: (Int, Int)) -> Trial {
        var trial = Trial(
            dataset: dataset, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
            scores: zip(["A", "B"], values).map {
                .init(metric: "width", member: $0, value: $1, reason: $1 == nil ? "the map is constant" : nil)
            }, matching: [:])
        trial.search = .init(starts: starts.0, reached: starts.1, converged: starts.1 > 1, objective: 1)
        return trial
    }

    private func study() throws -> MethodStudy {
        let model = Reference.checkout.appending(path: "Models/datasets/fig5.yaml").path
        let experiment = try ExperimentModel(
            text: """
                question: q
                datasets: [{model: "\(model)", as: n, repeats: {seeds: [1, 2, 3, 4], held-out: [9]}}]
                methods: [nmf]
                remedies: {against: [nmf], artefacts: [{metric: width, name: too narrow, within: 0.1}]}
                """, file: "experiment.yaml")
        var record = RunRecord(
            experiment: .init(name: "", question: "", command: "", digest: ""), versions: [:],
            machine: .init(processor: "", cores: 1, threads: 1, system: "", started: "", seconds: [:]),
            datasets: experiment.datasets.map { entry in
                var dataset = RunRecord.DatasetEntry(
                    name: entry.name, title: "", model: "", digest: "", file: "", seconds: 0, cached: false)
                dataset.repetition = entry.repetition.map {
                    .init(series: $0.series, title: $0.title, seed: $0.seed, isHeldOut: $0.isHeldOut)
                }
                return dataset
            },
            methods: [.init(name: "nmf", title: "NMF", options: "")],
            metrics: [
                .init(
                    name: "width", title: "", unit: "1", direction: .closer, best: 1, source: "", explanation: "")
            ],
            trials: [
                // The worse member is the one farther from 1.
                Self.trial("n-seed-1", "nmf", [0.5, 1.1], starts: (10, 10)),
                Self.trial("n-seed-2", "nmf", [0.9, 1.4], starts: (10, 1)),
                Self.trial("n-seed-3", "nmf", [0.8, nil], starts: (10, 4)),
                Self.trial("n-seed-4", "nmf", [nil, nil], starts: (10, 5)),
                Self.trial("n-seed-9", "nmf", [1, 1], starts: (10, 7)),
            ], claims: [], warnings: [])
        record.warnings = []
        return try #require(MethodStudyRecord(experiment, record: record)).study
    }

    @Test func theWorseMemberOfEverySeedCounts() throws {
        let study = try study()
        let seen = try #require(study.summaries.first { !$0.isHeldOut })
        #expect(seen.series == "n" && seen.trials == 4 && seen.defined == 3)
        // 0.5, 1.4 and 0.8: their distances from 1 are 0.5, 0.4 and 0.2.
        #expect(seen.median == 0.8 && seen.smallest == 0.5 && seen.largest == 1.4)
        #expect(abs(try #require(seen.distance) - 0.4) < 1e-15)
        #expect(seen.reason == "the map is constant")
    }

    @Test func heldOutSeedsStandApart() throws {
        let study = try study()
        let heldOut = try #require(study.summaries.first { $0.isHeldOut })
        #expect(heldOut.trials == 1 && heldOut.median == 1 && heldOut.distance == 0)
        #expect(study.summaries.count == 2)
    }

    @Test func startsAreAddedUpOverTheSeeds() throws {
        let starts = try #require(try study().starts.first { !$0.isHeldOut })
        #expect(starts.tried == 40 && starts.reached == 20 && starts.converged == 3 && starts.trials == 4)
    }
}
