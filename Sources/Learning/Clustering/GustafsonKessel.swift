public import Arrays

/// Fuzzy clustering with ellipsoidal clusters (Gustafson & Kessel, IEEE CDC 1978, 761) of the scores of an uncentred singular
/// value decomposition: min J = Σ uᵐ D, where D = |F|^(1/p) δᵀF⁻¹δ measures in the shape of the cluster's own fuzzy
/// covariance F at equal volume.
///
/// F is singular where scores lie on a line, and is therefore mended as Babuška, van der Veen & Kaymak (FUZZ-IEEE 2002, 1081)
/// propose: F ← (1 − γ)F + γ|F₀|^(1/p)·I with F₀ the covariance of all scores, then eigenvalues below the largest over
/// `condition` are raised to that. γ = 0 only raises eigenvalues. On scores along a line both give the memberships of fuzzy
/// c-means. Memberships begin as those of fuzzy c-means at the start's centres; J need not fall in every iteration.
public struct GustafsonKessel: ScoreClustering {
    public static let name = "gustafson-kessel"
    public static let title = "Gustafson-Kessel"
    public static let summary = "Fuzzy clustering of singular value scores with clusters of elliptic shape"
    public static let options =
        ClusterSearch.options(.random) + [
            MethodOption("shrinkage", default: "0.1", "γ, 0 to 1: how far shapes are drawn towards a sphere"),
            MethodOption("condition", default: "1e4", "the largest ratio of a shape's eigenvalues, 1 or more"),
            .fuzzifier, .membershipTolerance("1e-10"),
        ]
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .rowPermutation, .scaledPatterns, .exactAtFullRank,
    ]

    public let search: ClusterSearch
    /// γ.
    public let shrinkage: Double
    /// The largest ratio of eigenvalues of F.
    public let condition: Double
    /// The exponent m.
    public let fuzzifier: Double
    public let tolerance: Double

    public init() {
        (search, shrinkage, condition, fuzzifier, tolerance) = (.standard(.random), 0.1, 1e4, 2, 1e-10)
    }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, shrinkage: Double = 0.1, condition: Double = 1e4, fuzzifier: Double = 2,
        starts: Int = 20, seeding: ClusterSearch.Seeding = .random, tolerance: Double = 1e-10,
        maxIterations: Int = 1000
    ) throws(LearningError) {
        try self.init(
            search: ClusterSearch(
                method: Self.name, clusters: clusters, svdRank: svdRank, starts: starts, seeding: seeding,
                maxIterations: maxIterations), shrinkage: shrinkage, condition: condition, fuzzifier: fuzzifier,
            tolerance: tolerance)
    }

    private init(
        search: ClusterSearch, shrinkage: Double, condition: Double, fuzzifier: Double, tolerance: Double
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.tolerance(tolerance, "tolerance")
        try check.fuzzifier(fuzzifier)
        guard shrinkage >= 0, shrinkage <= 1 else {
            throw check.bad("shrinkage", "is \(shrinkage), but has to lie in 0 ... 1")
        }
        guard condition >= 1, condition.isFinite else {
            throw check.bad("condition", "is \(condition), but has to be 1 or more")
        }
        (self.search, self.shrinkage, self.condition) = (search, shrinkage, condition)
        (self.fuzzifier, self.tolerance) = (fuzzifier, tolerance)
    }

    enum CodingKeys: String, CodingKey {
        case shrinkage, condition, fuzzifier, tolerance
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        try self.init(
            search: ClusterSearch(from: decoder, method: Self.name, standard: .random),
            shrinkage: container.decode(.shrinkage, default: standard.shrinkage),
            condition: container.decode(.condition, default: standard.condition),
            fuzzifier: container.decode(.fuzzifier, default: standard.fuzzifier),
            tolerance: container.decode(.tolerance, default: standard.tolerance))
    }

    public func encode(to encoder: any Encoder) throws {
        try search.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(shrinkage, forKey: .shrinkage)
        try container.encode(condition, forKey: .condition)
        try container.encode(fuzzifier, forKey: .fuzzifier)
        try container.encode(tolerance, forKey: .tolerance)
    }

    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try clustered(observations, seed: seed, progress: progress)
    }

    package func rule(for points: Matrix<Double>) throws -> EllipsoidRule {
        let ones = [Double](repeating: 1, count: points.rows)
        let whole = try Spectrum(scatter(points, about: mean(of: points).elements, weights: ones))
        return EllipsoidRule(
            fuzzy: FuzzyRule(fuzzifier: fuzzifier), shrinkage: shrinkage, condition: condition,
            sphere: geometricMean(whole.values))
    }
}

/// Fuzzy memberships by distances in each cluster's own shape.
package struct EllipsoidRule: ClusterRule {
    let fuzzy: FuzzyRule
    let shrinkage: Double
    let condition: Double
    /// |F₀|^(1/p).
    let sphere: Double

    package func clusters(at centres: Matrix<Double>, of points: Matrix<Double>) -> Ellipsoids {
        var unit = Matrix<Double>(rows: points.columns, columns: points.columns)
        for a in 0..<points.columns { unit[a, a] = 1 }
        return Ellipsoids(centres: centres, metrics: .init(repeating: unit, count: centres.rows))
    }

    package func memberships(
        of points: Matrix<Double>, in clusters: Ellipsoids
    ) -> (memberships: Matrix<Double>, objective: Double) {
        var table = clusters.squaredDistances(points)
        let (rows, count) = (table.rows, table.columns)
        var objective = 0.0
        table.elements.withUnsafeMutableBufferPointer { table in
            guard let base = table.baseAddress else { return }
            for i in 0..<rows { objective += fuzzy.shareOut(base + i * count, count: count) }
        }
        return (table, objective)
    }

    package func clusters(
        of points: Matrix<Double>, memberships: Matrix<Double>, before: Ellipsoids,
        over _: any Communicator
    ) throws -> Ellipsoids {
        let centres = weightedMeans(
            points, memberships, replacing: before.centres, over: SingleProcess()
        ) { fuzzy.weight($0) }
        let metrics = try (0..<centres.rows).map { k in
            let weights = memberships.column(k).map { fuzzy.weight($0) }
            return try metric(scatter(points, about: centres.row(k), weights: weights)) ?? before.metrics[k]
        }
        return Ellipsoids(centres: centres, metrics: metrics)
    }

    /// |F|^(1/p) F⁻¹ of the mended covariance; nil where all members lie on the centre.
    private func metric(_ covariance: Matrix<Double>) throws -> Matrix<Double>? {
        let spectrum = try Spectrum(covariance)
        let mended = spectrum.values.map { (1 - shrinkage) * $0 + shrinkage * sphere }
        guard let largest = mended.first, largest > 0 else { return nil }
        let values = mended.map { max($0, largest / condition) }
        let volume = geometricMean(values)
        return spectrum.matrix { volume / values[$0] }
    }
}
