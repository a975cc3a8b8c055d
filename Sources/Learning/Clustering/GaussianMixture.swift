public import Arrays
import Glibc

/// A mixture of normal distributions with full covariances, fitted to the scores of an uncentred singular value decomposition
/// by expectation and maximisation (Dempster, Laird & Rubin, J. R. Stat. Soc. B 39, 1, 1977). Maps are the probabilities with
/// which a pattern belongs to each component, patterns the re-projected means.
///
/// Eigenvalues of the covariances are held above `floor` times the mean variance of the scores, which is the maximisation step
/// under that constraint: the objective, −ln of the likelihood, still never rises. Each start is the k-means clustering
/// from its centres.
public struct GaussianMixture: ScoreClustering {
    public static let name = "gaussian-mixture"
    public static let title = "Gaussian mixture"
    public static let summary = "Normal distributions fitted to singular value scores: means, and probabilities"
    public static let options =
        ClusterSearch.options(.kMeansPlusPlus) + [
            MethodOption("floor", default: "1e-6", "smallest variance of a component, over the mean of all scores"),
            .membershipTolerance("1e-8"),
        ]
    public static let traits: MethodTraits = FuzzyCMeans.traits.subtracting(.sharedRows)

    public let search: ClusterSearch
    /// The smallest variance along any axis of a component, as a fraction of the mean variance of all scores.
    public let floor: Double
    public let tolerance: Double

    public init() { (search, floor, tolerance) = (.standard(.kMeansPlusPlus), 1e-6, 1e-8) }

    /// - Parameter svdRank: as many as clusters where nil.
    /// - Throws: `LearningError.badOption`.
    public init(
        clusters: Int, svdRank: Int? = nil, floor: Double = 1e-6, starts: Int = 20,
        seeding: ClusterSearch.Seeding = .kMeansPlusPlus, tolerance: Double = 1e-8, maxIterations: Int = 1000
    ) throws(LearningError) {
        try self.init(
            search: ClusterSearch(
                method: Self.name, clusters: clusters, svdRank: svdRank, starts: starts, seeding: seeding,
                maxIterations: maxIterations), floor: floor, tolerance: tolerance)
    }

    private init(search: ClusterSearch, floor: Double, tolerance: Double) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.tolerance(tolerance, "tolerance")
        guard floor > 0, floor < 1 else { throw check.bad("floor", "is \(floor), but has to lie between 0 and 1") }
        (self.search, self.floor, self.tolerance) = (search, floor, tolerance)
    }

    enum CodingKeys: String, CodingKey {
        case floor, tolerance
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            search: ClusterSearch(from: decoder, method: Self.name, standard: .kMeansPlusPlus),
            floor: container.decode(.floor, default: Self().floor),
            tolerance: container.decode(.tolerance, default: Self().tolerance))
    }

    public func encode(to encoder: any Encoder) throws {
        try search.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(floor, forKey: .floor)
        try container.encode(tolerance, forKey: .tolerance)
    }

    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Clustering {
        try clustered(observations, seed: seed, progress: progress)
    }

    package func rule(for points: Matrix<Double>) -> MixtureRule {
        let ones = [Double](repeating: 1, count: points.rows)
        let whole = scatter(points, about: mean(of: points).elements, weights: ones)
        let variance = (0..<whole.rows).reduce(0) { $0 + whole[$1, $1] } / Double(max(1, whole.rows))
        // Equal points have no scale; any floor serves.
        return MixtureRule(floor: variance > 0 ? floor * variance : 1)
    }
}

/// The components of a normal mixture.
package struct NormalComponents: ClusterModel {
    /// Means in the precision metric.
    let shapes: Ellipsoids
    /// ln π − ½ ln |2πΣ| of each component.
    let logScales: [Double]

    package var centres: Matrix<Double> { shapes.centres }
}

/// Expectation and maximisation.
package struct MixtureRule: ClusterRule {
    /// The smallest eigenvalue of a covariance.
    let floor: Double

    /// The components of the k-means clustering from these centres.
    package func clusters(at centres: Matrix<Double>, of points: Matrix<Double>) throws -> NormalComponents {
        let nearest = NearestRule()
        var hard = nearest.clusters(at: centres, of: points)
        var labels = nearest.memberships(of: points, in: hard).memberships
        // Lloyd's iteration ends by itself; the bound guards against rounding among ties.
        for _ in 0..<1000 {
            hard = nearest.clusters(of: points, memberships: labels, before: hard, over: SingleProcess())
            let next = nearest.memberships(of: points, in: hard).memberships
            if next == labels { break }
            labels = next
        }
        return try components(of: points, memberships: labels, before: hard.centres)
    }

    /// p(k | y) ∝ π N(y; μ, Σ), and −Σ ln p(y).
    package func memberships(
        of points: Matrix<Double>, in clusters: NormalComponents
    ) -> (memberships: Matrix<Double>, objective: Double) {
        var table = clusters.shapes.squaredDistances(points)
        var objective = 0.0
        let count = table.columns
        for i in 0..<table.rows {
            var largest = -Double.infinity
            for k in 0..<count {
                table[i, k] = clusters.logScales[k] - table[i, k] / 2
                largest = max(largest, table[i, k])
            }
            var sum = 0.0
            for k in 0..<count {
                table[i, k] = exp(table[i, k] - largest)
                sum += table[i, k]
            }
            for k in 0..<count { table[i, k] /= sum }
            objective -= largest + log(sum)
        }
        return (table, objective)
    }

    package func clusters(
        of points: Matrix<Double>, memberships: Matrix<Double>, before: NormalComponents,
        over _: any Communicator
    ) throws -> NormalComponents {
        try components(of: points, memberships: memberships, before: before.centres)
    }

    private func components(
        of points: Matrix<Double>, memberships: Matrix<Double>, before: Matrix<Double>
    ) throws -> NormalComponents {
        let means = weightedMeans(points, memberships, replacing: before, over: SingleProcess()) { $0 }
        var metrics: [Matrix<Double>] = []
        var logScales: [Double] = []
        for k in 0..<means.rows {
            let weights = memberships.column(k)
            let spectrum = try Spectrum(scatter(points, about: means.row(k), weights: weights))
            let variances = spectrum.values.map { max($0, floor) }
            metrics.append(spectrum.matrix { 1 / variances[$0] })
            let share = weights.reduce(0, +) / Double(max(1, points.rows))
            // A component that has lost all its points keeps a share that no sum feels.
            logScales.append(
                log(max(share, 1e-300)) - variances.reduce(0) { $0 + log(2 * .pi * $1) } / 2)
        }
        return NormalComponents(shapes: Ellipsoids(centres: means, metrics: metrics), logScales: logScales)
    }
}
