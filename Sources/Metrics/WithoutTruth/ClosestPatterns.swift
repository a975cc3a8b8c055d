/// The smallest angle between two of the estimated patterns (`spectralAngle`).
///
/// - Parameter signed: whether a pattern and its negative differ.
/// - Returns: degrees; undefined for fewer than two patterns.
public func closestPatterns(_ patterns: [[Double]], signed: Bool) -> Score {
    guard patterns.count > 1 else { return .undefined(reason: "there are fewer than two sources") }
    var smallest = Double.infinity
    for (index, first) in patterns.enumerated() {
        for second in patterns[(index + 1)...] {
            let score = spectralAngle(truth: first, estimate: second, signed: signed)
            guard let angle = score.value else { return score }
            smallest = min(smallest, angle)
        }
    }
    return Score(finite: smallest)
}
