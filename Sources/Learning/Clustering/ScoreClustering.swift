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
        let partition = try partition(
            of: triplets.scores, rule: rule, seed: seed, progress: progress, over: observations.communicator)
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
    ///
    /// - Parameter communicator: ranks that all know the points, and share them out.
    package func partition(
        of points: Matrix<Double>, rule: Rule, seed: Seed, progress: Progress,
        over communicator: any Communicator = SingleProcess()
    ) throws -> Partition<Rule.Clusters> {
        let starts = search.starts
        let own = communicator.size > 1 ? points.rows(communicator.share(of: points.rows)) : points
        let results = Mutex([Partition<Rule.Clusters>?](repeating: nil, count: starts))
        let finished = Atomic(0)
        let work: @Sendable (Int) throws -> Void = { index in
            let centres = search.centres(ofStart: index, in: points, method: Self.name, seed: seed)
            let result = try alternated(rule, own, from: centres, progress: progress, over: communicator)
            results.withLock { $0[index] = result }
            let done = finished.wrappingAdd(1, ordering: .relaxed).newValue
            try progress.report(Double(done) / Double(starts), "\(Self.title), \(done) of \(starts) starts")
        }
        // Ranks add up in one order: then one start comes after another.
        if communicator.size > 1 { try (0..<starts).forEach(work) } else { try inFixedBlocks(starts, work) }
        let all = results.withLock { $0.compactMap { $0 } }
        let lowest = LowestOfStarts(all.map(\.objective))
        guard let best = lowest.first.map({ all[$0] }) else {
            throw LearningError.failed(method: Self.name, reason: "no start ended with a finite objective")
        }
        return Partition(
            memberships: best.memberships.gathered(points.rows, over: communicator), clusters: best.clusters,
            convergence: Convergence(
                converged: best.convergence.converged, iterations: best.convergence.iterations,
                objective: best.convergence.objective, starts: starts,
                startsAgreeing: lowest.agreeing))
    }

    /// From given centres (cluster × coordinate) alone.
    package func partition(
        of points: Matrix<Double>, from centres: Matrix<Double>
    ) throws -> Partition<Rule.Clusters> {
        try alternated(try rule(for: points), points, from: centres, progress: .none, over: SingleProcess())
    }

    /// Memberships, clusters and memberships again, until no membership changes by more than the tolerance.
    private func alternated(
        _ rule: Rule, _ points: Matrix<Double>, from centres: Matrix<Double>, progress: Progress,
        over communicator: any Communicator
    ) throws -> Partition<Rule.Clusters> {
        var clusters = try rule.clusters(at: centres, of: points)
        var u = rule.memberships(of: points, in: clusters).memberships
        var objective: [Double] = []
        var converged = false
        while !converged, objective.count < search.maxIterations {
            try progress.checkCancellation()
            clusters = try rule.clusters(of: points, memberships: u, before: clusters, over: communicator)
            let (next, value) = rule.memberships(of: points, in: clusters)
            // The objective, and how many ranks have a membership that still changes.
            var sums = [value, largestChange(u, next) <= tolerance ? 0 : 1]
            communicator.sum(&sums)
            u = next
            objective.append(sums[0])
            converged = sums[1] == 0
        }
        return Partition(
            memberships: u, clusters: clusters,
            convergence: Convergence(converged: converged, iterations: objective.count, objective: objective))
    }
}

extension Matrix<Double> {
    fileprivate func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            elements: Array(elements[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// All rows of a matrix of which this is the rank's share.
    fileprivate func gathered(_ count: Int, over communicator: any Communicator) -> Matrix {
        guard communicator.size > 1 else { return self }
        var all = Matrix(rows: count, columns: columns)
        let start = communicator.share(of: count).lowerBound * columns
        all.elements.replaceSubrange(start..<start + elements.count, with: elements)
        all.sum(over: communicator)
        return all
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
