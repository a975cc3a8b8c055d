/// The root-mean-square difference between a map and the abundances, over all scan positions.
public func mapError(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let sum = zip(truth, estimate).reduce(0.0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    return Score(finite: (sum / Double(truth.count)).squareRoot())
}

/// The same after the map has been scaled to the abundances by least squares, so that one noisy pixel does not set the
/// scale, as it does when a map is divided by its maximum.
public func mapErrorAfterGain(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let gain = leastSquaresGain(truth: truth, estimate: estimate)
    return mapError(truth: truth, estimate: estimate.map { gain * $0 })
}

/// The largest difference between a map and the abundances at any scan position.
public func largestDeviation(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    return Score(finite: zip(truth, estimate).reduce(0.0) { max($0, abs($1.1 - $1.0)) })
}
