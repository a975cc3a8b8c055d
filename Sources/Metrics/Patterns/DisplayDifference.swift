/// Estimate minus truth as a picture: s·e - t, with s the least-squares gain of the estimate on the truth, so that
/// a free scale never shows. Both patterns have the same pixels; the result is in the truth's units.
public func differencePicture(truth: [Double], estimate: [Double]) -> [Double] {
    let gain = leastSquaresGain(truth: truth, estimate: estimate)
    return zip(truth, estimate).map { gain * $1 - $0 }
}

/// The size of the difference picture against the truth: ‖s·e - t‖ / ‖t‖.
///
/// - Returns: 0 for the true pattern at any scale, 1 for one that has nothing in common with it; undefined when the
///   truth has no intensity.
public func displayDifference(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let norm = VectorSums.norm(truth)
    guard norm > 0 else { return .undefined(reason: "the true pattern has no intensity") }
    return Score(finite: VectorSums.norm(differencePicture(truth: truth, estimate: estimate)) / norm)
}
