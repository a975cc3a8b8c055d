internal import Modelling
internal import Records

/// Rules for precession over the cases of a record: fitted on those not held out, or fixed before; and how often they are right.
struct PrecessionRules {
    private let cases: [PrecessionStudy.Case]
    private let verdicts: [MethodStudy.Artefact]
    private let methods: [String]
    private let scores: RecordedScores
    private let metrics: [String: MetricEntry]

    /// - Parameter record: of a finished run, with its maps.
    init(cases: [PrecessionStudy.Case], record: RunRecord) {
        self.cases = cases
        verdicts = record.maps?.verdicts ?? []
        methods = record.methods.map(\.name)
        scores = RecordedScores(trials: record.trials, metrics: record.metrics)
        metrics = Dictionary(record.metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A rule for every verdict and method, the oracle among them, fitted on the cases that are not held out.
    func fitted() -> [PrecessionRule] {
        verdicts.flatMap { verdict in
            methods.compactMap { method in
                let seen = cases.filter { !$0.isHeldOut }.compactMap { item in
                    isKept(item, method: method, verdict: verdict).map {
                        PrecessionRuleFit.Observation(numbers: item.numbers, isKept: $0)
                    }
                }
                guard !seen.isEmpty else { return nil }
                return PrecessionRuleFit.rule(method: method, metric: verdict.metric, observations: seen)
            }
        }
    }

    /// What the rules come to on all cases.
    func study(_ rules: [PrecessionRule], fixed: String?) -> PrecessionStudy {
        let outcomes = rules.compactMap { rule in
            verdicts.first { $0.metric == rule.metric }.map { outcome(of: rule, verdict: $0) }
        }
        return PrecessionStudy(fixed: fixed, cases: cases, outcomes: outcomes)
    }

    private func outcome(of rule: PrecessionRule, verdict: MethodStudy.Artefact) -> PrecessionStudy.Outcome {
        var tallies = [
            false: PrecessionStudy.Tally(cases: 0, right: 0, kept: 0), true: .init(cases: 0, right: 0, kept: 0),
        ]
        var misses: [String] = []
        for item in cases {
            guard let isKept = isKept(item, method: rule.method, verdict: verdict) else { continue }
            let isRight = rule.accepts(item.numbers) == isKept
            tallies[item.isHeldOut]?.cases += 1
            tallies[item.isHeldOut]?.right += isRight ? 1 : 0
            tallies[item.isHeldOut]?.kept += isKept ? 1 : 0
            if !isRight { misses.append(item.dataset) }
        }
        let none = PrecessionStudy.Tally(cases: 0, right: 0, kept: 0)
        return .init(rule: rule, fitted: tallies[false] ?? none, heldOut: tallies[true] ?? none, misses: misses)
    }

    /// Whether the worst member's score keeps the bound; nil where it is undefined.
    private func isKept(_ item: PrecessionStudy.Case, method: String, verdict: MethodStudy.Artefact) -> Bool? {
        let place = ScoreReference(dataset: item.dataset, method: method, metric: verdict.metric, member: .worst)
        guard let value = scores.value(of: place).number, let metric = metrics[verdict.metric] else { return nil }
        return verdict.isKept(by: value, of: metric)
    }
}
