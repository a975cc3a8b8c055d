package import Arrays

/// The point farthest from the mean, then each time the point farthest from those chosen; of equal ones (10⁻⁶
/// relative, what single precision leaves of a symmetry) the first. Cluster × coordinate.
package func farthestPoints(of points: Matrix<Double>, count: Int) -> Matrix<Double> {
    var mean = Matrix<Double>(rows: 1, columns: points.columns)
    for i in 0..<points.rows {
        for c in 0..<points.columns { mean[0, c] += points[i, c] / Double(points.rows) }
    }
    var chosen: [[Double]] = []
    var distances = (0..<points.rows).map { squaredDistances(points, row: $0, to: mean)[0] }
    while chosen.count < count {
        let farthest = (distances.max() ?? 0).squareRoot()
        guard let index = distances.firstIndex(where: { $0.squareRoot() >= farthest * (1 - 1e-6) }) else { break }
        chosen.append(points.row(index))
        let newest = Matrix([points.row(index)])
        for i in 0..<points.rows {
            let distance = squaredDistances(points, row: i, to: newest)[0]
            distances[i] = chosen.count == 1 ? distance : min(distances[i], distance)
        }
    }
    return Matrix(chosen)
}

/// `count` rows drawn at random, each another point than those before as long as there is one: two centres on one point would
/// stay together for ever.
func randomPoints(of points: Matrix<Double>, count: Int, stream: RandomStream) -> Matrix<Double> {
    var stream = stream
    var candidates = (0..<points.rows).map { points.row($0) }
    candidates.shuffle(using: &stream)
    var chosen: [[Double]] = []
    for candidate in candidates where chosen.count < count && !chosen.contains(candidate) { chosen.append(candidate) }
    return Matrix(chosen + candidates.prefix(count - chosen.count))
}
