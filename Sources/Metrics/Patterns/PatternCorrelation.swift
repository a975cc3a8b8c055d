/// Pearson's correlation between two patterns over all pixels (the normalised cross-correlation of template matching).
///
/// - Returns: -1 to 1; 1 when the patterns differ by a positive gain and an offset only; 0 when the estimate is constant.
///   Undefined when the truth is.
public func patternCorrelation(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let n = Double(truth.count)
    let (truthMean, estimateMean) = (VectorSums.sum(truth) / n, VectorSums.sum(estimate) / n)
    var (tt, ee, te) = (0.0, 0.0, 0.0)
    truth.withUnsafeBufferPointer { truth in
        estimate.withUnsafeBufferPointer { estimate in
            for i in 0..<truth.count {
                let (t, e) = (truth[i] - truthMean, estimate[i] - estimateMean)
                tt += t * t
                ee += e * e
                te += t * e
            }
        }
    }
    // Rounding of the mean leaves a constant pattern with a variance of about (1e-16 · mean)².
    guard tt > 1e-28 * n * truthMean * truthMean else {
        return .undefined(reason: "the true pattern is the same everywhere")
    }
    guard ee > 1e-28 * n * estimateMean * estimateMean else { return .value(0) }
    return Score(finite: max(-1, min(1, te / (tt.squareRoot() * ee.squareRoot()))))
}
