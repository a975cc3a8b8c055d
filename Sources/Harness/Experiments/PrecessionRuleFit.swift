package import Records

/// Fits a rule's thresholds to verdicts by trying all of them.
package enum PrecessionRuleFit {
    /// A case's numbers, and whether its score keeps the bound.
    package struct Observation: Sendable {
        package let numbers: PrecessionNumbers
        package let isKept: Bool

        package init(numbers: PrecessionNumbers, isKept: Bool) {
            self.numbers = numbers
            self.isKept = isKept
        }
    }

    /// A threshold must make one case in so many more right.
    private static let price = 100.0

    /// The rule that is right most often, less one case in a hundred for each threshold.
    ///
    /// A threshold lies halfway between neighbouring values, or there is none. Of equals the rule is taken that accepts fewer
    /// cases: that promises least.
    package static func rule(method: String, metric: String, observations: [Observation]) -> PrecessionRule {
        let price = Double(observations.count) / Self.price
        let depths = thresholds(observations.map(\.numbers.depth))
        var best: (worth: Worth, rule: PrecessionRule)?
        for bend in [nil] + thresholds(observations.map(\.numbers.bend)) {
            for sweep in [nil] + thresholds(observations.map(\.numbers.sweep)) {
                let open = observations.filter {
                    $0.numbers.bend <= bend ?? .infinity && $0.numbers.sweep <= sweep ?? .infinity
                }
                let limits = Worth(gain: -price * Double([bend, sweep].count { $0 != nil }), accepted: 0)
                let (worth, steps) = steps(open, depths: depths, price: price)
                if let best, !(limits + worth > best.worth) { continue }
                best = (
                    limits + worth,
                    PrecessionRule(method: method, metric: metric, steps: steps, largestSweep: sweep, largestBend: bend)
                )
            }
        }
        return best?.rule ?? PrecessionRule(method: method, metric: metric)
    }

    /// What accepting some cases brings: those that keep the bound less those that break it, less the thresholds' price.
    private struct Worth: Comparable {
        var gain: Double
        var accepted: Int

        static func + (a: Worth, b: Worth) -> Worth { Worth(gain: a.gain + b.gain, accepted: a.accepted + b.accepted) }

        static func < (a: Worth, b: Worth) -> Bool {
            abs(a.gain - b.gain) > 1e-9 ? a.gain < b.gain : a.accepted > b.accepted
        }
    }

    /// The best one or two steps. Steps share no case, so that the best sweep of each is found alone.
    private static func steps(
        _ observations: [Observation], depths: [Double], price: Double
    ) -> (worth: Worth, steps: [PrecessionRule.Step]) {
        func step(from low: Double, to high: Double?) -> (worth: Worth, step: PrecessionRule.Step) {
            let inside = observations.filter { $0.numbers.depth > low && $0.numbers.depth <= high ?? .infinity }
            var (worth, sweep) = leastSweep(inside, price: price)
            if high != nil { worth.gain -= price }
            return (worth, PrecessionRule.Step(largestDepth: high, leastSweep: sweep))
        }
        let ends = depths.map(Optional.some) + [nil]
        // To accept nothing is a rule too.
        var best = (worth: Worth(gain: 0, accepted: 0), steps: [PrecessionRule.Step]())
        for (first, end) in ends.enumerated() {
            let thin = step(from: -.infinity, to: end)
            if thin.worth > best.worth { best = (thin.worth, [thin.step]) }
            guard let end else { continue }
            for next in ends[(first + 1)...] {
                let thick = step(from: end, to: next)
                let least = thin.step.leastSweep ?? -.infinity
                // Two steps are told apart by what they need, and a thicker crystal does not need less.
                guard let more = thick.step.leastSweep, more > least, thin.worth + thick.worth > best.worth else {
                    continue
                }
                best = (thin.worth + thick.worth, [thin.step, thick.step])
            }
        }
        return best
    }

    /// From which φ g t on cases are best accepted; nil for from the first on.
    private static func leastSweep(_ observations: [Observation], price: Double) -> (worth: Worth, sweep: Double?) {
        let sorted = observations.sorted { $0.numbers.sweep > $1.numbers.sweep }
        var (sum, best) = (Worth(gain: 0, accepted: 0), Worth(gain: -.infinity, accepted: 0))
        var sweep: Double?
        for (index, observation) in sorted.enumerated() {
            sum = sum + Worth(gain: observation.isKept ? 1 : -1, accepted: 1)
            guard index + 1 < sorted.count else { break }
            let (here, next) = (observation.numbers.sweep, sorted[index + 1].numbers.sweep)
            guard isAbove(here, next) else { continue }
            let worth = Worth(gain: sum.gain - price, accepted: sum.accepted)
            if worth > best { (best, sweep) = (worth, (here + next) / 2) }
        }
        return sum < best ? (best, sweep) : (sum, nil)
    }

    /// Halfway between neighbouring values.
    private static func thresholds(_ values: [Double]) -> [Double] {
        let distinct = values.sorted().reduce(into: [Double]()) { found, value in
            if found.last.map({ isAbove(value, $0) }) ?? true { found.append(value) }
        }
        return zip(distinct, distinct.dropFirst()).map { ($0 + $1) / 2 }
    }

    private static func isAbove(_ a: Double, _ b: Double) -> Bool { a > b * (1 + 1e-6) + 1e-12 }
}
