package import Arrays

/// How a clustering method shares points out among clusters, and what it makes of the shares: the two steps that an
/// alternating search takes in turn.
package protocol ClusterRule: Sendable {
    /// Centres, and whatever else describes a cluster.
    associatedtype Clusters: ClusterModel

    /// Clusters with nothing known but their centres (cluster × coordinate), from which a search begins.
    func clusters(at centres: Matrix<Double>, of points: Matrix<Double>) throws -> Clusters
    /// Memberships (point × cluster; each row sums to 1), and the objective.
    func memberships(
        of points: Matrix<Double>, in clusters: Clusters
    ) -> (memberships: Matrix<Double>, objective: Double)
    /// The clusters that suit the memberships best; one without members stays as it was.
    ///
    /// - Parameter communicator: ranks that have the points between them. A rule that cannot add up what each has clusters the
    ///   points of one process only.
    func clusters(
        of points: Matrix<Double>, memberships: Matrix<Double>, before: Clusters, over communicator: any Communicator
    ) throws -> Clusters
}

/// What a clustering knows of its clusters.
package protocol ClusterModel: Sendable {
    /// Cluster × coordinate.
    var centres: Matrix<Double> { get }
}

/// Clusters that are known by their centres alone.
package struct Centres: ClusterModel {
    package let centres: Matrix<Double>
}

/// A rule whose memberships follow from Euclidean distances, and whose centres are weighted means.
package protocol CentreRule: ClusterRule where Clusters == Centres {
    /// Turns the squared distances of one point into its memberships, in place.
    ///
    /// - Returns: the point's part of the objective.
    func shareOut(_ distances: UnsafeMutablePointer<Double>, count: Int) -> Double
    /// What a membership weighs in the mean.
    func weight(_ membership: Double) -> Double
}

extension CentreRule {
    package func clusters(at centres: Matrix<Double>, of points: Matrix<Double>) -> Centres {
        Centres(centres: centres)
    }

    package func memberships(
        of points: Matrix<Double>, in clusters: Centres
    ) -> (memberships: Matrix<Double>, objective: Double) {
        var table = squaredDistances(points, to: clusters.centres)
        let (rows, count) = (table.rows, table.columns)
        var objective = 0.0
        table.elements.withUnsafeMutableBufferPointer { table in
            guard let base = table.baseAddress else { return }
            for i in 0..<rows { objective += shareOut(base + i * count, count: count) }
        }
        return (table, objective)
    }

    package func clusters(
        of points: Matrix<Double>, memberships: Matrix<Double>, before: Centres, over communicator: any Communicator
    ) -> Centres {
        Centres(
            centres: weightedMeans(points, memberships, replacing: before.centres, over: communicator) { weight($0) })
    }
}

/// |y − c|² for every point y and centre c: point × centre.
func squaredDistances(_ points: Matrix<Double>, to centres: Matrix<Double>) -> Matrix<Double> {
    var table = Matrix<Double>(rows: points.rows, columns: centres.rows)
    let (n, k, width) = (points.rows, centres.rows, points.columns)
    table.elements.withUnsafeMutableBufferPointer { table in
        points.elements.withUnsafeBufferPointer { y in
            centres.elements.withUnsafeBufferPointer { c in
                for i in 0..<n {
                    for t in 0..<k {
                        var sum = 0.0
                        for a in 0..<width {
                            let difference = y[i * width + a] - c[t * width + a]
                            sum += difference * difference
                        }
                        table[i * k + t] = sum
                    }
                }
            }
        }
    }
    return table
}

/// Σ w(u) y / Σ w(u) for every cluster; a cluster of no weight keeps its old centre.
func weightedMeans(
    _ points: Matrix<Double>, _ memberships: Matrix<Double>, replacing old: Matrix<Double>,
    over communicator: any Communicator, weight: (Double) -> Double
) -> Matrix<Double> {
    var centres = Matrix<Double>(rows: old.rows, columns: old.columns)
    let (n, k, width) = (points.rows, old.rows, old.columns)
    var totals = [Double](repeating: 0, count: k)
    centres.elements.withUnsafeMutableBufferPointer { c in
        points.elements.withUnsafeBufferPointer { y in
            memberships.elements.withUnsafeBufferPointer { u in
                for i in 0..<n {
                    for t in 0..<k {
                        let w = weight(u[i * k + t])
                        totals[t] += w
                        for a in 0..<width { c[t * width + a] += w * y[i * width + a] }
                    }
                }
            }
        }
    }
    centres.sum(over: communicator)
    communicator.sum(&totals)
    for t in 0..<k {
        for a in 0..<width { centres[t, a] = totals[t] > 0 ? centres[t, a] / totals[t] : old[t, a] }
    }
    return centres
}
