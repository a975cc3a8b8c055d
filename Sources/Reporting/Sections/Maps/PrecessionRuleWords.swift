import Records

extension PrecessionRule {
    /// Such as "φ g t ≥ 0.23 up to t/ξ = 0.6, φ g t ≥ 3.5 up to t/ξ = 0.88; φ g t ≤ 8".
    var words: String {
        guard !steps.isEmpty else { return "never" }
        func number(_ value: Double) -> String { Numbers.significant(value, digits: 2) }
        let steps = steps.map { step in
            (step.leastSweep.map { "φ g t ≥ \(number($0))" } ?? "any φ g t")
                + (step.largestDepth.map { " up to t/ξ = \(number($0))" } ?? "")
        }
        let limits = [
            largestSweep.map { "φ g t ≤ \(number($0))" }, largestBend.map { "b g t ≤ \(number($0))" },
        ].compactMap { $0 }
        return ([steps.joined(separator: ", then ")] + limits).joined(separator: "; ")
    }
}
