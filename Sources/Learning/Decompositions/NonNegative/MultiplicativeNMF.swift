public import Arrays

/// Non-negative matrix factorisation by multiplicative updates (Lee & Seung, Adv. Neural Inf. Process. Syst. 13, 556, 2001), of
/// ½‖X − Z·W‖² or of the Kullback-Leibler divergence Σ x ln(x/y) − x + y with y = Z·W, which is the likelihood of counts with
/// Poisson noise.
///
/// Begins with the factors of `start`, raised to at least a hundredth of the mean, since what is zero stays zero. The
/// objective never rises. The updates are slow to end: count on hundreds of sweeps. Loadings are returned with a maximum of 1.
public struct MultiplicativeNMF: CataloguedMethod {
    public static let name = "nmf-multiplicative"
    public static let title = "NMF, multiplicative"
    public static let summary = "Non-negative matrix factorisation by multiplicative updates, for squares or for counts"
    public static let options: [MethodOption] =
        [
            .components,
            MethodOption(
                "divergence", default: "kullback-leibler", "kullback-leibler (counts with Poisson noise) or frobenius"),
        ] + StartChoice.options + [.maxSweeps(1000), .leastGain]
    // Scaled observations give scaled patterns only as far as the sweeps have settled.
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations, .monotoneObjective, .rowPermutation,
    ]

    /// What is made small.
    public enum Divergence: String, Sendable, Codable, CaseIterable {
        /// Σ x ln(x/y) − x + y.
        case kullbackLeibler = "kullback-leibler"
        /// ½ Σ (x − y)².
        case frobenius
    }

    public let components: Int
    public let divergence: Divergence
    public let start: FactorStart
    public let starts: Int
    public let maxSweeps: Int
    public let leastGain: Double

    public init() {
        (components, divergence, start, starts) = (2, .kullbackLeibler, .nndsvd, 1)
        (maxSweeps, leastGain) = (1000, 1e-9)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, divergence: Divergence = .kullbackLeibler, start: FactorStart = .nndsvd, starts: Int = 1,
        maxSweeps: Int = 1000, leastGain: Double = 1e-9
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try StartChoice(start: start, starts: starts).check(check)
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(leastGain, "least-gain")
        (self.components, self.divergence, self.start, self.starts) = (components, divergence, start, starts)
        (self.maxSweeps, self.leastGain) = (maxSweeps, leastGain)
    }

    enum CodingKeys: String, CodingKey {
        case components, divergence, start, starts
        case maxSweeps = "max-sweeps"
        case leastGain = "least-gain"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let check = OptionCheck(method: Self.name)
        try self.init(
            components: container.decode(.components, default: standard.components),
            divergence: container.decodeName(.divergence, default: standard.divergence, check),
            start: container.decodeName(.start, default: standard.start, check),
            starts: container.decode(.starts, default: standard.starts),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps),
            leastGain: container.decode(.leastGain, default: standard.leastGain))
    }

    /// Diagnostics: those of `TruncatedSVD` where the start is NNDSVD or NNDSVDa.
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
            observations, limit: limit, nonNegativeFor: Self.name, keepingEmptyPixels: true, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let problem = FactorProblem(read, components: components, isCompressed: false, seed: seed)
        return try problem.decomposition(
            from: StartChoice(start: start, starts: starts), components: components, stream: "multiplicative nmf start",
            progress: progress
        ) { factors in
            try descend(read, from: factors.floored(at: 0.01 * read.mean), progress: progress)
        }
    }

    /// The updates alone, from a given start: Z (scan position × component) and W (component × pixel).
    package func estimate(from observations: some RowSource, start: Factors) throws -> Decomposition {
        let read = try ReadObservations(
            observations, limit: valuesHeldInMemory, nonNegativeFor: Self.name, keepingEmptyPixels: true,
            progress: .none)
        let result = try descend(read, from: start, progress: .none)
        return result.decomposition(objectives: [result.objective.last ?? 0], diagnostics: [:])
    }

    private func descend<Source>(
        _ read: ReadObservations<Source>, from start: Factors, progress: Progress
    ) throws -> DescentResult<Factors> {
        let limits = SweepLimits(gain: leastGain, maxSweeps: maxSweeps)
        return switch divergence {
        case .frobenius:
            try read.descend(
                from: start, by: MultiplicativeRule(), until: limits, label: Self.title, progress: progress)
        case .kullbackLeibler:
            try read.descendDivergence(from: start, until: limits, label: Self.title, progress: progress)
        }
    }
}
