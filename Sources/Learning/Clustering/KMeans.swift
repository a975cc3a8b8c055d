public import Arrays

/// k-means clustering (Lloyd, IEEE Trans. Inf. Theory 28, 129, 1982) of the scores of an uncentred singular value
/// decomposition: min J = Σ d² of each score to the nearest centre, which is the mean of its scores. Maps hold 1 for the
/// cluster of a pattern and 0 for the others; a pattern that is equally near to several belongs to the first.
public struct KMeans: ScoreClustering {
    public static let name = "k-means"
    public static let title = "k-means"
    public static let summary = "Hard clustering of singular value scores: each pattern belongs to one centre"
    public static let options = ClusterSearch.options(.kMeansPlusPlus)
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns, .exactAtFullRank,
        .sharedRows,
    ]

    public let search: ClusterSearch
    /// The search ends when no pattern changes its cluster.
    package var tolerance: Double { 0 }

    public init() { search = .standard(.kMeansPlusPlus) }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, starts: Int = 20, seeding: ClusterSearch.Seeding = .kMeansPlusPlus,
        maxIterations: Int = 1000
    ) throws(LearningError) {
        search = try ClusterSearch(
            method: Self.name, clusters: clusters, svdRank: svdRank, starts: starts, seeding: seeding,
            maxIterations: maxIterations)
    }

    public init(from decoder: any Decoder) throws {
        search = try ClusterSearch(from: decoder, method: Self.name, standard: .kMeansPlusPlus)
    }

    public func encode(to encoder: any Encoder) throws { try search.encode(to: encoder) }

    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try clustered(observations, seed: seed, progress: progress)
    }

    package func rule(for points: Matrix<Double>) -> NearestRule { NearestRule() }
}

/// Everything to the nearest centre.
package struct NearestRule: CentreRule {
    package init() {}

    package func weight(_ u: Double) -> Double { u }

    package func shareOut(_ d2: UnsafeMutablePointer<Double>, count: Int) -> Double {
        var (nearest, distance) = (0, d2[0])
        for k in 0..<count where d2[k] < distance { (nearest, distance) = (k, d2[k]) }
        for k in 0..<count { d2[k] = k == nearest ? 1 : 0 }
        return distance
    }
}
