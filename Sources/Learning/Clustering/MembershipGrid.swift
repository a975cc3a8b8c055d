import Arrays

/// Memberships as a function of the first two scores.
struct MembershipGrid {
    /// Cluster × (y·x), 64 × 64 nodes.
    let memberships: Matrix<Double>
    /// First score at each column of nodes.
    let x: [Double]
    /// Second score at each row of nodes.
    let y: [Double]
}

/// The membership of each cluster over the bounding box of the first two scores, 10 % of its size wider on each side; further
/// scores are held at their mean. Nil for fewer than two scores.
func membershipGrid(scores: Matrix<Double>, centres: Matrix<Double>, fuzzifier: Double) -> MembershipGrid? {
    guard scores.columns >= 2 else { return nil }
    let count = 64
    let (x, y) = (nodes(scores.column(0), count), nodes(scores.column(1), count))
    var point = Matrix([(0..<scores.columns).map { scores.column($0).reduce(0, +) / Double(scores.rows) }])
    var memberships = Matrix<Double>(rows: centres.rows, columns: count * count)
    for (j, second) in y.enumerated() {
        for (i, first) in x.enumerated() {
            (point[0, 0], point[0, 1]) = (first, second)
            let u = fuzzyMemberships(
                squaredDistances: squaredDistances(point, row: 0, to: centres), fuzzifier: fuzzifier)
            for k in u.indices { memberships[k, j * count + i] = u[k] }
        }
    }
    return MembershipGrid(memberships: memberships, x: x, y: y)
}

private func nodes(_ values: [Double], _ count: Int) -> [Double] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let (first, width) = (low - 0.1 * (high - low), 1.2 * (high - low))
    return (0..<count).map { first + width * Double($0) / Double(count - 1) }
}
