package import Modelling
package import Records

/// Holds claims against the scores of a record.
package struct ClaimVerdicts {
    private let scores: RecordedScores

    /// - Parameter datasets: those with repetitions: a claim may name their series, and is held against the median.
    package init(trials: [Trial], metrics: [MetricEntry], datasets: [RunRecord.DatasetEntry] = []) {
        scores = RecordedScores(trials: trials, metrics: metrics, datasets: datasets)
    }

    /// The claim with its value, the oracle's value of the same score, and the verdict.
    ///
    /// Where a verdict cannot be had against what is stated, the entry says why instead of why it was expected.
    package func entry(for claim: ClaimModel) -> ClaimEntry {
        let value = scores.value(of: claim.score)
        func median(_ reference: ScoreReference) -> RecordedScores.Value { scores.value(of: reference) }
        let ofOracle = ScoreReference(
            dataset: claim.score.dataset, method: Oracle.name, metric: claim.score.metric, member: claim.score.member)
        let answers = claim.bounds.map { answer(to: $0, value: value, beside: median) }
        let verdict = Self.verdict(answers)
        let expected = ClaimEntry.Verdict(rawValue: claim.verdict.rawValue) ?? .holds
        let reason = verdict == .notTestable ? answers.compactMap(\.reason).first : nil
        return ClaimEntry(
            id: claim.id, text: claim.text, dataset: claim.score.dataset, method: claim.score.method,
            metric: claim.score.metric, member: claim.score.member.shown,
            bound: claim.bounds.map(\.description).joined(separator: " and "),
            value: value.number, heldOut: scores.value(of: claim.score, heldOut: true).number,
            spread: spread(of: claim, heldOut: false), heldOutSpread: spread(of: claim, heldOut: true),
            oracle: scores.value(of: ofOracle).number, verdict: verdict, expected: expected,
            because: verdict == expected ? claim.because ?? reason : reason ?? claim.because, under: claim.under)
    }

    /// The claim on every dataset of its series alone. What a bound compares with comes from the same seed, where there is
    /// one.
    private func spread(of claim: ClaimModel, heldOut: Bool) -> ClaimEntry.Spread? {
        let seeds = scores.seeds(of: claim.score.dataset, heldOut: heldOut)
        guard !seeds.isEmpty else { return nil }
        var values: [Double] = []
        var kept = 0
        for seed in seeds {
            func single(_ reference: ScoreReference) -> RecordedScores.Value {
                scores.value(of: reference, seed: seed, heldOut: heldOut)
            }
            let value = single(claim.score)
            if let number = value.number { values.append(number) }
            if Self.verdict(claim.bounds.map { answer(to: $0, value: value, beside: single) }) == .holds { kept += 1 }
        }
        return ClaimEntry.Spread(smallest: values.min(), largest: values.max(), kept: kept, seeds: seeds.count)
    }

    /// Whether a bound is kept, or why that cannot be told.
    fileprivate enum Answer {
        case yes, no
        case unknown(String)

        init(_ holds: Bool) { self = holds ? .yes : .no }

        var reason: String? { if case .unknown(let reason) = self { reason } else { nil } }
    }

    /// All bounds must hold: one that does not decides, and then one that cannot be told.
    private static func verdict(_ answers: [Answer]) -> ClaimEntry.Verdict {
        if answers.contains(where: { if case .no = $0 { true } else { false } }) { return .doesNotHold }
        return answers.allSatisfy { $0.reason == nil } ? .holds : .notTestable
    }

    /// - Parameter other: the score that a right side names.
    private func answer(
        to bound: Bound, value: RecordedScores.Value, beside other: (ScoreReference) -> RecordedScores.Value
    ) -> Answer {
        switch bound {
        case .atMost(let side): compare(value, side, <=, other)
        case .atLeast(let side): compare(value, side, >=, other)
        case .above(let side): compare(value, side, >, other)
        case .below(let side): compare(value, side, <, other)
        case .between(let low, let high): value.answered { Answer(low <= $0 && $0 <= high) }
        case .defined(let wanted):
            switch value {
            case .number: Answer(wanted)
            case .undefined: Answer(!wanted)
            case .missing(let reason): .unknown(reason)
            }
        }
    }

    private func compare(
        _ value: RecordedScores.Value, _ side: Bound.Side, _ isKept: (Double, Double) -> Bool,
        _ other: (ScoreReference) -> RecordedScores.Value
    ) -> Answer {
        value.answered { left in
            switch side {
            case .number(let right): Answer(isKept(left, right))
            case .score(let reference, let times):
                other(reference).answered { Answer(isKept(left, times * $0)) }
            }
        }
    }
}

extension RecordedScores.Value {
    fileprivate func answered(_ body: (Double) -> ClaimVerdicts.Answer) -> ClaimVerdicts.Answer {
        switch self {
        case .number(let number): body(number)
        case .undefined(let reason), .missing(let reason): .unknown(reason)
        }
    }
}
