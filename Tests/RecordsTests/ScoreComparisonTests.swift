import Records
import Testing

@Suite struct ScoreComparisonTests {
    private typealias Kind = ScoreDifference.Kind

    /// Which way is worse follows from the direction; the table is the definition, written out.
    @Test(arguments: [
        ("error", 1.0, 1.5, Kind.worse), ("error", 1, 0.5, .better), ("match", 0.5, 0.9, .better),
        ("match", 0.9, 0.5, .worse), ("ratio", 0.9, 0.5, .worse), ("ratio", 1.5, 1.1, .better),
        ("ratio", 1.5, 0.8, .better), ("ratio", 0.8, 1.5, .worse), ("ratio", 0.8, 1.2, .changed),
        ("share", 0.1, 0.5, .changed), ("share", 0.5, 0.1, .changed),
    ])
    func `A score that moves is worse or better by its metric's direction`(
        metric: String, before: Double, after: Double, kind: ScoreDifference.Kind
    ) {
        let found = SmallRecord.differences(metric, before, after)
        #expect(found.map(\.kind) == [kind])
        #expect(found.first?.change == after - before)
        #expect(kind.isRegression == [.worse, .changed].contains(kind))
    }

    @Test(arguments: ["error", "match", "ratio", "share"])
    func `A score that stays within its tolerance is no difference`(metric: String) {
        #expect(SmallRecord.differences(metric, 0.5, 0.59).isEmpty)
        #expect(SmallRecord.differences(metric, 0.5, 0.41).isEmpty)
        #expect(SmallRecord.differences(metric, 0.5, 0.61).count == 1)
    }

    @Test func `A relative tolerance grows with the score of the baseline`() {
        let tolerance = Tolerance("error", absolute: 0.1, relative: 0.05, reason: "test")
        #expect(tolerance.allowance(at: 1) == 0.1)
        #expect(tolerance.allowance(at: -100) == 5)
    }

    @Test func `A value that is lost is a regression, and one that appears is none`() {
        let lost = SmallRecord.differences("error", 1, nil)
        #expect(lost.map(\.kind) == [.undefined] && lost[0].kind.isRegression)
        #expect(lost[0].reason == "no reflection")
        let found = SmallRecord.differences("error", nil, 1)
        #expect(found.map(\.kind) == [.defined] && !found[0].kind.isRegression)
        #expect(SmallRecord.differences("error", nil, nil).isEmpty)
    }

    @Test func `Trials that are missing, new, failed or mended are told, the first and the third as regressions`() {
        let score = [SmallRecord.score("error", 1)]
        let before = SmallRecord.record([
            SmallRecord.trial(score, method: "gone"), SmallRecord.trial(score, method: "breaks"),
            SmallRecord.failed("too few rows", method: "mends"), SmallRecord.failed("x", method: "fails"),
        ])
        let after = SmallRecord.record([
            SmallRecord.failed("no memory", method: "breaks"), SmallRecord.trial(score, method: "mends"),
            SmallRecord.failed("y", method: "fails"), SmallRecord.trial(score, method: "comes"),
        ])
        let comparison = ScoreComparison(
            of: after, with: Baseline(before, tolerances: []), before: "a", after: "b")
        let told = comparison.differences.map { "\($0.trial.method) \($0.kind)" }
        #expect(told == ["breaks failed", "gone missing", "mends better", "comes added"])
        #expect(comparison.regressions.map(\.trial.method) == ["breaks", "gone"])
        #expect(comparison.differences[0].reason == "no memory")
        #expect(comparison.trials.map(\.method) == ["gone", "breaks", "mends", "fails", "comes"])
    }

    @Test func `A metric that only one side has is missing or new`() {
        let before = SmallRecord.record([
            SmallRecord.trial([SmallRecord.score("error", 1), SmallRecord.score("match", 1, member: nil)])
        ])
        let after = SmallRecord.record([
            SmallRecord.trial([SmallRecord.score("error", 1), SmallRecord.score("share", 1, member: nil)])
        ])
        let comparison = ScoreComparison(of: after, with: Baseline(before, tolerances: []), before: "a", after: "b")
        #expect(comparison.differences.map(\.kind) == [.missing, .added])
        #expect(comparison.differences.map(\.metric) == ["match", "share"])
        #expect(comparison.compared == 1)
    }

    @Test func `What is worst for its tolerance comes first`() {
        let names = ["A", "B", "C"]
        func record(_ values: [Double]) -> RunRecord {
            SmallRecord.record([
                SmallRecord.trial(zip(names, values).map { SmallRecord.score("error", $1, member: $0) })
            ])
        }
        let baseline = Baseline(record([1, 1, 1]), tolerances: [Tolerance("error", absolute: 0.1, reason: "test")])
        let comparison = ScoreComparison(of: record([1.2, 0.1, 1.9]), with: baseline, before: "a", after: "b")
        #expect(comparison.differences.map(\.member) == ["C", "A", "B"])
    }

    @Test func `Without tolerances the last bit counts`() {
        #expect(SmallRecord.differences("error", 1, 1.0.nextUp, allowed: 0).map(\.kind) == [.worse])
        #expect(SmallRecord.differences("error", 1, 1, allowed: 0).isEmpty)
    }
}
