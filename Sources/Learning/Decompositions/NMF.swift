public import Arrays

/// Non-negative matrix factorisation: min ½‖X − Z·W‖² with loadings Z ≥ 0 and patterns W ≥ 0, by cyclic coordinate descent
/// (Cichocki & Phan, IEICE Trans. Fundamentals E92-A, 708, 2009; Hsieh & Dhillon, KDD 2011).
///
/// The loadings are returned with a maximum of 1 in each component, the patterns multiplied by what that took. The minimum is
/// seldom unique: another start may end elsewhere with the same objective.
public struct NMF: CataloguedMethod {
    public static let name = "nmf"
    public static let title = "NMF"
    public static let summary = "Non-negative matrix factorisation: components and loadings of zero or more"
    public static let options = [
        MethodOption("components", default: "2", "number of components, 1 or more"),
        MethodOption("start", default: "nndsvd", "nndsvd (from the singular value decomposition) or random"),
        MethodOption("starts", default: "1", "number of random starts, of which the lowest objective wins"),
        MethodOption("tolerance", default: "1e-8", "stop when the projected gradient has fallen to this fraction"),
        MethodOption("max-sweeps", default: "3000", "stop after so many sweeps over all variables"),
    ]
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations, .monotoneObjective, .rowPermutation,
        .scaledPatterns, .exactAtFullRank,
    ]

    /// Where the descent begins.
    public enum Start: String, Sendable, Codable, CaseIterable {
        /// Non-negative double singular value decomposition (Boutsidis & Gallopoulos, Pattern Recognition 41, 1350, 2008).
        case nndsvd
        /// Uniform random numbers, scaled to the mean of the data.
        case random
    }

    /// Number of components.
    public let components: Int
    public let start: Start
    /// Number of random starts; 1 for `nndsvd`.
    public let starts: Int
    /// The descent ends when the sum of |projected gradient| is this fraction of that in the first sweep.
    public let tolerance: Double
    public let maxSweeps: Int

    public init() {
        (components, start, starts, tolerance, maxSweeps) = (2, .nndsvd, 1, 1e-8, 3000)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, start: Start = .nndsvd, starts: Int = 1, tolerance: Double = 1e-8, maxSweeps: Int = 3000
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(starts, "starts")
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(tolerance, "tolerance")
        guard starts == 1 || start == .random else {
            throw check.bad("starts", "is \(starts), but nndsvd is one start only; set start to random")
        }
        (self.components, self.start, self.starts) = (components, start, starts)
        (self.tolerance, self.maxSweeps) = (tolerance, maxSweeps)
    }

    enum CodingKeys: String, CodingKey {
        case components, start, starts, tolerance
        case maxSweeps = "max-sweeps"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let named = try container.decode(.start, default: standard.start.rawValue)
        guard let start = Start(rawValue: named) else {
            throw OptionCheck(method: Self.name).bad("start", "is \(named), but has to be nndsvd or random")
        }
        try self.init(
            components: container.decode(.components, default: standard.components), start: start,
            starts: container.decode(.starts, default: standard.starts),
            tolerance: container.decode(.tolerance, default: standard.tolerance),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps))
    }

    /// Diagnostics: those of `TruncatedSVD`, "scores" with as many components, where the start is NNDSVD.
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
        let read = try ReadObservations(observations, limit: limit, nonNegativeFor: Self.name, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        var diagnostics: [String: Matrix<Double>] = [:]
        var best: DescentResult?
        var objectives: [Double] = []
        for index in 0..<starts {
            let factors: Factors
            switch start {
            case .nndsvd:
                let triplets = try SingularTriplets(
                    of: read, rank: components, scree: screeLength, seed: seed, progress: progress)
                diagnostics = triplets.diagnostics
                factors = .nndsvd(triplets)
            case .random:
                factors = try .random(read, components: components, stream: seed.stream("nmf start \(index)"))
            }
            let result = try descend(read, from: factors, progress: progress)
            objectives.append(result.objective.last ?? 0)
            if objectives.allSatisfy({ $0 >= result.objective.last ?? 0 }) { best = result }
        }
        guard let best else { throw LearningError.noObservations }
        return best.decomposition(objectives: objectives, diagnostics: diagnostics)
    }

    /// The descent alone, from a given start: Z (scan position × component) and W (component × pixel).
    package func estimate(
        from observations: some RowSource, start: Factors, progress: Progress = .none,
        holding limit: Int = valuesHeldInMemory
    ) throws -> Decomposition {
        let read = try ReadObservations(observations, limit: limit, nonNegativeFor: Self.name, progress: progress)
        let result = try descend(read, from: start, progress: progress)
        return result.decomposition(objectives: [result.objective.last ?? 0], diagnostics: [:])
    }

    private func descend<Source>(
        _ read: ReadObservations<Source>, from start: Factors, progress: Progress
    ) throws -> DescentResult {
        switch read {
        case .gathered(let rows):
            try descend(GatheredSweeps(rows, start: rows.gathered(start)), progress) {
                Factors(z: rows.maps($0.z).transposed, w: rows.spread($0.w))
            }
        case .streamed(let rows):
            try descend(StreamedSweeps(rows, start: start), progress) { $0 }
        }
    }

    private func descend(
        _ state: some DescentSweeps, _ progress: Progress, _ whole: (Factors) -> Factors
    ) throws -> DescentResult {
        var objective: [Double] = []
        var first = 0.0
        var converged = false
        while !converged, objective.count < maxSweeps {
            let step = try state.sweep()
            objective.append(step.objective)
            if objective.count == 1 { first = step.violation }
            converged = step.violation <= tolerance * first
            try progress.report(Double(objective.count) / Double(maxSweeps), "NMF, sweep \(objective.count)")
        }
        return DescentResult(factors: whole(state.factors), objective: objective, converged: converged)
    }
}

extension DescentResult {
    /// Loadings scaled to a maximum of 1.
    fileprivate func decomposition(objectives: [Double], diagnostics: [String: Matrix<Double>]) -> Decomposition {
        var maps = factors.z.transposed
        var patterns = factors.w
        for t in 0..<maps.rows {
            guard let scale = maps.row(t).max(), scale > 0 else { continue }
            for i in 0..<maps.columns { maps[t, i] /= scale }
            for j in 0..<patterns.columns { patterns[t, j] *= scale }
        }
        let lowest = objective.last ?? 0
        return Decomposition(
            patterns: patterns, maps: maps, mapScaling: .maximumOne,
            convergence: Convergence(
                converged: converged, iterations: objective.count, objective: objective, starts: objectives.count,
                startsAgreeing: objectives.count { $0 <= lowest * (1 + 1e-6) }),
            diagnostics: diagnostics)
    }
}
