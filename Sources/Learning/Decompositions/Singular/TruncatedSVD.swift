public import Arrays

/// Singular value decomposition X = U·S·Vᵀ cut after `components` terms, without centring (as HyperSpy's "SVD") unless asked
/// for.
///
/// Patterns are the rows of Vᵀ, maps the scores U·S. Neither is bound to be positive. With `centre: mean-pattern` the mean
/// pattern is subtracted first (principal component analysis; Jolliffe & Cadima, Phil. Trans. R. Soc. A 374, 20150202, 2016);
/// it is returned as the diagnostic "mean-pattern". With `weighting: poisson` counting noise is made even first (Keenan &
/// Kotula, Surf. Interface Anal. 36, 203, 2004), and patterns and maps are brought back to the scale of the observations.
///
/// Which way is taken depends on the shape, after repeated patterns and empty pixels are gathered into an m × n matrix:
/// LAPACK's gesdd in double precision where min(m, n)²·max(m, n) ≤ 4·10⁹ (600 × 4096, 60 × 10⁶; singular values to 10⁻¹⁰
/// relative), else randomised block Krylov iteration on row blocks (3000 × 20736; `tolerance` and `max-passes` say when it
/// ends, and the further values of the scree are lower bounds). The Gram matrix, which squares the condition number, is
/// never formed.
public struct TruncatedSVD: CataloguedMethod {
    public static let name = "svd"
    public static let title = "SVD"
    public static let summary = "Singular value decomposition, centred or not: orthogonal components of either sign"
    public static let options: [MethodOption] = [
        .components,
        MethodOption("centre", default: "none", "none, or mean-pattern to subtract the mean pattern first (PCA)"),
        MethodOption("weighting", default: "none", "none, or poisson to make counting noise even first"),
        MethodOption(
            "tolerance", default: "automatic",
            "on large data, end when the components may be off by so small an angle (rad); 1e-8, above 10^9 values 1e-2"
        ),
        MethodOption("max-passes", default: "40", "on large data, end after so many passes over it, 2 or more"),
    ]
    public static let traits: MethodTraits = [.rowPermutation, .scaledMaps, .exactAtFullRank, .sharedRows]

    /// What is subtracted from the patterns.
    public enum Centre: String, Sendable, Codable, CaseIterable {
        case none
        /// The mean over scan positions.
        case meanPattern = "mean-pattern"
    }

    /// How the observations are weighted.
    public enum Weighting: String, Sendable, Codable, CaseIterable {
        case none
        /// By the roots of the mean pattern and of the mean map.
        case poisson
    }

    /// Number of components.
    public let components: Int
    public let centre: Centre
    public let weighting: Weighting
    /// Largest angle by which the components may be off where they come from an iteration, rad; nil for 10⁻⁸, and 10⁻² on
    /// more than 10⁹ values, where a pass takes minutes. A captured variance errs by the square of it.
    public let tolerance: Double?
    public let maxPasses: Int

    public init() { (components, centre, weighting, tolerance, maxPasses) = (2, .none, .none, nil, 40) }

    /// - Throws: `LearningError.badOption` for fewer than 1 component or 2 passes, and for a centre together with a weighting.
    public init(
        components: Int, centre: Centre = .none, weighting: Weighting = .none, tolerance: Double? = nil,
        maxPasses: Int = 40
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        if let tolerance { try check.tolerance(tolerance, "tolerance") }
        guard maxPasses >= 2 else {
            throw check.bad("max-passes", "is \(maxPasses), but a decomposition takes 2 passes or more")
        }
        guard centre == .none || weighting == .none else {
            throw check.bad("weighting", "is \(weighting.rawValue), which goes without a centre; set centre to none")
        }
        (self.components, self.centre, self.weighting) = (components, centre, weighting)
        (self.tolerance, self.maxPasses) = (tolerance, maxPasses)
    }

    enum CodingKeys: String, CodingKey {
        case components, centre, weighting, tolerance
        case maxPasses = "max-passes"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let check = OptionCheck(method: Self.name)
        try self.init(
            components: container.decode(.components, default: standard.components),
            centre: container.decodeName(.centre, default: standard.centre, check),
            weighting: container.decodeName(.weighting, default: standard.weighting, check),
            tolerance: (try? container.decode(String.self, forKey: .tolerance)) == "automatic"
                ? nil : container.decodeIfPresent(Double.self, forKey: .tolerance),
            maxPasses: container.decode(.maxPasses, default: standard.maxPasses))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(components, forKey: .components)
        try container.encode(centre, forKey: .centre)
        try container.encode(weighting, forKey: .weighting)
        if let tolerance {
            try container.encode(tolerance, forKey: .tolerance)
        } else {
            try container.encode("automatic", forKey: .tolerance)
        }
        try container.encode(maxPasses, forKey: .maxPasses)
    }

    /// Diagnostics: "singular-values", "explained-variance" (s²/‖X‖²), both 1 × min(20, patterns, pixels), or more where
    /// more components are asked for; "rank-error" (‖X − X_k‖/‖X‖ after k components, 1 × as many); "scree-regime" (1 × 3: the
    /// number of components before the fall that stands out most, that fall in decades, and by how much it stands out; above
    /// 10 it is a change of regime, see `screeContrast`); "scores" (scan position × component); where centred,
    /// "mean-pattern" (1 × pixel).
    ///
    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Decomposition {
        try estimate(from: observations, seed: seed, progress: progress, holding: valuesHeldInMemory)
    }

    /// - Parameter limit: how many values may be held in memory before they are streamed.
    package func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int
    ) throws -> Decomposition {
        let read = try ReadObservations(observations, limit: limit, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let treatment: SingularTriplets.Treatment =
            centre == .meanPattern ? .centred : weighting == .poisson ? .poisson : .none
        var accuracy = SingularAccuracy.start(for: read.valueCount)
        if let tolerance { accuracy.tolerance = tolerance }
        accuracy.maxPasses = maxPasses
        let triplets = try SingularTriplets(
            of: read, rank: components, scree: screeLength, treatment: treatment,
            accuracy: accuracy, seed: seed, progress: progress)
        let explained = triplets.singularValues.prefix(components).reduce(0) { $0 + $1 * $1 }
        return Decomposition(
            patterns: triplets.patterns, maps: triplets.scores.transposed, mapScaling: .leastSquares,
            convergence: Convergence(
                converged: triplets.converged, iterations: triplets.passes,
                objective: [max(0, triplets.squaredNorm - explained) / 2]),
            diagnostics: triplets.diagnostics)
    }
}

/// How many singular values a scree plot shows.
let screeLength = 20

extension SingularTriplets {
    var diagnostics: [String: Matrix<Double>] {
        let total = squaredNorm > 0 ? squaredNorm : 1
        var left = squaredNorm
        let errors = singularValues.map { s in
            left -= s * s
            return (max(0, left) / total).squareRoot()
        }
        var diagnostics = [
            "singular-values": Matrix([singularValues]),
            "explained-variance": Matrix([singularValues.map { $0 * $0 / total }]),
            "rank-error": Matrix([errors]),
            "scores": scores,
        ]
        if let change = screeContrast(singularValues: singularValues) {
            diagnostics["scree-regime"] = Matrix([[Double(change.rank), change.gap, change.contrast]])
        }
        if let mean { diagnostics["mean-pattern"] = Matrix([mean]) }
        return diagnostics
    }
}
