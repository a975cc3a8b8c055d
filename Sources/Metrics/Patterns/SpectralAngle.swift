internal import Glibc

/// The angle between two patterns taken as vectors, in degrees: 0 when one is a multiple of the other.
///
/// 2·atan2(|a - b|, |a + b|) for unit vectors a and b: unlike arccos(a·b) it keeps all digits near 0 and 180
/// (Kahan 2006, "How futile are mindless assessments of roundoff"). A pattern of zeros stands at 90 degrees.
/// - Parameters:
///   - truth: the end member's pattern, pixels.
///   - estimate: the estimated pattern, pixels.
///   - signed: whether a pattern and its negative differ; components with a free sign (SVD, ICA) are compared unsigned.
/// - Returns: 0 to 180 degrees, 0 to 90 when unsigned.
public func spectralAngle(truth: [Double], estimate: [Double], signed: Bool = true) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let (a, b) = (VectorSums.norm(truth), VectorSums.norm(estimate))
    guard a.isFinite, b.isFinite else { return Score(finite: .nan) }
    guard a > 0, b > 0 else { return .value(90) }
    var (difference, sum) = (0.0, 0.0)
    truth.withUnsafeBufferPointer { truth in
        estimate.withUnsafeBufferPointer { estimate in
            for i in 0..<truth.count {
                let (t, e) = (truth[i] / a, estimate[i] / b)
                difference += (t - e) * (t - e)
                sum += (t + e) * (t + e)
            }
        }
    }
    let angle = 2 * atan2(difference.squareRoot(), sum.squareRoot()) * 180 / .pi
    return Score(finite: signed ? angle : min(angle, 180 - angle))
}
