internal import Glibc

/// Eigenvalues λ = s², floored at (1e-10 s₁)²: below that a singular value is rounding. Nil without a value above 0.
package func flooredEigenvalues(_ singularValues: [Double]) -> [Double]? {
    guard let first = singularValues.first, first > 0, singularValues.allSatisfy(\.isFinite) else { return nil }
    return singularValues.map { max($0 * $0, 1e-20 * first * first) }
}

/// When the drop from one eigenvalue of a scree plot to the next is called a change of regime.
public enum ScreeRule {
    /// The smallest ln(λ_k / λ_{k+1}) that counts.
    public static let smallestGap = 1.4
    /// The same as a factor.
    public static let smallestFactor = exp(smallestGap)
}

/// A change of regime in a scree plot of noise-free data.
public struct ScreeContrast: Sendable, Equatable {
    /// l, the number of components before the change.
    public let rank: Int
    /// g_l = log₁₀(λ_l / λ_{l+1}).
    public let gap: Double
    /// g_l over the mean of the next three gaps (or 0.01, if that is more); call it a change of regime above 10.
    public let contrast: Double
}

/// The gap of a scree plot that stands out most from the three after it, for l ≤ 10.
///
/// - Parameter singularValues: of the observations, descending.
/// - Returns: nil, when there are fewer than three singular values or none above 0.
public func screeContrast(singularValues: [Double]) -> ScreeContrast? {
    guard let eigenvalues = flooredEigenvalues(singularValues), eigenvalues.count > 2 else { return nil }
    let gaps = zip(eigenvalues, eigenvalues.dropFirst()).map { log10($0 / $1) }
    var best: ScreeContrast?
    for l in 1...min(10, gaps.count - 1) {
        let next = gaps[l..<min(l + 3, gaps.count)]
        let contrast = gaps[l - 1] / max(0.01, next.reduce(0, +) / Double(next.count))
        if contrast > best?.contrast ?? -.infinity {
            best = ScreeContrast(rank: l, gap: gaps[l - 1], contrast: contrast)
        }
    }
    return best
}
