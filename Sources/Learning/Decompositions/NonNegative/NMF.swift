public import Arrays

/// Non-negative matrix factorisation: min ½‖X − Z·W‖² with loadings Z ≥ 0 and patterns W ≥ 0, by cyclic coordinate descent
/// (Cichocki & Phan, IEICE Trans. Fundamentals E92-A, 708, 2009; Hsieh & Dhillon, KDD 2011).
///
/// The loadings are returned with a maximum of 1 in each component, the patterns multiplied by what that took. The minimum is
/// seldom unique: another start may end elsewhere with the same objective.
///
/// On large observations the descent first runs behind a truncated singular value decomposition of `components` + 10
/// components, where a sweep costs next to nothing, until one gains less than a hundredth of `least-gain`. Sweeps over all
/// observations follow until one gains less than `least-gain`, or the projected gradient falls to `tolerance` of that in the
/// first of them.
public struct NMF: CataloguedMethod {
    public static let name = "nmf"
    public static let title = "NMF"
    public static let summary = "Non-negative matrix factorisation: components and loadings of zero or more"
    public static let options: [MethodOption] =
        [.components] + StartChoice.options + [
            MethodOption("tolerance", default: "1e-8", "stop when the projected gradient has fallen to this fraction"),
            .maxSweeps(3000),
            MethodOption(
                "compression", default: "automatic",
                "descend behind a singular value decomposition first: always, never, or automatic (above 10^7 values)"),
            MethodOption(
                "least-gain", default: "1e-7",
                "after compression, stop when a sweep gains less than this fraction; within it, a hundredth"),
            MethodOption("rank-scan", default: "0", "also give the error for 1 up to so many components"),
        ]
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations, .monotoneObjective, .rowPermutation,
        .scaledPatterns, .exactAtFullRank, .sharedRows,
    ]

    public typealias Start = FactorStart

    /// Whether the descent begins behind a truncated singular value decomposition.
    public enum Compression: String, Sendable, Codable, CaseIterable {
        /// Where there are more than 10⁷ values.
        case automatic
        case always
        case never
    }

    /// Number of components.
    public let components: Int
    public let start: Start
    /// Number of random starts; 1 for others.
    public let starts: Int
    /// The descent ends when the sum of |projected gradient| is this fraction of that in the first sweep.
    public let tolerance: Double
    public let maxSweeps: Int
    public let compression: Compression
    /// After compression the descent ends, too, when a sweep gains less than this fraction of the objective.
    public let leastGain: Double
    /// The diagnostic "rank-error" holds the error for 1 up to so many components.
    public let rankScan: Int

    public init() {
        (components, start, starts, tolerance, maxSweeps) = (2, .nndsvd, 1, 1e-8, 3000)
        (compression, leastGain, rankScan) = (.automatic, 1e-7, 0)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, start: Start = .nndsvd, starts: Int = 1, tolerance: Double = 1e-8, maxSweeps: Int = 3000,
        compression: Compression = .automatic, leastGain: Double = 1e-7, rankScan: Int = 0
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try StartChoice(start: start, starts: starts).check(check)
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(tolerance, "tolerance")
        try check.tolerance(leastGain, "least-gain")
        guard rankScan >= 0 else { throw check.bad("rank-scan", "is \(rankScan), but has to be 0 or more") }
        (self.components, self.start, self.starts) = (components, start, starts)
        (self.tolerance, self.maxSweeps) = (tolerance, maxSweeps)
        (self.compression, self.leastGain, self.rankScan) = (compression, leastGain, rankScan)
    }

    enum CodingKeys: String, CodingKey {
        case components, start, starts, tolerance, compression
        case maxSweeps = "max-sweeps"
        case leastGain = "least-gain"
        case rankScan = "rank-scan"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let check = OptionCheck(method: Self.name)
        try self.init(
            components: container.decode(.components, default: standard.components),
            start: container.decodeName(.start, default: standard.start, check),
            starts: container.decode(.starts, default: standard.starts),
            tolerance: container.decode(.tolerance, default: standard.tolerance),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps),
            compression: container.decodeName(.compression, default: standard.compression, check),
            leastGain: container.decode(.leastGain, default: standard.leastGain),
            rankScan: container.decode(.rankScan, default: standard.rankScan))
    }

    /// Diagnostics: those of `TruncatedSVD`, "scores" with as many components, where a decomposition was made; "rank-error"
    /// (1 × `rank-scan`: ‖X − Z·W‖/‖X‖ for 1, 2, … components, from the decomposition alone where `rank-scan` is 0).
    ///
    /// Zero data give zero loadings and patterns.
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
            observations, limit: limit, nonNegativeFor: Self.name, keepingEmptyPixels: start != .nndsvd,
            progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let problem = FactorProblem(
            read, components: max(components, rankScan), isCompressed: isCompressed(read), seed: seed)
        let found = try best(problem, components: components, progress: progress)
        var diagnostics = try problem.diagnostics(components: components, progress: progress)
        if rankScan > 0 {
            let errors = try (1...min(rankScan, observations.rowCount)).map { rank in
                rank == components
                    ? found.result : try best(problem, components: rank, progress: progress).result
            }
            let norm = problem.squaredNorm > 0 ? problem.squaredNorm : 1
            diagnostics["rank-error"] = Matrix([errors.map { (2 * ($0.objective.last ?? 0) / norm).squareRoot() }])
        }
        return found.result.decomposition(objectives: found.objectives, diagnostics: diagnostics)
    }

    /// The descent alone, from a given start: Z (scan position × component) and W (component × pixel).
    package func estimate(
        from observations: some RowSource, start: Factors, progress: Progress = .none,
        holding limit: Int = valuesHeldInMemory
    ) throws -> Decomposition {
        let read = try ReadObservations(observations, limit: limit, nonNegativeFor: Self.name, progress: progress)
        let result = try read.descend(
            from: start, by: CoordinateDescent(), until: SweepLimits(violation: tolerance, maxSweeps: maxSweeps),
            label: Self.title, progress: progress)
        return result.decomposition(objectives: [result.objective.last ?? 0], diagnostics: [:])
    }

    private func isCompressed<Source>(_ read: ReadObservations<Source>) -> Bool {
        switch compression {
        case .automatic: read.valueCount > 10_000_000
        case .always: true
        case .never: false
        }
    }

    /// The lowest objective of all starts.
    private func best<Source>(
        _ problem: FactorProblem<Source>, components: Int, progress: Progress
    ) throws -> (result: DescentResult<Factors>, objectives: [Double]) {
        let limits = SweepLimits(
            violation: tolerance, gain: problem.isCompressed ? leastGain : nil, maxSweeps: maxSweeps)
        return try problem.best(
            of: StartChoice(start: start, starts: starts), components: components, stream: "nmf start"
        ) { factors in
            let near = try problem.descendCompressed(
                from: factors, by: CoordinateDescent(),
                until: SweepLimits(violation: tolerance, gain: 0.01 * leastGain, maxSweeps: maxSweeps),
                label: Self.title,
                progress: progress)
            return try problem.observations.descend(
                from: near, by: CoordinateDescent(), until: limits, label: Self.title, progress: progress)
        }
    }
}

extension DescentResult<Factors> {
    /// Loadings scaled to a maximum of 1.
    func decomposition(objectives: [Double], diagnostics: [String: Matrix<Double>]) -> Decomposition {
        let (maps, patterns) = factors.scaledToMaximumOne()
        return Decomposition(
            patterns: patterns, maps: maps, mapScaling: .maximumOne,
            convergence: Convergence(
                converged: converged, iterations: objective.count, objective: objective, starts: objectives.count,
                startsAgreeing: LowestOfStarts(objectives).agreeing),
            diagnostics: diagnostics)
    }
}
