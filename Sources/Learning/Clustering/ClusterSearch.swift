import Arrays

/// The options that all clusterings of scores share: how many clusters, in which scores, from which starts.
public struct ClusterSearch: Sendable, Equatable {
    /// Number of clusters.
    public let clusters: Int
    /// Number of components of the scores; as many as clusters unless said.
    public let svdRank: Int
    /// The first start takes the farthest points as centres, the others are drawn as `seeding` says.
    public let starts: Int
    public let seeding: Seeding
    public let maxIterations: Int

    /// Where starts after the first take their centres.
    public enum Seeding: String, Sendable, CaseIterable {
        /// Patterns at random, all equally likely.
        case random
        /// Each pattern with a likelihood that grows as its squared distance from the centres before (Arthur &
        /// Vassilvitskii, SODA 2007, 1027).
        case kMeansPlusPlus = "k-means++"
        /// There are none: the farthest points alone.
        case farthestFirst = "farthest-first"
    }

    /// - Parameters:
    ///   - method: who asks, for messages.
    ///   - svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    init(
        method: String, clusters: Int, svdRank: Int?, starts: Int, seeding: Seeding, maxIterations: Int
    ) throws(LearningError) {
        let check = OptionCheck(method: method)
        try check.positive(clusters, "clusters")
        try check.positive(svdRank ?? clusters, "svd-rank")
        try check.positive(starts, "starts")
        try check.positive(maxIterations, "max-iterations")
        guard starts == 1 || seeding != .farthestFirst else {
            throw check.bad("starts", "is \(starts), but farthest-first is one start only; set seeding to k-means++")
        }
        (self.clusters, self.svdRank) = (clusters, svdRank ?? clusters)
        (self.starts, self.seeding, self.maxIterations) = (starts, seeding, maxIterations)
    }

    private init(standard seeding: Seeding) {
        (clusters, svdRank, starts, self.seeding, maxIterations) = (2, 2, 20, seeding, 1000)
    }

    /// Two clusters, 20 starts.
    static func standard(_ seeding: Seeding) -> ClusterSearch { ClusterSearch(standard: seeding) }

    static func options(_ standard: Seeding) -> [MethodOption] {
        [
            MethodOption("clusters", default: "2", "number of clusters, 1 or more"),
            MethodOption(
                "svd-rank", default: "as clusters", "number of singular value components that span the scores"),
            MethodOption("starts", default: "20", "number of starts, of which the lowest objective wins"),
            MethodOption(
                "seeding", default: standard.rawValue,
                "centres of starts after the first: k-means++, random or farthest-first (then starts: 1)"),
            MethodOption("max-iterations", default: "1000", "stop after so many iterations"),
        ]
    }
}

// The options lie beside those of the method itself, not in a map of their own.
extension ClusterSearch: Encodable {
    private enum CodingKeys: String, CodingKey {
        case clusters, starts, seeding
        case svdRank = "svd-rank"
        case maxIterations = "max-iterations"
    }

    init(from decoder: any Decoder, method: String, standard seeding: Seeding) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self(standard: seeding)
        let chosen = try container.decodeName(.seeding, default: seeding, OptionCheck(method: method))
        try self.init(
            method: method, clusters: container.decode(.clusters, default: standard.clusters),
            svdRank: container.decodeIfPresent(Int.self, forKey: .svdRank),
            starts: container.decode(.starts, default: chosen == .farthestFirst ? 1 : standard.starts),
            seeding: chosen, maxIterations: container.decode(.maxIterations, default: standard.maxIterations))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(clusters, forKey: .clusters)
        try container.encode(svdRank, forKey: .svdRank)
        try container.encode(starts, forKey: .starts)
        try container.encode(seeding.rawValue, forKey: .seeding)
        try container.encode(maxIterations, forKey: .maxIterations)
    }
}
