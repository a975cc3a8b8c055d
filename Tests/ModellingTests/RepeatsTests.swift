import Modelling
import Testing

@Suite struct RepeatsTests {
    private func experiment(_ text: String) throws -> ExperimentModel {
        try ExperimentModel(
            text: "question: Why?\nmethods: [nmf, {svd: {components: 2}, as: other}]\n" + text,
            file: ModelFilesTests.path("Validation/trial.yaml"))
    }

    private static let model = "../Models/datasets/fig5.yaml"

    @Test func aDatasetIsRepeatedOnceForEachSeed() throws {
        let datasets = try experiment(
            "datasets: [{model: \(Self.model), as: noisy, title: Noisy, repeats: {seeds: [1, 2], held-out: [101]}}]"
        ).datasets
        #expect(datasets.map(\.name) == ["noisy-seed-1", "noisy-seed-2", "noisy-seed-101"])
        #expect(datasets.map(\.model.seed) == [1, 2, 101])
        #expect(datasets.map { $0.repetition?.isHeldOut } == [false, false, true])
        #expect(datasets.allSatisfy { $0.repetition?.series == "noisy" && $0.repetition?.title == "Noisy" })
        // Seeds are no condition of a sweep.
        #expect(datasets.allSatisfy { $0.place == nil })
    }

    @Test func aMethodRunsOnAllSeedsOfADatasetThatItNames() throws {
        let text = """
            question: Why?
            datasets: [{model: \(Self.model), as: noisy, repeats: {seeds: [1, 2], held-out: [101]}}, \(Self.model)]
            methods: [nmf, {svd: {components: 2}, on: noisy}, {ica: {components: 2}, on: [noisy-seed-2]}]
            """
        let experiment = try ExperimentModel(text: text, file: ModelFilesTests.path("Validation/experiment.yaml"))
        let seeds = ["noisy-seed-1", "noisy-seed-2", "noisy-seed-101"]
        #expect(experiment.methods.map(\.datasets) == [seeds + ["fig5"], seeds, ["noisy-seed-2"]])
    }

    @Test func aRepeatedSweepRepeatsEveryOneOfItsDatasets() throws {
        let datasets = try experiment(
            "datasets: [{model: \(Self.model), as: n, sweep: {scan.pure: [5, 9]}, repeats: {seeds: [1, 2]}}]"
        ).datasets
        #expect(datasets.map { $0.repetition?.series } == ["n-pure-5", "n-pure-5", "n-pure-9", "n-pure-9"])
        // All seeds stand at the same place of the sweep.
        #expect(datasets.map { $0.place?.values.map(\.text) } == [["5"], ["5"], ["9"], ["9"]])
    }

    @Test func remediesNameMethodsAndMetrics() throws {
        let text =
            "datasets: [\(Self.model)]\nremedies: {against: [nmf], artefacts: [{metric: leakage, name: other, within: 0.1}]}"
        let remedies = try #require(try experiment(text).remedies)
        #expect(remedies.against == ["nmf"])
        #expect(remedies.artefacts.map(\.metric) == ["leakage"] && remedies.artefacts.map(\.within) == [0.1])
        let error = #expect(throws: ModelError.self) {
            try experiment(text).check(metrics: ["leakages"], builtInMethods: ["nmf", "svd"])
        }
        #expect(error?.description.contains("remedies.artefacts.metric") == true)
    }

    @Test(arguments: [
        ("datasets: [{model: MODEL, repeats: {seeds: [1, 1]}}]", ["datasets.1.repeats", "twice"]),
        ("datasets: [{model: MODEL, repeats: {seeds: [1], held-out: [1]}}]", ["repeats", "twice"]),
        ("datasets: [{model: MODEL, repeats: {seeds: []}}]", ["repeats.seeds", "empty"]),
        ("datasets: [{model: MODEL, repeats: {seeds: [one]}}]", ["repeats.seeds", "whole number"]),
        ("datasets: [{model: MODEL, repeats: {seed: [1]}}]", ["repeats.seed", "unknown key", "seeds"]),
        ("datasets: [MODEL]\nremedies: {against: [nnmf], artefacts: []}", ["remedies.against", "\"nmf\""]),
        ("datasets: [MODEL]\nremedies: {against: [nmf], artefacts: []}", ["remedies.artefacts", "none"]),
        (
            "datasets: [MODEL]\nremedies: {against: [nmf], artefacts: [{metric: a, name: b, within: far}]}",
            ["remedies.artefacts.1.within", "number"]
        ),
    ])
    func aMistakeIsOneLineThatNamesTheKey(_ text: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) {
            try experiment(
                text.split(separator: "MODEL", omittingEmptySubsequences: false).joined(separator: Self.model))
        }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }
}
