internal import Arrays
internal import Glibc

/// The rank that a scree plot suggests.
public struct ScreeRank: Sendable, Equatable {
    /// k, the number of components before the gap.
    public let rank: Int
    /// ln(λ_k / λ_{k+1}).
    public let gap: Double
    /// The smallest gap that counts.
    public static let smallestGap = ScreeRule.smallestGap
    /// Whether the gap counts.
    public var isClear: Bool { gap >= Self.smallestGap }
}

/// The largest drop ln(λ_k / λ_{k+1}) between neighbouring eigenvalues of XᵀX (not centred), for 3 ≤ k ≤ 10.
///
/// - Parameter singularValues: of the observations, descending.
/// - Returns: nil, when there are fewer than four singular values or none above 0.
public func screeRank(singularValues: [Double]) -> ScreeRank? {
    guard let eigenvalues = flooredEigenvalues(singularValues), eigenvalues.count > 3 else { return nil }
    var best: ScreeRank?
    for k in 3...min(10, eigenvalues.count - 1) {
        let gap = log(eigenvalues[k - 1] / eigenvalues[k])
        if gap > best?.gap ?? -.infinity { best = ScreeRank(rank: k, gap: gap) }
    }
    return best
}
