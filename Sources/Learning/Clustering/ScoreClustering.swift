public import Arrays
import Synchronization

/// A clustering of the scores Y = U·S of an uncentred singular value decomposition, whose centres C come back as patterns by
/// re-projection, C·Vᵀ. A method says by which rule points are shared out; starts, alternation and re-projection are here.
package protocol ScoreClustering: CataloguedMethod where Estimate == Clustering {
    associatedtype Rule: ClusterRule
    var search: ClusterSearch { get }
    /// The largest change of a membership in the last iteration.
    var tolerance: Double { get }
    /// - Parameter points: what will be clustered, from which a rule may take a scale.
    func rule(for points: Matrix<Double>) throws -> Rule
}

/// What a clustering found.
public struct Clustering: MixtureEstimate {
    /// Cluster × pixel: re-projected centres.
    public let patterns: Matrix<Double>
    /// Cluster × scan position: memberships.
    public let maps: Matrix<Double>
    public var mapScaling: MapScaling { .native }
    public let convergence: Convergence
    /// "singular-values", "explained-variance" and "scores" as `TruncatedSVD`, "centres" (cluster × component), and for two
    /// components or more "membership-grid" with "grid-x", "grid-y", "grid-components" (see `MembershipGrid`).
    public let diagnostics: [String: Matrix<Double>]
}

/// Memberships and clusters of points.
package struct Partition<Clusters: ClusterModel>: Sendable {
    /// Point × cluster; each row sums to 1.
    package let memberships: Matrix<Double>
    package let clusters: Clusters
    package let convergence: Convergence

    /// Cluster × coordinate.
    package var centres: Matrix<Double> { clusters.centres }
    fileprivate var objective: Double { convergence.objective.last ?? .infinity }
}

extension ScoreClustering {
    /// - Parameter limit: how many values may be held in memory before they are streamed.
    func clustered(
        _ observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int = valuesHeldInMemory
    ) throws -> Clustering {
        let read = try ReadObservations(observations, limit: limit, progress: progress)
        let check = OptionCheck(method: Self.name)
        try check.rank(search.clusters, "clusters", patterns: observations.rowCount)
        try check.rank(search.svdRank, "svd-rank", patterns: observations.rowCount)
        let triplets = try SingularTriplets(
            of: read, rank: search.svdRank, scree: screeLength, accuracy: .scores(for: read.valueCount), seed: seed,
            progress: progress)
        let rule = try rule(for: triplets.scores)
        let partition = try partition(of: triplets.scores, rule: rule, seed: seed, progress: progress)
        var diagnostics = triplets.diagnostics
        diagnostics["centres"] = partition.centres
        if let grid = MembershipGrid(scores: triplets.scores, clusters: partition.clusters, rule: rule) {
            diagnostics["membership-grid"] = grid.memberships
            diagnostics["grid-x"] = Matrix([grid.x])
            diagnostics["grid-y"] = Matrix([grid.y])
            diagnostics["grid-components"] = Matrix([grid.components.map(Double.init)])
        }
        return Clustering(
            patterns: .product(partition.centres, triplets.patterns), maps: partition.memberships.transposed,
            convergence: partition.convergence, diagnostics: diagnostics)
    }

    /// Clusters the rows of `points` from every start and returns the lowest objective.
    ///
    /// Where the first, deterministic start reaches it to 10⁻⁹, it is the one returned: the clusters then come in an order that
    /// no random number decides.
    package func partition(
        of points: Matrix<Double>, rule: Rule, seed: Seed, progress: Progress
    ) throws -> Partition<Rule.Clusters> {
        let starts = search.starts
        let results = Mutex([Partition<Rule.Clusters>?](repeating: nil, count: starts))
        let finished = Mutex(0)
        try inFixedBlocks(starts) { index in
            let centres = search.centres(ofStart: index, in: points, method: Self.name, seed: seed)
            let result = try alternated(rule, points, from: centres, progress: progress)
            results.withLock { $0[index] = result }
            let done = finished.withLock { count in
                count += 1
                return count
            }
            try progress.report(Double(done) / Double(starts), "\(Self.title), \(done) of \(starts) starts")
        }
        let all = results.withLock { $0.compactMap { $0 } }
        let lowest = all.map(\.objective).min() ?? 0
        guard let best = all.first(where: { $0.objective <= lowest + 1e-9 * abs(lowest) }) else {
            throw LearningError.failed(method: Self.name, reason: "no start ended with a finite objective")
        }
        return Partition(
            memberships: best.memberships, clusters: best.clusters,
            convergence: Convergence(
                converged: best.convergence.converged, iterations: best.convergence.iterations,
                objective: best.convergence.objective, starts: starts,
                startsAgreeing: all.count { $0.objective <= lowest + 1e-6 * abs(lowest) }))
    }

    /// From given centres (cluster × coordinate) alone.
    package func partition(
        of points: Matrix<Double>, from centres: Matrix<Double>
    ) throws -> Partition<Rule.Clusters> {
        try alternated(try rule(for: points), points, from: centres, progress: .none)
    }

    /// Memberships, clusters and memberships again, until no membership changes by more than the tolerance.
    private func alternated(
        _ rule: Rule, _ points: Matrix<Double>, from centres: Matrix<Double>, progress: Progress
    ) throws -> Partition<Rule.Clusters> {
        var clusters = try rule.clusters(at: centres, of: points)
        var u = rule.memberships(of: points, in: clusters).memberships
        var objective: [Double] = []
        var converged = false
        while !converged, objective.count < search.maxIterations {
            try progress.checkCancellation()
            clusters = try rule.clusters(of: points, memberships: u, before: clusters)
            let (next, value) = rule.memberships(of: points, in: clusters)
            let change = largestChange(u, next)
            u = next
            objective.append(value)
            converged = change <= tolerance
        }
        return Partition(
            memberships: u, clusters: clusters,
            convergence: Convergence(converged: converged, iterations: objective.count, objective: objective))
    }
}

/// The largest |a − b| of two matrices of one shape.
private func largestChange(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    a.elements.withUnsafeBufferPointer { a in
        b.elements.withUnsafeBufferPointer { b in
            var (first, second) = (0.0, 0.0)
            var i = 0
            // Two at a time: each maximum waits for the one before it.
            while i + 1 < a.count {
                let (x, y) = (abs(a[i] - b[i]), abs(a[i + 1] - b[i + 1]))
                if x > first { first = x }
                if y > second { second = y }
                i += 2
            }
            return i < a.count ? max(first, second, abs(a[i] - b[i])) : max(first, second)
        }
    }
}
