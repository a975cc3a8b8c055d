public import Arrays

/// Non-negative matrix factorisation with what an electron microscopist knows (Kimoto et al., Sci. Rep. 15, 2025,
/// doi 10.1038/s41598-025-23541-7): no map has detail finer than the probe resolves, and no pattern has downward-convex peaks,
/// which is what pseudo-subtraction leaves.
///
/// From the paper's abstract and figure 1 alone come the two constraints, and that the first cuts the Fourier transform of the maps at
/// the resolution limit. The paper's own procedure was not at hand. Ours: after each sweep of coordinate descent over the maps
/// their cosine series are cut at `map-period` and clipped to zero or more (`MapResolution`); after each over the patterns, pits
/// that a disc of `pit-radius` covers are filled (`PitFilling`). With `map-period` 2 and `pit-radius` 0 this is NMF.
///
/// The sweeps run behind a truncated singular value decomposition of `svd-rank` components, X ≈ Y·Vᵀ, since the constraints tie
/// all scan positions together. The objective may rise, and the estimate is the last one; it ends when the objective changes
/// by less than `least-change`.
public struct ConstrainedNMF: CataloguedMethod {
    public static let name = "nmf-constrained"
    public static let title = "NMF, constrained"
    public static let summary =
        "NMF with maps limited to the probe's resolution and patterns without pits, after the abstract of Kimoto et al. 2025"
    public static let options: [MethodOption] =
        [
            .components,
            MethodOption("map-period", default: "4", "shortest period of a map, in scan steps; 2 limits nothing"),
            MethodOption(
                "pit-radius", default: "3", "fill pits of patterns up to this radius, in pixels; 0 fills none"),
        ] + StartChoice.options + [
            MethodOption("svd-rank", default: "20", "singular components that stand for the observations"),
            .maxSweeps(500),
            MethodOption(
                "least-change", default: "1e-7", "stop when a sweep changes the objective by less than this fraction"),
        ]
    public static let traits: MethodTraits = [.nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations]

    public let components: Int
    public let mapPeriod: Double
    public let pitRadius: Double
    public let start: FactorStart
    public let starts: Int
    public let svdRank: Int
    public let maxSweeps: Int
    public let leastChange: Double

    public init() {
        (components, mapPeriod, pitRadius, start, starts) = (2, 4, 3, .nndsvd, 1)
        (svdRank, maxSweeps, leastChange) = (20, 500, 1e-7)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, mapPeriod: Double = 4, pitRadius: Double = 3, start: FactorStart = .nndsvd, starts: Int = 1,
        svdRank: Int = 20, maxSweeps: Int = 500, leastChange: Double = 1e-7
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try StartChoice(start: start, starts: starts).check(check)
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(leastChange, "least-change")
        guard svdRank >= components else {
            throw check.bad("svd-rank", "is \(svdRank), but has to be at least the \(components) components")
        }
        guard mapPeriod >= 2, mapPeriod.isFinite else {
            throw check.bad("map-period", "is \(mapPeriod), but has to be 2 scan steps or more")
        }
        guard pitRadius >= 0, pitRadius <= 100 else {
            throw check.bad("pit-radius", "is \(pitRadius), but has to lie in 0 ... 100 pixels")
        }
        (self.components, self.mapPeriod, self.pitRadius, self.start) = (components, mapPeriod, pitRadius, start)
        (self.starts, self.svdRank, self.maxSweeps, self.leastChange) = (starts, svdRank, maxSweeps, leastChange)
    }

    enum CodingKeys: String, CodingKey {
        case components, start, starts
        case mapPeriod = "map-period"
        case pitRadius = "pit-radius"
        case svdRank = "svd-rank"
        case maxSweeps = "max-sweeps"
        case leastChange = "least-change"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let components = try container.decode(.components, default: standard.components)
        try self.init(
            components: components, mapPeriod: container.decode(.mapPeriod, default: standard.mapPeriod),
            pitRadius: container.decode(.pitRadius, default: standard.pitRadius),
            start: container.decodeName(.start, default: standard.start, OptionCheck(method: Self.name)),
            starts: container.decode(.starts, default: standard.starts),
            svdRank: container.decode(.svdRank, default: max(components, standard.svdRank)),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps),
            leastChange: container.decode(.leastChange, default: standard.leastChange))
    }

    /// Diagnostics: those of `TruncatedSVD`. The objective is ½‖X_r − Z·W‖² of the truncated decomposition X_r and what that
    /// leaves of the observations.
    ///
    /// - Throws: `LearningError` (negative observations among them), `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Decomposition {
        try estimate(from: observations, seed: seed, progress: progress, holding: valuesHeldInMemory)
    }

    /// - Parameter limit: how many values may be held in memory before they are streamed.
    package func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int
    ) throws -> Decomposition {
        let read = try ReadObservations(
            observations, limit: limit, nonNegativeFor: Self.name, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let problem = FactorProblem(
            read, components: min(svdRank, observations.rowCount), isCompressed: false, seed: seed)
        let swept = CompressedObservations(try problem.triplets(progress: progress))
        let sweeps = ConstrainedSweeps(
            resolution: MapResolution(observations.shape, period: mapPeriod),
            filling: PitFilling(observations.shape, radius: pitRadius), maxSweeps: maxSweeps, leastChange: leastChange)
        return try problem.decomposition(
            from: StartChoice(start: start, starts: starts), components: components, stream: "constrained nmf start",
            progress: progress
        ) { factors in
            try sweeps.descend(swept, from: factors, label: Self.title, progress: progress)
        }
    }
}

/// Sweeps of coordinate descent, each followed by the constraints.
private struct ConstrainedSweeps {
    let resolution: MapResolution
    let filling: PitFilling
    let maxSweeps: Int
    let leastChange: Double

    func descend(
        _ swept: CompressedObservations, from start: Factors, label: String, progress: Progress
    ) throws -> DescentResult<Factors> {
        var (maps, patterns) = (start.z.transposed, start.w)
        var objective: [Double] = []
        var converged = false
        while !converged, objective.count < maxSweeps {
            _ = maps.descend(linear: swept.mapProducts(patterns), quadratic: patterns.gram)
            maps = resolution.limited(maps)
            let (linear, gram) = (swept.patternProducts(maps), maps.gram)
            _ = patterns.descend(linear: linear, quadratic: gram)
            patterns = filling.filled(patterns)
            let now = swept.halfSquaredError(patterns, linear: linear, gram: gram)
            converged = objective.last.map { abs($0 - now) <= leastChange * $0 } ?? false
            objective.append(now)
            try progress.report(Double(objective.count) / Double(maxSweeps), "\(label), sweep \(objective.count)")
        }
        return DescentResult(
            factors: Factors(z: maps.transposed, w: patterns), objective: objective, converged: converged)
    }
}
