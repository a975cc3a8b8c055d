public import Arrays

/// Fuzzy clustering with high contrast (Rousseeuw, Trauwaert & Kaufman, J. Comput. Appl. Math. 64, 81, 1995) of the scores of
/// an uncentred singular value decomposition: min J = Σ [αu + (1 − α)u²] d² with memberships u that sum to 1 in each pattern.
///
/// The linear term lets memberships reach 0 and 1: with two clusters a pattern is shared only where d₁²/d₂² > α/(2 − α).
/// α = 0 is fuzzy c-means, α → 1 k-means. Memberships follow from the optimality conditions of J (Klawonn & Höppner, IDA
/// 2003, LNCS 2810, 254, for the same polynomial): with b = α/(2 − α) and q clusters that take part,
/// u = [(1 + (q − 1)b)/(d² Σ 1/d²) − b]/(1 − b).
public struct HighContrastFuzzy: ScoreClustering {
    public static let name = "high-contrast-fuzzy"
    public static let title = "High-contrast fuzzy"
    public static let summary = "Fuzzy clustering whose memberships reach 0 and 1 away from the boundary"
    public static let options =
        ClusterSearch.options(.random) + [
            MethodOption("contrast", default: "0.5", "α, 0 to below 1: 0 is fuzzy c-means, near 1 is k-means"),
            .membershipTolerance("1e-12"),
        ]
    public static let traits: MethodTraits = FuzzyCMeans.traits

    public let search: ClusterSearch
    /// α.
    public let contrast: Double
    public let tolerance: Double

    public init() { (search, contrast, tolerance) = (.standard(.random), 0.5, 1e-12) }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, contrast: Double = 0.5, starts: Int = 20,
        seeding: ClusterSearch.Seeding = .random, tolerance: Double = 1e-12, maxIterations: Int = 1000
    ) throws(LearningError) {
        try self.init(
            search: ClusterSearch(
                method: Self.name, clusters: clusters, svdRank: svdRank, starts: starts, seeding: seeding,
                maxIterations: maxIterations), contrast: contrast, tolerance: tolerance)
    }

    private init(search: ClusterSearch, contrast: Double, tolerance: Double) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.tolerance(tolerance, "tolerance")
        guard contrast >= 0, contrast < 1 else {
            throw check.bad("contrast", "is \(contrast), but has to lie in 0 ..< 1")
        }
        (self.search, self.contrast, self.tolerance) = (search, contrast, tolerance)
    }

    enum CodingKeys: String, CodingKey {
        case contrast, tolerance
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            search: ClusterSearch(from: decoder, method: Self.name, standard: .random),
            contrast: container.decode(.contrast, default: Self().contrast),
            tolerance: container.decode(.tolerance, default: Self().tolerance))
    }

    public func encode(to encoder: any Encoder) throws {
        try search.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(contrast, forKey: .contrast)
        try container.encode(tolerance, forKey: .tolerance)
    }

    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try clustered(observations, seed: seed, progress: progress)
    }

    package func rule(for points: Matrix<Double>) -> HighContrastRule { HighContrastRule(contrast: contrast) }
}

/// The memberships that minimise Σ [αu + (1 − α)u²] d² for one point, and centres Σgy/Σg with g = αu + (1 − α)u².
package struct HighContrastRule: CentreRule {
    /// α.
    package let contrast: Double

    package init(contrast: Double) { self.contrast = contrast }

    package func weight(_ u: Double) -> Double { contrast * u + (1 - contrast) * u * u }

    /// Clusters whose membership would fall to zero leave one after another: it only falls further with those that stay.
    package func shareOut(_ d2: UnsafeMutablePointer<Double>, count: Int) -> Double {
        guard let nearest = closeness(d2, count: count) else { return 0 }
        let b = contrast / (2 - contrast)
        var (sum, taking, left) = (0.0, 0.0, true)
        while left {
            (sum, taking, left) = (0, 0, false)
            for k in 0..<count where d2[k] > 0 {
                sum += d2[k]
                taking += 1
            }
            for k in 0..<count where d2[k] > 0 && (1 + (taking - 1) * b) * d2[k] <= b * sum {
                d2[k] = 0
                left = true
            }
        }
        var objective = 0.0
        for k in 0..<count where d2[k] > 0 {
            let c = d2[k]
            d2[k] = ((1 + (taking - 1) * b) * c / sum - b) / (1 - b)
            objective += weight(d2[k]) * nearest / c
        }
        return objective
    }
}
