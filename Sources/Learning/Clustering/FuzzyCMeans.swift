public import Arrays

/// Fuzzy c-means clustering (Bezdek, Ehrlich & Full, Computers & Geosciences 10, 191, 1984) of the scores Y of an uncentred
/// singular value decomposition: min J = Σ uᵐ d² with memberships u that sum to 1 in each pattern and d the Euclidean distance
/// from score to centre. Centres come back as patterns by re-projection, C·Vᵀ.
public struct FuzzyCMeans: CataloguedMethod {
    public static let name = "fuzzy-c-means"
    public static let title = "Fuzzy c-means"
    public static let summary = "Fuzzy clustering of singular value scores: centres, and memberships that sum to 1"
    public static let options = [
        MethodOption("clusters", default: "2", "number of clusters, 1 or more"),
        MethodOption("svd-rank", default: "as clusters", "number of singular value components that span the scores"),
        MethodOption("fuzzifier", default: "2", "the exponent m, above 1; the closer to 1, the harder"),
        MethodOption("starts", default: "20", "number of starts, of which the lowest objective wins"),
        MethodOption("tolerance", default: "1e-12", "stop when no membership changes by more"),
        MethodOption("max-iterations", default: "1000", "stop after so many iterations"),
    ]
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns, .exactAtFullRank,
    ]

    /// Number of clusters.
    public let clusters: Int
    /// Number of components of the scores; as many as clusters unless said.
    public let svdRank: Int
    /// The exponent m.
    public let fuzzifier: Double
    /// The first start is deterministic, the others take random patterns as centres.
    public let starts: Int
    /// The largest change of a membership in the last iteration.
    public let tolerance: Double
    public let maxIterations: Int

    public init() {
        (clusters, svdRank, fuzzifier, starts, tolerance, maxIterations) = (2, 2, 2, 20, 1e-12, 1000)
    }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, fuzzifier: Double = 2, starts: Int = 20, tolerance: Double = 1e-12,
        maxIterations: Int = 1000
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(clusters, "clusters")
        try check.positive(svdRank ?? clusters, "svd-rank")
        try check.positive(starts, "starts")
        try check.positive(maxIterations, "max-iterations")
        try check.tolerance(tolerance, "tolerance")
        guard fuzzifier > 1, fuzzifier.isFinite else {
            throw check.bad("fuzzifier", "is \(fuzzifier), but has to be above 1 (2 is usual)")
        }
        (self.clusters, self.svdRank, self.fuzzifier) = (clusters, svdRank ?? clusters, fuzzifier)
        (self.starts, self.tolerance, self.maxIterations) = (starts, tolerance, maxIterations)
    }

    enum CodingKeys: String, CodingKey {
        case clusters, fuzzifier, starts, tolerance
        case svdRank = "svd-rank"
        case maxIterations = "max-iterations"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        try self.init(
            clusters: container.decode(.clusters, default: standard.clusters),
            svdRank: container.decodeIfPresent(Int.self, forKey: .svdRank),
            fuzzifier: container.decode(.fuzzifier, default: standard.fuzzifier),
            starts: container.decode(.starts, default: standard.starts),
            tolerance: container.decode(.tolerance, default: standard.tolerance),
            maxIterations: container.decode(.maxIterations, default: standard.maxIterations))
    }

    /// Diagnostics: "singular-values", "explained-variance" and "scores" as `TruncatedSVD`, "centres" (cluster × component),
    /// and for two components or more "membership-grid" with "grid-x", "grid-y" (see `membershipGrid`).
    ///
    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try estimate(from: observations, seed: seed, progress: progress, holding: valuesHeldInMemory)
    }

    /// - Parameter limit: how many values may be held in memory before they are streamed.
    package func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int
    ) throws -> Clustering {
        let read = try ReadObservations(observations, limit: limit, progress: progress)
        let check = OptionCheck(method: Self.name)
        try check.rank(clusters, "clusters", patterns: observations.rowCount)
        try check.rank(svdRank, "svd-rank", patterns: observations.rowCount)
        let triplets = try SingularTriplets(of: read, rank: svdRank, scree: screeLength, seed: seed, progress: progress)
        let partition = try partition(of: triplets.scores, seed: seed, progress: progress)
        var diagnostics = triplets.diagnostics
        diagnostics["centres"] = partition.centres
        if let grid = membershipGrid(scores: triplets.scores, centres: partition.centres, fuzzifier: fuzzifier) {
            diagnostics["membership-grid"] = grid.memberships
            diagnostics["grid-x"] = Matrix([grid.x])
            diagnostics["grid-y"] = Matrix([grid.y])
        }
        return Clustering(
            patterns: .product(partition.centres, triplets.patterns), maps: partition.memberships.transposed,
            convergence: partition.convergence, diagnostics: diagnostics)
    }
}

/// What a clustering found.
public struct Clustering: MixtureEstimate {
    /// Cluster × pixel: re-projected centres.
    public let patterns: Matrix<Double>
    /// Cluster × scan position: memberships.
    public let maps: Matrix<Double>
    public var mapScaling: MapScaling { .native }
    public let convergence: Convergence
    public let diagnostics: [String: Matrix<Double>]
}
