import Arrays

/// Memberships in a plane of scores, over the bounding box of the scores, 10 % of its size wider on each side.
///
/// Two scores are their own plane. Of more, the second and third are shown (the first of an uncentred decomposition is much
/// the same for every pattern), as in Martineau et al. 2019, Fig. 3c; the others follow those two as they do in the data, by
/// least squares.
struct MembershipGrid {
    /// Cluster × (y·x), 64 × 64 nodes.
    let memberships: Matrix<Double>
    /// Score at each column of nodes.
    let x: [Double]
    /// Score at each row of nodes.
    let y: [Double]
    /// Which scores stand along x and y, from 0.
    let components: [Int]

    /// Nil for fewer than two scores.
    init?<Rule: ClusterRule>(scores: Matrix<Double>, clusters: Rule.Clusters, rule: Rule) {
        guard scores.columns >= 2 else { return nil }
        let first = scores.columns > 2 ? 1 : 0
        components = [first, first + 1]
        let count = 64
        let plane = ScorePlane(scores: scores, along: first, first + 1)
        x = Self.nodes(scores.column(first), count)
        y = Self.nodes(scores.column(first + 1), count)
        var points: [Double] = []
        points.reserveCapacity(count * count * scores.columns)
        for second in y { for first in x { points += plane.scores(at: first, second) } }
        memberships =
            rule.memberships(
                of: Matrix(rows: count * count, columns: scores.columns, elements: points), in: clusters
            ).memberships.transposed
    }

    private static func nodes(_ values: [Double], _ count: Int) -> [Double] {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let (first, width) = (low - 0.1 * (high - low), 1.2 * (high - low))
        return (0..<count).map { first + width * Double($0) / Double(count - 1) }
    }
}

/// All scores as linear functions of two of them, by least squares over the patterns.
private struct ScorePlane {
    private let means: [Double]
    private let along: (Int, Int)
    /// Change of each score with each of the two.
    private let slopes: [(Double, Double)]

    init(scores: Matrix<Double>, along u: Int, _ v: Int) {
        let means = mean(of: scores).elements
        func covariance(_ a: Int, _ b: Int) -> Double {
            (0..<scores.rows).reduce(0.0) { $0 + (scores[$1, a] - means[a]) * (scores[$1, b] - means[b]) }
        }
        let (uu, vv, uv) = (covariance(u, u), covariance(v, v), covariance(u, v))
        let determinant = uu * vv - uv * uv
        slopes = (0..<scores.columns).map { component in
            if component == u { return (1, 0) }
            if component == v { return (0, 1) }
            // Scores on a line have no plane: the others stay at their mean.
            guard determinant > 1e-12 * uu * vv else { return (0, 0) }
            let (cu, cv) = (covariance(component, u), covariance(component, v))
            return ((cu * vv - cv * uv) / determinant, (cv * uu - cu * uv) / determinant)
        }
        self.means = means
        along = (u, v)
    }

    func scores(at u: Double, _ v: Double) -> [Double] {
        let (du, dv) = (u - means[along.0], v - means[along.1])
        return means.indices.map { means[$0] + slopes[$0].0 * du + slopes[$0].1 * dv }
    }
}
