public import Arrays

/// Singular value decomposition X = U·S·Vᵀ cut after `components` terms, without centring (as HyperSpy's "SVD").
///
/// Patterns are the rows of Vᵀ, maps the scores U·S. Neither is bound to be positive.
///
/// Which way is taken depends on the shape, after repeated patterns and empty pixels are gathered into an m × n matrix:
/// LAPACK's gesdd in double precision where min(m, n)²·max(m, n) ≤ 4·10⁹ (600 × 4096, 60 × 10⁶; singular values to 10⁻¹⁰
/// relative), else randomised subspace iteration in double precision on row blocks (3000 × 20736; the components asked for
/// settle to 10⁻¹³ from pass to pass, the further values of the scree are lower bounds). The Gram matrix, which squares the
/// condition number, is never formed.
public struct TruncatedSVD: CataloguedMethod {
    public static let name = "svd"
    public static let title = "SVD"
    public static let summary = "Singular value decomposition, uncentred: orthogonal components of either sign"
    public static let options = [
        MethodOption("components", default: "2", "number of components, 1 or more")
    ]
    public static let traits: MethodTraits = [.rowPermutation, .scaledMaps, .exactAtFullRank]

    /// Number of components.
    public let components: Int

    public init() { components = 2 }

    /// - Throws: `LearningError.badOption` for fewer than 1 component.
    public init(components: Int) throws(LearningError) {
        try OptionCheck(method: Self.name).positive(components, "components")
        self.components = components
    }

    enum CodingKeys: String, CodingKey {
        case components
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(components: container.decode(.components, default: Self().components))
    }

    /// Diagnostics: "singular-values" and "explained-variance" (s²/‖X‖²), both 1 × min(20, patterns, pixels), or more where
    /// more components are asked for; "scores" (scan position × component).
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
        let triplets = try SingularTriplets(
            of: read, rank: components, scree: screeLength, seed: seed, progress: progress)
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
        return [
            "singular-values": Matrix([singularValues]),
            "explained-variance": Matrix([singularValues.map { $0 * $0 / total }]),
            "scores": scores,
        ]
    }
}
