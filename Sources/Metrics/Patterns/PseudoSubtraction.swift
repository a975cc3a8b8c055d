/// Dark discs in an estimated pattern where only other end members have reflections: pseudo-subtraction.
public struct PseudoSubtraction: Sendable, Equatable {
    /// The deepest dip: contrast against the local background, below the truth's; 0 when there is none.
    public let deepest: Double
    /// The mean dip over all foreign reflections.
    public let mean: Double
    /// How many dips are significant: deeper than 0.02 and than three standard errors of the local background.
    public let significant: Int
    /// How many foreign reflections were looked at.
    public let reflections: Int
    /// How many of them lie on a background that the estimate can fall below.
    public let withBackground: Int
}

/// Reads dips at the unique reflections of the other end members.
///
/// With D the mean over a disc and B over its annulus, the contrast is c = (D - B)/B, and the dip c_truth - c_estimate
/// where c_estimate is negative and below c_truth. A disc whose B is at most 1e-3 of the pattern's maximum has no
/// background to be dark against: its dip is 0. The standard error of a contrast is
/// σ √(1/n_disc + 1/n_annulus) / B, with σ the standard deviation of e - s·t over the annulus and
/// s fitted there.
/// - Parameters:
///   - truth: the end member's pattern, pixels.
///   - estimate: the estimated pattern, pixels.
///   - foreign: apertures of the reflections that only other end members have.
public func pseudoSubtraction(
    truth: [Double], estimate: [Double], foreign: [ReflectionAperture]
) -> PseudoSubtraction {
    let (truthFloor, floor) = (1e-3 * (truth.max() ?? 0), 1e-3 * (estimate.max() ?? 0))
    var (deepest, sum, significant, withBackground) = (0.0, 0.0, 0, 0)
    for aperture in foreign {
        guard let background = aperture.background(of: estimate), background > floor,
            let level = VectorSums.mean(of: estimate, at: aperture.disc)
        else { continue }
        withBackground += 1
        var trueContrast = 0.0
        if let trueBackground = aperture.background(of: truth), trueBackground > truthFloor,
            let trueLevel = VectorSums.mean(of: truth, at: aperture.disc)
        {
            trueContrast = (trueLevel - trueBackground) / trueBackground
        }
        let contrast = (level - background) / background
        guard contrast < 0, contrast < trueContrast else { continue }
        let dip = trueContrast - contrast
        deepest = max(deepest, dip)
        sum += dip
        let error =
            noise(truth: aperture.annulus.map { truth[$0] }, estimate: aperture.annulus.map { estimate[$0] })
            * (1 / Double(aperture.disc.count) + 1 / Double(aperture.annulus.count)).squareRoot() / background
        if dip > max(0.02, 3 * error) { significant += 1 }
    }
    return PseudoSubtraction(
        deepest: deepest, mean: foreign.isEmpty ? 0 : sum / Double(foreign.count), significant: significant,
        reflections: foreign.count, withBackground: withBackground)
}

/// The standard deviation of e - s·t with s by least squares: here, around one reflection, for a scale that is wrong
/// elsewhere (a direct beam that is too weak) is no noise.
private func noise(truth: [Double], estimate: [Double]) -> Double {
    let power = VectorSums.dot(truth, truth)
    let scale = power > 0 ? VectorSums.dot(truth, estimate) / power : 0
    let residual = zip(truth, estimate).map { $1 - scale * $0 }
    let mean = VectorSums.sum(residual) / Double(residual.count)
    return (residual.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(residual.count)).squareRoot()
}
