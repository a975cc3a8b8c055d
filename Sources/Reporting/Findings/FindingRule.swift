import Records

/// `rule METHOD METRIC`: a rule for precession in a finding.
struct RulePlace: Equatable {
    let method: String
    let metric: String

    /// `held-out zone 311 right`: cases counted, among those held out or those that may be fitted on, in one zone or all.
    struct Count: Equatable {
        enum What: String, CaseIterable {
            /// The rule is right.
            case right
            /// The commoner answer is right.
            case base
            /// The rule says that the bound is kept, and it is broken.
            case overpromised
        }

        let isHeldOut: Bool
        /// Such as "311"; nil for all.
        let zone: String?
        let what: What

        /// - Returns: nil for other words.
        init?(_ words: [String]) {
            guard let first = words.first, let cases = ["held-out": true, "fitted": false][first],
                let what = words.last.flatMap(What.init)
            else { return nil }
            switch words.count {
            case 2: zone = nil
            case 4 where words[1] == "zone": zone = words[2]
            default: return nil
            }
            isHeldOut = cases
            self.what = what
        }
    }

    func outcome(in index: RecordIndex) -> PrecessionStudy.Outcome? {
        index.record.precession?.outcomes.first { $0.rule.method == method && $0.rule.metric == metric }
    }

    /// Of how many defined cases a count is true; nil without the rule, or where no case has a score.
    func counted(_ count: Count, in index: RecordIndex) -> (cases: Int, all: Int)? {
        guard let study = index.record.precession, let rule = outcome(in: index)?.rule,
            let verdict = index.verdict(metric)
        else { return nil }
        let answers = study.cases.filter {
            $0.isHeldOut == count.isHeldOut && (count.zone == nil || $0.zone.filter { $0 != " " } == count.zone)
        }.compactMap { item in
            index.isKept(item.dataset, method, verdict).map { (isKept: $0, isPromised: rule.accepts(item.numbers)) }
        }
        guard !answers.isEmpty else { return nil }
        let cases =
            switch count.what {
            case .right: answers.count { $0.isKept == $0.isPromised }
            case .base: max(answers.count { $0.isKept }, answers.count { !$0.isKept })
            case .overpromised: answers.count { $0.isPromised && !$0.isKept }
            }
        return (cases, answers.count)
    }
}
