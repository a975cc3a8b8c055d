import Arrays

/// Memberships as a function of the first two scores, over the bounding box of the scores, 10 % of its size wider on each
/// side; further scores are held at their mean.
struct MembershipGrid {
    /// Cluster × (y·x), 64 × 64 nodes.
    let memberships: Matrix<Double>
    /// First score at each column of nodes.
    let x: [Double]
    /// Second score at each row of nodes.
    let y: [Double]

    /// Nil for fewer than two scores.
    init?<Rule: ClusterRule>(scores: Matrix<Double>, clusters: Rule.Clusters, rule: Rule) {
        guard scores.columns >= 2 else { return nil }
        let count = 64
        x = Self.nodes(scores.column(0), count)
        y = Self.nodes(scores.column(1), count)
        let rest = mean(of: scores).elements.dropFirst(2)
        var points: [Double] = []
        points.reserveCapacity(count * count * scores.columns)
        for second in y { for first in x { points += [first, second] + rest } }
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
