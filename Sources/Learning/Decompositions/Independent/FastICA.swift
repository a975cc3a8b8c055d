public import Arrays

/// Independent component analysis by FastICA (Hyvärinen & Oja, Neural Networks 13, 411, 2000) on the patterns of a truncated
/// singular value decomposition, X ≈ Y·Vᵀ.
///
/// The pixels are the samples, as in HyperSpy: the rows of Vᵀ are centred, whitened and unmixed to patterns whose values are as
/// independent as they can be made. Patterns are the unmixing matrix times the uncentred Vᵀ, loadings Y times its inverse; so
/// loadingsᵀ·patterns is the truncated decomposition. Sign, scale and order are free; each sign is chosen so that Σv³ > 0.
public struct FastICA: CataloguedMethod {
    public static let name = "ica"
    public static let title = "ICA"
    public static let summary =
        "Independent component analysis behind a singular value decomposition: patterns of either sign"
    public static let options: [MethodOption] = [
        .components,
        MethodOption("algorithm", default: "parallel", "parallel (all components at once) or deflation (one by one)"),
        MethodOption("contrast", default: "logcosh", "logcosh, exp or cube"),
        MethodOption("tolerance", default: "1e-10", "stop when no vector turns by more: | |w_new·w| - 1 |"),
        MethodOption("max-iterations", default: "1000", "stop after so many iterations"),
        MethodOption("start", default: "identity", "identity or random"),
    ]
    public static let traits: MethodTraits = [.rowPermutation, .scaledMaps, .exactAtFullRank]

    public enum Algorithm: String, Sendable, Codable, CaseIterable {
        /// All components at once, decorrelated symmetrically.
        case parallel
        /// One component after the other.
        case deflation
    }

    /// The unmixing matrix to begin with.
    public enum Start: String, Sendable, Codable, CaseIterable {
        case identity
        /// Standard normal numbers.
        case random
    }

    public let components: Int
    public let algorithm: Algorithm
    public let contrast: ICAContrast
    public let tolerance: Double
    public let maxIterations: Int
    public let start: Start

    public init() {
        (components, algorithm, contrast) = (2, .parallel, .logcosh)
        (tolerance, maxIterations, start) = (1e-10, 1000, .identity)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, algorithm: Algorithm = .parallel, contrast: ICAContrast = .logcosh, tolerance: Double = 1e-10,
        maxIterations: Int = 1000, start: Start = .identity
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(maxIterations, "max-iterations")
        try check.tolerance(tolerance, "tolerance")
        (self.components, self.algorithm, self.contrast) = (components, algorithm, contrast)
        (self.tolerance, self.maxIterations, self.start) = (tolerance, maxIterations, start)
    }

    enum CodingKeys: String, CodingKey {
        case components, algorithm, contrast, tolerance, start
        case maxIterations = "max-iterations"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let check = OptionCheck(method: Self.name)
        try self.init(
            components: container.decode(.components, default: standard.components),
            algorithm: container.decodeName(.algorithm, default: standard.algorithm, check),
            contrast: container.decodeName(.contrast, default: standard.contrast, check),
            tolerance: container.decode(.tolerance, default: standard.tolerance),
            maxIterations: container.decode(.maxIterations, default: standard.maxIterations),
            start: container.decodeName(.start, default: standard.start, check))
    }

    /// The objective is the mean contrast over samples, summed over components, after each iteration. Diagnostics: those of
    /// `TruncatedSVD`; "unmixing" (component × singular component); "mean-contrast" (1 × component, at the end).
    ///
    /// Directions in which the singular patterns do not vary (constant data, repeated patterns) are not unmixed: they are the
    /// last components as they stand.
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
            of: read, rank: components, scree: screeLength, iteratedScree: components, seed: seed, progress: progress)
        let whitening = try Whitening(triplets.patterns)
        let count = whitening.samples.rows
        let problem = FixedPoint(contrast: contrast, tolerance: tolerance, maxIterations: maxIterations)
        let begin = initial(count, seed)
        let found =
            switch algorithm {
            case .parallel: try problem.parallel(whitening.samples, start: begin, progress: progress)
            case .deflation: try problem.deflation(whitening.samples, start: begin, progress: progress)
            }
        let rotation = found.rotation.extended(to: components)
        var unmixing = Matrix.product(rotation, whitening.matrix)
        var mixing = Matrix.product(whitening.inverse, rotation, transposingSecond: true)
        var patterns = Matrix.product(unmixing, triplets.patterns)
        for t in 0..<count where patterns.row(t).reduce(0, { $0 + $1 * $1 * $1 }) < 0 {
            for i in 0..<patterns.columns { patterns[t, i] = -patterns[t, i] }
            for i in 0..<unmixing.columns { unmixing[t, i] = -unmixing[t, i] }
            for i in 0..<mixing.rows { mixing[i, t] = -mixing[i, t] }
        }
        let maps = Matrix.product(mixing, triplets.scores, transposingFirst: true, transposingSecond: true)
        let sources = Matrix.product(found.rotation, whitening.samples)
        let contrasts = (0..<count).map { t in
            sources.row(t).reduce(0) { $0 + contrast.value($1) } / Double(max(1, sources.columns))
        }
        var diagnostics = triplets.diagnostics
        diagnostics["unmixing"] = unmixing
        diagnostics["mean-contrast"] = Matrix([contrasts])
        return Decomposition(
            patterns: patterns, maps: maps, mapScaling: .leastSquares,
            convergence: Convergence(
                converged: found.converged && triplets.converged, iterations: found.iterations,
                objective: found.objective),
            diagnostics: diagnostics)
    }

    private func initial(_ count: Int, _ seed: Seed) -> Matrix<Double> {
        var result = Matrix<Double>(rows: count, columns: count)
        var stream = seed.stream("ica start")
        for i in 0..<count {
            for j in 0..<count { result[i, j] = start == .random ? stream.normal() : (i == j ? 1 : 0) }
        }
        return result
    }
}

/// Samples of unit covariance from rows that are centred first.
struct Whitening {
    /// Component × row: the whitened ones, then the directions in which rows do not vary, as they stand.
    let matrix: Matrix<Double>
    /// Its inverse.
    let inverse: Matrix<Double>
    /// Whitened component × sample.
    let samples: Matrix<Double>

    /// - Parameter rows: component × sample. Directions in which they do not vary have no samples.
    init(_ rows: Matrix<Double>) throws {
        var centred = rows
        let count = Double(max(1, rows.columns))
        for t in 0..<rows.rows {
            let mean = rows.row(t).reduce(0, +) / count
            for i in 0..<rows.columns { centred[t, i] -= mean }
        }
        let covariance = centred.gram
        let (values, vectors) = try covariance.symmetricEigen()
        let kept = values.indices.filter { values[$0] > 1e-20 && values[$0] > 1e-14 * values[0] }
        var matrix = Matrix<Double>(rows: rows.rows, columns: rows.rows)
        var inverse = matrix
        for (k, index) in (kept + values.indices.filter { !kept.contains($0) }).enumerated() {
            let deviation = k < kept.count ? (values[index] / count).squareRoot() : 1
            for i in 0..<rows.rows {
                matrix[k, i] = vectors[index, i] / deviation
                inverse[i, k] = vectors[index, i] * deviation
            }
        }
        self.matrix = matrix
        self.inverse = inverse
        samples = .product(
            Matrix(
                rows: kept.count, columns: rows.rows, elements: Array(matrix.elements.prefix(kept.count * rows.rows))),
            centred)
    }
}

extension Matrix<Double> {
    /// With ones on the diagonal from where it ends.
    fileprivate func extended(to count: Int) -> Matrix {
        var result = Matrix(rows: count, columns: count)
        for i in 0..<count {
            for j in 0..<count { result[i, j] = i < rows && j < columns ? self[i, j] : (i == j ? 1 : 0) }
        }
        return result
    }
}
