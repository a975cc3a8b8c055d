public import Arrays

/// Non-negative matrix factorisation whose loadings sum to 1 at each scan position: min ½‖X − Z·W‖² with Z ≥ 0, Z·1 = 1 and
/// W ≥ 0 (Martineau et al. 2019, footnote 3).
///
/// Begins with observed patterns, chosen by successive projection. Each sweep solves for the loadings exactly (fully constrained
/// least squares, Heinz & Chang, IEEE Trans. Geosci. Remote Sens. 39, 529, 2001), then sweeps once over the patterns by
/// coordinate descent. The objective never rises. The loadings returned are those that the last patterns were fitted to.
public struct SumToOneNMF: CataloguedMethod {
    public static let name = "nmf-sum-to-one"
    public static let title = "NMF, sum to one"
    public static let summary = "Non-negative matrix factorisation with loadings that sum to 1 at each scan position"
    public static let options: [MethodOption] = [
        .components,
        .maxSweeps(400),
        .leastGain,
    ]
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .mapsSumToOne, .nonNegativeObservations, .monotoneObjective,
        .rowPermutation, .scaledPatterns, .exactAtFullRank,
    ]

    public let components: Int
    public let maxSweeps: Int
    public let leastGain: Double

    public init() { (components, maxSweeps, leastGain) = (2, 400, 1e-9) }

    /// - Throws: `LearningError.badOption`.
    public init(components: Int, maxSweeps: Int = 400, leastGain: Double = 1e-9) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(leastGain, "least-gain")
        (self.components, self.maxSweeps, self.leastGain) = (components, maxSweeps, leastGain)
    }

    enum CodingKeys: String, CodingKey {
        case components
        case maxSweeps = "max-sweeps"
        case leastGain = "least-gain"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        try self.init(
            components: container.decode(.components, default: standard.components),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps),
            leastGain: container.decode(.leastGain, default: standard.leastGain))
    }

    /// Diagnostics: "start-positions" (1 × component), the scan positions whose patterns it began with.
    ///
    /// - Throws: `LearningError` (negative observations among them), `Cancelled`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Decomposition {
        try estimate(from: observations, seed: seed, progress: progress, holding: valuesHeldInMemory)
    }

    /// - Parameter limit: how many values may be held in memory before they are streamed.
    package func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int
    ) throws -> Decomposition {
        let read = try ReadObservations(observations, limit: limit, nonNegativeFor: Self.name, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let positions = try successiveProjection(of: observations, count: components, progress: progress).positions
        let start = Factors(
            z: Matrix(rows: observations.rowCount, columns: components), w: try rows(positions, of: observations))
        let result = try read.descend(
            from: start, by: SumToOneRule(), until: SweepLimits(gain: leastGain, maxSweeps: maxSweeps),
            label: Self.title, progress: progress)
        return Decomposition(
            patterns: result.factors.w, maps: result.factors.z.transposed, mapScaling: .native,
            convergence: Convergence(
                converged: result.converged, iterations: result.objective.count, objective: result.objective),
            diagnostics: ["start-positions": Matrix([positions.map(Double.init)])])
    }
}

/// Loadings on the simplex, and patterns by coordinate descent.
struct SumToOneRule: FactorRule {
    func improveMaps(
        _ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?
    ) -> Double {
        let problem = SimplexLeastSquares(gram: gram)
        for i in 0..<maps.columns {
            let best = problem.minimum(linear: linear.column(i))
            for t in best.indices { maps[t, i] = best[t] }
        }
        return 0
    }

    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        CoordinateDescent().improvePatterns(&patterns, linear: linear, gram: gram)
    }
}
