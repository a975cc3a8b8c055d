/// The share of the true pattern that the estimate lacks: Σ max(0, t - s·e) / Σ t, with s the least-squares gain.
///
/// - Returns: 0 when nothing is missing, 1 when everything is; undefined when the truth has no intensity.
public func shortfall(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let total = VectorSums.sum(truth)
    guard total > 0 else { return .undefined(reason: "the true pattern has no intensity") }
    let gain = leastSquaresGain(truth: truth, estimate: estimate)
    let missing = zip(truth, estimate).reduce(0.0) { $0 + max(0, $1.0 - gain * $1.1) }
    return Score(finite: missing / total)
}
