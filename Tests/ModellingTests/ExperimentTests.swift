import Detection
import FoundationEssentials
import Modelling
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct ExperimentTests {
    /// An experiment in the checkout's Validation folder, so that the models beside it are found.
    private func experiment(_ text: String) throws -> ExperimentModel {
        try ExperimentModel(text: text, file: ModelFilesTests.path("Validation/trial.yaml"))
    }

    private static let start = """
        question: Why?
        datasets: [../Models/datasets/fig5.yaml, {model: ../Models/datasets/fig5.yaml, as: fig5-15, set: {scan.pure: 15}}]
        methods: [{nmf: {components: 2}}, {fuzzy-c-means: {clusters: 2}, as: fuzzy, on: [fig5]}, ../Models/methods/svd.yaml]

        """

    @Test func datasetsAndMethodsHaveTheirNames() throws {
        let experiment = try experiment(Self.start)
        #expect(experiment.name == "trial")
        #expect(experiment.oracle)
        #expect(experiment.datasets.map(\.name) == ["fig5", "fig5-15"])
        #expect(experiment.methods.map(\.name) == ["nmf", "fuzzy", "svd"])
        #expect(experiment.methods.map(\.datasets) == [["fig5", "fig5-15"], ["fig5"], ["fig5", "fig5-15"]])
        guard case .gaussianArrays(let longer) = experiment.datasets[1].model else { return }
        #expect(longer.arrays.pure == 15)
    }

    @Test func aSweepRunsOverEveryCombination() throws {
        let experiment = try experiment(
            """
            question: Why?
            datasets: [{model: ../Models/datasets/bicrystal-20mrad.yaml, as: twin, sweep: {scan.pure-copies: [15, 40]}}]
            methods: [nmf]
            sweep: {precession.angle: ["0 mrad", "10 mrad", "20 mrad"]}
            claims: [{id: T, text: t, dataset: twin-angle-10mrad-pure-copies-15, method: nmf, metric: leakage, at-most: 1}]
            """)
        #expect(
            experiment.datasets.map(\.name) == [
                "twin-angle-0mrad-pure-copies-15", "twin-angle-0mrad-pure-copies-40",
                "twin-angle-10mrad-pure-copies-15",
                "twin-angle-10mrad-pure-copies-40", "twin-angle-20mrad-pure-copies-15",
                "twin-angle-20mrad-pure-copies-40",
            ])
        let models = experiment.datasets.compactMap {
            if case .lineScanBicrystal(let model) = $0.model { model } else { nil }
        }
        #expect(models.map(\.pureCopies) == [15, 40, 15, 40, 15, 40])
        let angles = models.map { ($0.precession.angle.value * 1000).rounded() }
        #expect(angles == [0, 0, 10, 10, 20, 20])
        #expect(experiment.datasets[0].title.hasSuffix("angle 0 mrad, pure-copies 15"))
    }

    @Test func aClaimStandsForEachOfItsDatasetsAndMethods() throws {
        let claims = try experiment(
            Self.start + """
                claims:
                  - {id: A, text: a, dataset: [fig5, fig5-15], method: [nmf, svd], metric: map-rmse, at-most: 1.0e-4}
                  - {id: B, text: b, dataset: fig5, method: fuzzy, metric: leakage, member: mean, above: {method: nmf, times: 0.5}, verdict: does-not-hold, because: c}
                  - {id: C, text: c, dataset: fig5, method: nmf, metric: amari, between: [0.1, 0.2], above: 0}
                  - {id: D, text: d, dataset: fig5, method: nmf, metric: amari, defined: false, verdict: not-testable}
                """
        ).claims
        #expect(claims.prefix(4).map(\.score.dataset) == ["fig5", "fig5", "fig5-15", "fig5-15"])
        #expect(claims.prefix(4).map(\.score.method) == ["nmf", "svd", "nmf", "svd"])
        #expect(claims[0].bounds == [.atMost(.number(1e-4))])
        let other = ScoreReference(dataset: "fig5", method: "nmf", metric: "leakage", member: .mean)
        #expect(claims[4].bounds == [.above(.score(other, times: 0.5))])
        #expect(claims[4].verdict == .doesNotHold && claims[4].because == "c")
        #expect(claims[5].bounds == [.above(.number(0)), .between(0.1, 0.2)])
        #expect(claims[6].bounds == [.defined(false)] && claims[6].verdict == .notTestable)
        #expect(claims[4].bounds[0].description == "above 0.5 × leakage of nmf on fig5 (mean)")
    }

    @Test(arguments: [
        (
            "claims: [{id: A, text: a, dataset: fig5-51, method: nmf, metric: amari, at-most: 1}]",
            ["claims.1.dataset", "no dataset \"fig5-51\"", "\"fig5-15\""]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nnf, metric: amari, at-most: 1}]",
            ["claims.1.method", "no method \"nnf\"", "\"nmf\""]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, below: {method: fuzy}}]",
            ["claims.1.below.method", "\"fuzzy\""]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, below: {times: 2}}]",
            ["claims.1.below", "same score"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari}]",
            ["claims.1.at-most", "missing", "at-least"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, at-most: low}]",
            ["claims.1.at-most", "\"low\"", "number"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, between: [2, 1]}]",
            ["claims.1.between", "smaller number first"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5-15, method: fuzzy, metric: amari, at-most: 1}]",
            ["claims.1.method", "fuzzy does not run on fig5-15", "on:"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, at-most: 1, verdict: hold}]",
            ["claims.1.verdict", "did you mean holds?"]
        ),
        (
            "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: amari, member: C, at-most: 1}]",
            ["claims.1.member", "no end member \"C\"", "A, B, worst"]
        ),
        ("claim: []", ["claim: unknown key", "\"claims\""]),
        ("sweep: {scan.pure: 3}", ["sweep.scan.pure", "not a list"]),
        ("sweep: {scan.pur: [3]}", ["scan.pur", "\"pure\""]),
        ("oracle: maybe", ["oracle", "true or false"]),
    ])
    func aBadExperimentIsOneLineThatNamesTheKey(_ ending: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) { try experiment(Self.start + ending) }
        let line = error?.description ?? ""
        #expect(line.contains("trial.yaml:"), "\(line)")
        for part in parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }

    @Test(arguments: [
        ("[../Models/datasets/fig5.yaml, ../Models/datasets/fig5.yaml]", "[nmf]", ["two are called \"fig5\"", "as:"]),
        ("[{model: ../Models/datasets/fig5.yaml, as: ../up}]", "[nmf]", ["datasets.1.as", "cannot name a file"]),
        ("[../Models/datasets/fig7.yaml]", "[nmf]", ["fig7.yaml", "no such file"]),
        ("[../Models/datasets/fig5.yaml]", "[nmf, nmf]", ["two are called \"nmf\""]),
        (
            "[../Models/datasets/fig5.yaml]", "[{nmf: {}, on: [fig6]}]",
            ["methods.1.on", "no dataset \"fig6\"", "\"fig5\""]
        ),
        ("[../Models/datasets/fig5.yaml]", "[{as: x}]", ["methods.1", "not one method"]),
    ])
    func badListsAreNamed(_ datasets: String, _ methods: String, _ parts: [String]) {
        let error = #expect(throws: ModelError.self) {
            try experiment("question: Why?\ndatasets: \(datasets)\nmethods: \(methods)")
        }
        let line = error?.description ?? ""
        for part in parts { #expect(line.contains(part), "\(line)") }
    }

    @Test func unknownMetricsAndMethodsFindTheNearest() throws {
        let claim = "claims: [{id: A, text: a, dataset: fig5, method: nmf, metric: map-rms, at-most: 1}]"
        let experiment = try experiment(Self.start + claim)
        let wrongMetric = #expect(throws: ModelError.self) {
            try experiment.check(metrics: ["map-rmse"], builtInMethods: ["nmf", "fuzzy-c-means", "svd"])
        }
        #expect(
            wrongMetric?.description.contains(
                "claims.A.metric: there is no metric \"map-rms\"; did you mean \"map-rmse\"?") == true)
        let wrongMethod = #expect(throws: ModelError.self) {
            try experiment.check(metrics: ["map-rms"], builtInMethods: ["nmf", "fuzzy-c-mean", "svd"])
        }
        #expect(
            wrongMethod?.description.contains("there is no method \"fuzzy-c-means\"; did you mean \"fuzzy-c-mean\"?")
                == true)
    }
}
