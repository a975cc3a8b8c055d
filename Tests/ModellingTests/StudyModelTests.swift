import Modelling
import Testing

@Suite struct StudyModelTests {
    private func experiment(_ text: String) throws -> ExperimentModel {
        try ExperimentModel(
            text: "question: Why?\nmethods: []\n" + text, file: ModelFilesTests.path("Validation/trial.yaml"))
    }

    private static let scan = "../Models/datasets/bicrystal-20mrad.yaml"

    @Test func anExperimentNeedsNoMethods() throws {
        #expect(try experiment("datasets: [\(Self.scan)]").methods.isEmpty)
    }

    @Test func aReferenceForAllIsHeldAgainstAllButItself() throws {
        let datasets = try experiment(
            "datasets: [\(Self.scan), {model: \(Self.scan), as: fine, set: {discretization.slices-per-unit: 27}}]\nreference: fine"
        ).datasets
        #expect(datasets.map(\.reference) == ["fine", nil])
        let difference = datasets[0].model.differences(from: datasets[1].model)
        #expect(difference.map(\.key) == ["discretization.slices-per-unit"])
        #expect(difference.first?.value == "9" && difference.first?.other == "27")
    }

    @Test func aReferenceThatTheExperimentSweepsIsTheOneSweptAlike() throws {
        let datasets = try experiment(
            """
            datasets:
              - {model: \(Self.scan), as: coarse, set: {discretization.slices-per-unit: 5}, reference: fine}
              - {model: \(Self.scan), as: fine}
            sweep: {precession.angle: ["0 mrad", "20 mrad"]}
            """
        ).datasets
        #expect(datasets.map(\.reference) == ["fine-angle-0mrad", "fine-angle-20mrad", nil, nil])
        #expect(datasets[1].place?.series == "coarse")
        #expect(datasets[1].place?.values.map(\.text) == ["20 mrad"])
    }

    @Test func aSweptListIsJoinedInTheName() throws {
        let datasets = try experiment(
            "datasets: [{model: \(Self.scan), as: g, sweep: {discretization.grid: [[360, 108], [480, 144]]}}]"
        ).datasets
        #expect(datasets.map(\.name) == ["g-grid-360x108", "g-grid-480x144"])
    }

    @Test(arguments: [
        ("datasets: [{model: SCAN, reference: fien}, {model: SCAN, as: fine}]", ["datasets.1.reference", "\"fine\"?"]),
        ("datasets: [{model: SCAN, as: a, reference: a}]", ["datasets.1.reference", "its own reference"]),
        (
            "datasets: [{model: SCAN, reference: fig5}, ../Models/datasets/fig5.yaml]",
            ["datasets.1.reference", "same scan positions"]
        ),
        (
            "datasets: [{model: SCAN, as: a, set: {scan.pure-copies: 3}}, {model: SCAN, as: b}]\nreference: b",
            ["reference", "a and b", "same scan positions"]
        ),
        ("datasets: [SCAN]\nmatrix: {metric: leakage, at-most: low, words: [a, b]}", ["matrix.at-most", "number"]),
        ("datasets: [SCAN]\nmatrix: {metric: leakage, at-most: 1, words: [a]}", ["matrix.words", "1 elements"]),
        ("datasets: [SCAN]\nmatrix: {metric: leakage, at-least: 1}", ["matrix.at-least", "unknown key"]),
        (
            "datasets: [{model: SCAN, sweep: {detector.dose: [none], scan.pure-copies: [1]}}]\nmaps: {x: {key: detector.dose, logarithmic: true, even: true}, y: scan.pure-copies}",
            ["maps.x.even", "contradicts logarithmic"]
        ),
    ])
    func aBadStudyIsOneLineThatNamesTheKey(_ text: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) {
            try experiment(text.split(separator: "SCAN", omittingEmptySubsequences: false).joined(separator: Self.scan))
        }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }

    @Test func anUnknownMetricOfTheMatrixFindsTheNearest() throws {
        let experiment = try experiment(
            "datasets: [\(Self.scan)]\nmatrix: {metric: leakag, at-most: 1, words: [pure, mixed]}")
        let error = #expect(throws: ModelError.self) {
            try experiment.check(metrics: ["leakage"], builtInMethods: [])
        }
        #expect(error?.description.contains("matrix.metric") == true)
        #expect(error?.description.contains("did you mean \"leakage\"?") == true)
    }
}
