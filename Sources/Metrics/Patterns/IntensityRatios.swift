/// How strong the shared reflections are against the unique ones, over the truth's ratio.
///
/// (I_shared / I_unique)_estimate / (I_shared / I_unique)_truth, with intensities above the local background.
/// - Returns: 1 when the balance is right, 0 when the shared reflections are missing; undefined without shared or
///   without unique reflections, or when the estimate does not show the unique ones.
public func sharedRatio(
    truth: [Double], estimate: [Double], shared: [ReflectionAperture], unique: [ReflectionAperture]
) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    guard !shared.isEmpty else { return .undefined(reason: "the end member has no shared reflections") }
    guard !unique.isEmpty else { return .undefined(reason: "the end member has no unique reflections") }
    func intensity(_ pattern: [Double], _ apertures: [ReflectionAperture]) -> Double {
        apertures.reduce(0.0) { $0 + $1.intensity(of: pattern) }
    }
    let (trueShared, trueUnique) = (intensity(truth, shared), intensity(truth, unique))
    guard trueShared > 0, trueUnique > 0 else {
        return .undefined(reason: "the true pattern's reflections do not rise above their background")
    }
    let estimatedUnique = intensity(estimate, unique)
    guard estimatedUnique > 0 else {
        return .undefined(reason: "the estimate does not show the end member's unique reflections")
    }
    return Score(finite: (intensity(estimate, shared) / estimatedUnique) / (trueShared / trueUnique))
}

/// How strong the direct beam is over the truth's, once the rest of the pattern is brought to the truth's scale.
///
/// s·Σ_disc e / Σ_disc t, with s the least-squares gain over the pixels outside the disc.
/// - Returns: 1 when the direct beam is right, below 1 when it is too weak; undefined when the true disc is empty, or all
///   there is.
public func directBeamRatio(truth: [Double], estimate: [Double], disc: [Int]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    let direct = disc.reduce(0.0) { $0 + truth[$1] }
    guard direct > 0 else { return .undefined(reason: "the true pattern has no direct beam") }
    var (outsideTruth, outsideEstimate) = (truth, estimate)
    for pixel in disc {
        outsideTruth[pixel] = 0
        outsideEstimate[pixel] = 0
    }
    guard outsideTruth.contains(where: { $0 != 0 }) else {
        return .undefined(reason: "the true pattern has nothing beside the direct beam to set its scale by")
    }
    let gain = leastSquaresGain(truth: outsideTruth, estimate: outsideEstimate)
    return Score(finite: gain * disc.reduce(0.0) { $0 + estimate[$1] } / direct)
}
