import FoundationEssentials
import Harness
import Modelling
import Records
import TestSupport
import Testing

/// Claims against a record made by hand: the scores are chosen so that every answer can be told by reading.
@Suite struct ClaimVerdictsTests {
    /// Scores of two methods on two datasets; "broken" failed, and one metric is undefined everywhere.
    private static let trials = [
        trial(
            "one", "nmf",
            [
                score("low", "A", 0.2), score("low", "B", 0.4), score("high", "A", 0.9), score("high", "B", 0.5),
                score("near", "A", 0.7), score("near", "B", 1.1), score("whole", nil, 3), score("half", "A", 0.1),
                score("half", "B", nil, "no pure position"), score("none", "A", nil, "the map is constant"),
                score("none", "B", nil, "the map is constant"),
            ]),
        trial("one", "oracle", [score("low", "A", 0.05), score("low", "B", 0.15)]),
        trial("two", "nmf", [score("low", "A", 0.6), score("low", "B", 0.8)]),
        Trial(
            dataset: "one", method: "broken", seed: 1, outcome: .failed, reason: "rank above patterns", seconds: 0,
            result: nil, scores: [], matching: [:]),
    ]

    private static let metrics = [
        metric("low", .lower, 0), metric("high", .higher, 1), metric("near", .closer, 1),
        metric("whole", .neutral, nil),
        metric("half", .lower, 0), metric("none", .lower, 0),
    ]

    private static func trial(_ dataset: String, _ method: String, _ scores: [Trial.Score]) -> Trial {
        Trial(
            dataset: dataset, method: method, seed: 1, outcome: .scored, reason: nil, seconds: 0, result: nil,
            scores: scores, matching: [:])
    }

    private static func score(_ metric: String, _ member: String?, _ value: Double?, _ reason: String? = nil)
        -> Trial.Score
    { Trial.Score(metric: metric, member: member, value: value, reason: reason) }

    private static func metric(_ name: String, _ direction: MetricEntry.Direction, _ best: Double?) -> MetricEntry {
        MetricEntry(name: name, title: name, unit: "1", direction: direction, best: best, source: "", explanation: "")
    }

    /// What comes of a claim that is written as in an experiment file.
    private func entry(_ claim: String) throws -> ClaimEntry {
        let model = Reference.checkout.appending(path: "Models/datasets/fig5.yaml").path
        let experiment = try ExperimentModel(
            text: """
                question: q
                datasets: [{model: "\(model)", as: one}, {model: "\(model)", as: two}]
                methods: [nmf, {nmf: {components: 3}, as: broken}]
                claims: [{id: T, text: t, \(claim)}]
                """, file: "experiment.yaml")
        let claims = experiment.claims
        #expect(claims.count == 1)
        return ClaimVerdicts(trials: Self.trials, metrics: Self.metrics).entry(for: claims[0])
    }

    @Test(arguments: [
        // The worst of 0.2 and 0.4 is 0.4 where lower is better.
        ("metric: low, at-most: 0.4", ClaimEntry.Verdict.holds), ("metric: low, at-most: 0.39", .doesNotHold),
        ("metric: low, at-least: 0.4", .holds), ("metric: low, at-least: 0.41", .doesNotHold),
        ("metric: low, above: 0.4", .doesNotHold), ("metric: low, above: 0.39", .holds),
        ("metric: low, below: 0.4", .doesNotHold), ("metric: low, below: 0.41", .holds),
        ("metric: low, between: [0.4, 0.5]", .holds), ("metric: low, between: [0.3, 0.4]", .holds),
        ("metric: low, between: [0.41, 0.5]", .doesNotHold),
        ("metric: low, above: 0.3, at-most: 0.5", .holds), ("metric: low, above: 0.3, at-most: 0.35", .doesNotHold),
        ("metric: low, defined: true", .holds), ("metric: low, defined: false", .doesNotHold),
        ("metric: none, defined: false", .holds), ("metric: none, defined: true", .doesNotHold),
        ("metric: none, at-most: 1", .notTestable),
        // A bound that is broken decides, even where another cannot be told.
        ("metric: low, at-most: 0.1, below: {metric: none}", .doesNotHold),
    ])
    func boundsAreKeptOrNot(_ bounds: String, _ verdict: ClaimEntry.Verdict) throws {
        #expect(try entry("dataset: one, method: nmf, \(bounds)").verdict == verdict)
    }

    @Test(arguments: [
        ("low", "worst", 0.4), ("low", "best", 0.2), ("low", "mean", 0.3), ("low", "A", 0.2), ("low", "B", 0.4),
        ("high", "worst", 0.5), ("high", "best", 0.9), ("near", "worst", 0.7), ("near", "best", 1.1),
        ("whole", "worst", 3), ("whole", "B", 3), ("half", "worst", 0.1), ("half", "A", 0.1),
    ])
    func aMemberIsWorstBestMeanOrNamed(_ metric: String, _ member: String, _ value: Double) throws {
        let found = try entry("dataset: one, method: nmf, metric: \(metric), member: \(member), at-most: 9").value
        #expect(abs(try #require(found) - value) < 1e-15)
    }

    @Test(arguments: [
        // 0.4 on "one" against 0.8 on "two".
        ("below: {dataset: two}", ClaimEntry.Verdict.holds), ("at-least: {dataset: two}", .doesNotHold),
        ("at-least: {dataset: two, times: 0.5}", .holds), ("above: {dataset: two, times: 0.5}", .doesNotHold),
        ("at-most: {metric: high, times: 0.8}", .holds),
        ("at-most: {metric: high, member: best, times: 0.4}", .doesNotHold),
        ("at-most: {metric: none}", .notTestable), ("at-most: {method: broken}", .notTestable),
    ])
    func theRightSideIsAnotherScoreTimesAFactor(_ bound: String, _ verdict: ClaimEntry.Verdict) throws {
        #expect(try entry("dataset: one, method: nmf, metric: low, \(bound)").verdict == verdict)
    }

    @Test func aClaimAboutAFailedTrialIsNotTestableAndSaysWhy() throws {
        for bound in ["at-most: 1", "defined: true", "defined: false"] {
            let found = try entry("dataset: one, method: broken, metric: low, \(bound)")
            #expect(found.verdict == .notTestable && found.expected == .holds)
            #expect(found.because?.contains("rank above patterns") == true)
        }
        // What the file expects is explained by the file, and what it does not by the reason.
        let expected = "because: known, verdict: not-testable"
        #expect(try entry("dataset: one, method: broken, metric: low, at-most: 1, \(expected)").because == "known")
        #expect(
            try entry("dataset: one, method: nmf, metric: none, at-most: 1, because: known").because
                == "the map is constant")
    }

    @Test func aNamedMemberWithoutValueIsNotTestable() throws {
        let found = try entry("dataset: one, method: nmf, metric: half, member: B, at-most: 1")
        #expect(found.verdict == .notTestable && found.value == nil && found.because == "no pure position")
    }

    /// Worst values 0.4 on one and 0.8 on two, of which the median is 0.6; on the held-out dataset 0.1.
    private func series(_ claim: String) throws -> ClaimEntry {
        let model = Reference.checkout.appending(path: "Models/datasets/fig5.yaml").path
        let experiment = try ExperimentModel(
            text: """
                question: q
                datasets: [{model: "\(model)", as: noisy, repeats: {seeds: [1, 2], held-out: [9]}}]
                methods: [nmf]
                claims: [{id: T, text: t, dataset: noisy, method: nmf, metric: low, \(claim)}]
                """, file: "experiment.yaml")
        let datasets = zip(["one", "two", "other"], [UInt64(1), 2, 9]).map { name, seed in
            var entry = RunRecord.DatasetEntry(
                name: name, title: "", model: "", digest: "", file: "", seconds: 0, cached: false)
            entry.repetition = RepetitionEntry(series: "noisy", title: "", seed: seed, isHeldOut: seed == 9)
            return entry
        }
        let verdicts = ClaimVerdicts(
            trials: Self.trials + [Self.trial("other", "nmf", [Self.score("low", "A", 0.1)])], metrics: Self.metrics,
            datasets: datasets)
        return verdicts.entry(for: experiment.claims[0])
    }

    @Test func aClaimAboutASeriesIsHeldAgainstTheMedianOverItsSeeds() throws {
        let found = try series("at-most: 0.61")
        #expect(found.verdict == .holds && found.dataset == "noisy")
        #expect(abs(try #require(found.value) - 0.6) < 1e-15 && found.heldOut == 0.1)
    }

    @Test func theSpreadHasTheExtremesAndTheSeedsThatKeepTheBoundAlone() throws {
        let found = try series("at-most: 0.61, under: fitted settings")
        #expect(found.spread == .init(smallest: 0.4, largest: 0.8, kept: 1, seeds: 2))
        #expect(found.heldOutSpread == .init(smallest: 0.1, largest: 0.1, kept: 1, seeds: 1))
        #expect(found.under == "fitted settings")
        #expect(try entry("dataset: one, method: nmf, metric: low, at-most: 1").spread == nil)
        #expect(try series("defined: false").spread?.kept == 0)
    }

    /// 0.4 against 1.9 × 0.2 and 0.8 against 1.9 × 0.6; the medians are 0.6 and 0.4.
    @Test func theRightSideComesFromTheSameSeed() throws {
        let found = try series("at-most: {member: best, times: 1.9}")
        #expect(found.verdict == .holds && found.spread?.kept == 1)
    }

    @Test func theOraclesValueOfTheSameScoreStandsBeside() throws {
        let found = try entry("dataset: one, method: nmf, metric: low, member: B, at-most: 1")
        #expect(found.value == 0.4 && found.oracle == 0.15 && found.heldOut == nil)
        #expect(try entry("dataset: two, method: nmf, metric: low, at-most: 1").oracle == nil)
    }
}
