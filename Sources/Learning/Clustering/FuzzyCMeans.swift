public import Arrays
import Glibc

/// Fuzzy c-means clustering (Bezdek, Ehrlich & Full, Computers & Geosciences 10, 191, 1984) of the scores Y of an uncentred
/// singular value decomposition: min J = Σ uᵐ d² with memberships u that sum to 1 in each pattern and d the Euclidean distance
/// from score to centre. Centres come back as patterns by re-projection, C·Vᵀ.
public struct FuzzyCMeans: ScoreClustering {
    public static let name = "fuzzy-c-means"
    public static let title = "Fuzzy c-means"
    public static let summary = "Fuzzy clustering of singular value scores: centres, and memberships that sum to 1"
    public static let options =
        ClusterSearch.options(.random) + [.fuzzifier, .membershipTolerance("1e-12")]
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns, .exactAtFullRank,
        .sharedRows,
    ]

    public let search: ClusterSearch
    /// The exponent m.
    public let fuzzifier: Double
    public let tolerance: Double

    public init() { (search, fuzzifier, tolerance) = (.standard(.random), 2, 1e-12) }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, fuzzifier: Double = 2, starts: Int = 20,
        seeding: ClusterSearch.Seeding = .random, tolerance: Double = 1e-12, maxIterations: Int = 1000
    ) throws(LearningError) {
        try self.init(
            search: ClusterSearch(
                method: Self.name, clusters: clusters, svdRank: svdRank, starts: starts, seeding: seeding,
                maxIterations: maxIterations), fuzzifier: fuzzifier, tolerance: tolerance)
    }

    private init(search: ClusterSearch, fuzzifier: Double, tolerance: Double) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.tolerance(tolerance, "tolerance")
        try check.fuzzifier(fuzzifier)
        (self.search, self.fuzzifier, self.tolerance) = (search, fuzzifier, tolerance)
    }

    enum CodingKeys: String, CodingKey {
        case fuzzifier, tolerance
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            search: ClusterSearch(from: decoder, method: Self.name, standard: .random),
            fuzzifier: container.decode(.fuzzifier, default: Self().fuzzifier),
            tolerance: container.decode(.tolerance, default: Self().tolerance))
    }

    public func encode(to encoder: any Encoder) throws {
        try search.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(fuzzifier, forKey: .fuzzifier)
        try container.encode(tolerance, forKey: .tolerance)
    }

    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try clustered(observations, seed: seed, progress: progress)
    }

    package func rule(for points: Matrix<Double>) -> FuzzyRule { FuzzyRule(fuzzifier: fuzzifier) }
}

/// u ∝ d^(−2/(m−1)), centres Σuᵐy/Σuᵐ.
package struct FuzzyRule: CentreRule {
    package let fuzzifier: Double

    package init(fuzzifier: Double) { self.fuzzifier = fuzzifier }

    package func weight(_ u: Double) -> Double { fuzzifier == 2 ? u * u : pow(u, fuzzifier) }

    /// A point on top of centres belongs to these in equal parts.
    package func shareOut(_ d2: UnsafeMutablePointer<Double>, count: Int) -> Double {
        guard let nearest = closeness(d2, count: count) else { return 0 }
        // d² = nearest/c with closeness c; relative to the nearest centre, so that nothing overflows.
        var sum = 0.0
        if fuzzifier == 2 {
            for k in 0..<count { sum += d2[k] }
            let share = 1 / sum
            for k in 0..<count { d2[k] *= share }
            return nearest * share
        }
        for k in 0..<count { sum += pow(d2[k], 1 / (fuzzifier - 1)) }
        var objective = 0.0
        for k in 0..<count where d2[k] > 0 {
            let c = d2[k]
            d2[k] = pow(c, 1 / (fuzzifier - 1)) / sum
            objective += weight(d2[k]) * nearest / c
        }
        return objective
    }
}

/// Squared distances → closeness, the smallest of them over each, in place.
///
/// - Returns: the smallest; nil where it is zero, and then the places hold memberships already: those centres share the
///   point in equal parts.
func closeness(_ d2: UnsafeMutablePointer<Double>, count: Int) -> Double? {
    var nearest = d2[0]
    for k in 1..<max(1, count) { nearest = min(nearest, d2[k]) }
    if nearest == 0 {
        var hits = 0.0
        for k in 0..<count where d2[k] == 0 { hits += 1 }
        for k in 0..<count { d2[k] = d2[k] == 0 ? 1 / hits : 0 }
        return nil
    }
    for k in 0..<count { d2[k] = nearest / d2[k] }
    return nearest
}

extension CentreRule {
    /// The memberships of one point, from its squared distances to the centres.
    package func memberships(squaredDistances d2: [Double]) -> [Double] {
        var result = d2
        result.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { _ = shareOut(base, count: d2.count) } }
        return result
    }
}

extension OptionCheck {
    func fuzzifier(_ value: Double) throws(LearningError) {
        guard value > 1, value.isFinite else {
            throw bad("fuzzifier", "is \(value), but has to be above 1 (2 is usual)")
        }
    }
}

extension MethodOption {
    static let fuzzifier = MethodOption(
        "fuzzifier", default: "2", "the exponent m, above 1; the closer to 1, the harder")
    static func membershipTolerance(_ standard: String) -> MethodOption {
        MethodOption("tolerance", default: standard, "stop when no membership changes by more")
    }
}
