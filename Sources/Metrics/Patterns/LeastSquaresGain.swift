/// The gain s ≥ 0 that brings the estimate closest to the truth: s = ⟨e, t⟩₊ / ⟨e, e⟩; 0 for an estimate of zeros.
public func leastSquaresGain(truth: [Double], estimate: [Double]) -> Double {
    let power = VectorSums.dot(estimate, estimate)
    return power > 0 ? max(0, VectorSums.dot(estimate, truth)) / power : 0
}
