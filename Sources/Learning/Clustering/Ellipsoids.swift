package import Arrays
import Glibc

/// Clusters with a centre and a shape: distances are dᵀMd with a symmetric positive definite M.
package struct Ellipsoids: ClusterModel {
    /// Cluster × coordinate.
    package let centres: Matrix<Double>
    /// One M a cluster, coordinate × coordinate.
    package let metrics: [Matrix<Double>]

    /// |y − c|²_M for every point y and cluster: point × cluster.
    func squaredDistances(_ points: Matrix<Double>) -> Matrix<Double> {
        var table = Matrix<Double>(rows: points.rows, columns: centres.rows)
        let (n, k, width) = (points.rows, centres.rows, points.columns)
        var difference = [Double](repeating: 0, count: width)
        points.elements.withUnsafeBufferPointer { y in
            for t in 0..<k {
                let metric = metrics[t].elements
                for i in 0..<n {
                    for a in 0..<width { difference[a] = y[i * width + a] - centres[t, a] }
                    var sum = 0.0
                    for a in 0..<width {
                        var row = 0.0
                        for b in 0..<width { row += metric[a * width + b] * difference[b] }
                        sum += difference[a] * row
                    }
                    table.elements[i * k + t] = max(0, sum)
                }
            }
        }
        return table
    }
}

/// Σ w δδᵀ / Σ w about a centre, with δ the distance of a point and w its weight; zero where nothing weighs.
func scatter(_ points: Matrix<Double>, about centre: [Double], weights: [Double]) -> Matrix<Double> {
    let width = points.columns
    var result = Matrix<Double>(rows: width, columns: width)
    var total = 0.0
    var difference = [Double](repeating: 0, count: width)
    for i in 0..<points.rows where weights[i] > 0 {
        total += weights[i]
        for a in 0..<width { difference[a] = points[i, a] - centre[a] }
        for a in 0..<width { for b in 0...a { result[a, b] += weights[i] * difference[a] * difference[b] } }
    }
    guard total > 0 else { return result }
    for a in 0..<width {
        for b in 0...a {
            result[a, b] /= total
            result[b, a] = result[a, b]
        }
    }
    return result
}

/// The eigenvalues and axes of a scatter.
struct Spectrum {
    /// Descending; rounding may leave some a little below zero.
    let values: [Double]
    /// One axis a row.
    let axes: Matrix<Double>

    init(_ scatter: Matrix<Double>) throws { (values, axes) = try scatter.symmetricEigen() }

    /// Σ f(λ) q qᵀ over axes q.
    func matrix(_ f: (Int) -> Double) -> Matrix<Double> {
        let width = axes.columns
        var result = Matrix<Double>(rows: width, columns: width)
        for t in values.indices {
            let factor = f(t)
            for a in 0..<width { for b in 0..<width { result[a, b] += factor * axes[t, a] * axes[t, b] } }
        }
        return result
    }
}

/// (Π v)^(1/n); zero where a value is not positive.
func geometricMean(_ values: [Double]) -> Double {
    guard values.allSatisfy({ $0 > 0 }) else { return 0 }
    return exp(values.reduce(0) { $0 + log($1) } / Double(max(1, values.count)))
}
