package import Arrays

extension ClusterSearch {
    /// The centres of one start: cluster × coordinate.
    func centres(ofStart index: Int, in points: Matrix<Double>, method: String, seed: Seed) -> Matrix<Double> {
        if index == 0 { return farthestPoints(of: points, count: clusters) }
        let stream = seed.stream("\(method) start \(index)")
        return seeding == .kMeansPlusPlus
            ? distantPoints(of: points, count: clusters, stream: stream)
            : randomPoints(of: points, count: clusters, stream: stream)
    }
}

/// The point farthest from the mean, then each time the point farthest from those chosen; of equal ones (10⁻⁶
/// relative, what single precision leaves of a symmetry) the first. Cluster × coordinate.
package func farthestPoints(of points: Matrix<Double>, count: Int) -> Matrix<Double> {
    var distances = squaredDistances(points, to: mean(of: points)).elements
    var chosen: [[Double]] = []
    while chosen.count < count {
        let farthest = (distances.max() ?? 0).squareRoot()
        guard let index = distances.firstIndex(where: { $0.squareRoot() >= farthest * (1 - 1e-6) }) else { break }
        chosen.append(points.row(index))
        let newest = squaredDistances(points, to: Matrix([points.row(index)])).elements
        distances = chosen.count == 1 ? newest : zip(distances, newest).map { min($0, $1) }
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

/// The first row at random, then each with a likelihood in proportion to its squared distance from the nearest of those
/// before (k-means++); where all points are taken, any.
func distantPoints(of points: Matrix<Double>, count: Int, stream: RandomStream) -> Matrix<Double> {
    var stream = stream
    var chosen: [[Double]] = []
    var distances = [Double](repeating: 1, count: points.rows)
    while chosen.count < count {
        let total = distances.reduce(0, +)
        let target = stream.uniform() * (total > 0 ? total : Double(points.rows))
        var (sum, index) = (0.0, 0)
        for i in distances.indices {
            let share = total > 0 ? distances[i] : 1
            guard share > 0 else { continue }
            index = i
            sum += share
            if sum > target { break }
        }
        chosen.append(points.row(index))
        let newest = squaredDistances(points, to: Matrix([points.row(index)])).elements
        distances = chosen.count == 1 ? newest : zip(distances, newest).map { min($0, $1) }
    }
    return Matrix(chosen)
}

/// 1 × coordinate.
func mean(of points: Matrix<Double>) -> Matrix<Double> {
    var mean = Matrix<Double>(rows: 1, columns: points.columns)
    for i in 0..<points.rows { for a in 0..<points.columns { mean[0, a] += points[i, a] } }
    for a in 0..<points.columns { mean[0, a] /= Double(max(1, points.rows)) }
    return mean
}
