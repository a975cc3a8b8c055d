package import Arrays
import Glibc
import Synchronization

/// Memberships and centres of one clustering.
package struct FuzzyPartition: Sendable {
    /// Point × cluster; each row sums to 1.
    package let memberships: Matrix<Double>
    /// Cluster × coordinate.
    package let centres: Matrix<Double>
    package let convergence: Convergence
}

extension FuzzyCMeans {
    /// Clusters the rows of `points` from every start and returns the lowest J.
    ///
    /// Where the first, deterministic start reaches the lowest J to 10⁻⁹, it is the one returned: the clusters then come in an
    /// order that no random number decides.
    package func partition(of points: Matrix<Double>, seed: Seed, progress: Progress) throws -> FuzzyPartition {
        let results = Mutex([FuzzyPartition?](repeating: nil, count: starts))
        let finished = Mutex(0)
        try inFixedBlocks(starts) { index in
            let start =
                index == 0
                ? farthestPoints(of: points, count: clusters)
                : randomPoints(of: points, count: clusters, stream: seed.stream("fuzzy c-means start \(index)"))
            let result = try partition(of: points, from: start, progress: progress)
            results.withLock { $0[index] = result }
            let done = finished.withLock { count in
                count += 1
                return count
            }
            try progress.report(Double(done) / Double(starts), "fuzzy c-means, \(done) of \(starts) starts")
        }
        let all = results.withLock { $0.compactMap { $0 } }
        let lowest = all.map(\.objective).min() ?? 0
        guard let best = all.first(where: { $0.objective <= lowest * (1 + 1e-9) }) else {
            throw LearningError.noObservations
        }
        return FuzzyPartition(
            memberships: best.memberships, centres: best.centres,
            convergence: Convergence(
                converged: best.convergence.converged, iterations: best.convergence.iterations,
                objective: best.convergence.objective, starts: starts,
                startsAgreeing: all.count { $0.objective <= lowest * (1 + 1e-6) }))
    }

    /// From given centres: U from C, then C = Σuᵐy/Σuᵐ and U again until no u changes by more than the tolerance.
    package func partition(of points: Matrix<Double>, from start: Matrix<Double>, progress: Progress) throws
        -> FuzzyPartition
    {
        var centres = start
        var (u, _) = assignment(points, centres)
        var objective: [Double] = []
        var converged = false
        while !converged, objective.count < maxIterations {
            try progress.checkCancellation()
            centres = weightedMeans(points, u, replacing: centres)
            let (next, j) = assignment(points, centres)
            var change = 0.0
            for i in u.elements.indices { change = max(change, abs(next.elements[i] - u.elements[i])) }
            u = next
            objective.append(j)
            converged = change <= tolerance
        }
        return FuzzyPartition(
            memberships: u, centres: centres,
            convergence: Convergence(converged: converged, iterations: objective.count, objective: objective))
    }

    /// Memberships of all points, and J = Σuᵐd².
    private func assignment(_ points: Matrix<Double>, _ centres: Matrix<Double>) -> (u: Matrix<Double>, j: Double) {
        var u = Matrix<Double>(rows: points.rows, columns: centres.rows)
        var j = 0.0
        for i in 0..<points.rows {
            let distances = squaredDistances(points, row: i, to: centres)
            let memberships = fuzzyMemberships(squaredDistances: distances, fuzzifier: fuzzifier)
            for k in 0..<centres.rows {
                u[i, k] = memberships[k]
                j += weight(memberships[k]) * distances[k]
            }
        }
        return (u, j)
    }

    private func weightedMeans(
        _ points: Matrix<Double>, _ u: Matrix<Double>, replacing old: Matrix<Double>
    ) -> Matrix<Double> {
        var centres = Matrix<Double>(rows: old.rows, columns: old.columns)
        for k in 0..<old.rows {
            var total = 0.0
            for i in 0..<points.rows {
                let w = weight(u[i, k])
                total += w
                for c in 0..<old.columns { centres[k, c] += w * points[i, c] }
            }
            // A centre that no point belongs to stays where it is.
            for c in 0..<old.columns { centres[k, c] = total > 0 ? centres[k, c] / total : old[k, c] }
        }
        return centres
    }

    private func weight(_ u: Double) -> Double { fuzzifier == 2 ? u * u : pow(u, fuzzifier) }
}

extension FuzzyPartition {
    fileprivate var objective: Double { convergence.objective.last ?? .infinity }
}

/// u_k = (1/d_k²)^(1/(m−1)) / Σ_l (1/d_l²)^(1/(m−1)); a point on top of centres belongs to these in equal parts.
package func fuzzyMemberships(squaredDistances d2: [Double], fuzzifier m: Double) -> [Double] {
    let nearest = d2.min() ?? 0
    if nearest == 0 {
        let hits = Double(d2.count { $0 == 0 })
        return d2.map { $0 == 0 ? 1 / hits : 0 }
    }
    // Relative to the nearest centre, so that nothing overflows.
    let closeness = d2.map { m == 2 ? nearest / $0 : pow(nearest / $0, 1 / (m - 1)) }
    let sum = closeness.reduce(0, +)
    return closeness.map { $0 / sum }
}

/// |y_row − c_k|² for every centre k.
func squaredDistances(_ points: Matrix<Double>, row: Int, to centres: Matrix<Double>) -> [Double] {
    (0..<centres.rows).map { k in
        var sum = 0.0
        for c in 0..<centres.columns {
            let difference = points[row, c] - centres[k, c]
            sum += difference * difference
        }
        return sum
    }
}
