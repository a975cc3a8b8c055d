public import Arrays

/// The consensus of non-negative matrix factorisations from many random starts (Bruefach, Ophus & Scott, APL Mach. Learn. 1,
/// 016106, 2023).
///
/// From that paper and its code in py4DSTEM come the ensemble of random starts, the label correspondence by overlap of the maps
/// and the mean or median over corresponding maps. Ours: the start of lowest objective is what the others are matched to, each
/// of its components once, by the cosine between maps; a component that no map of a start resembles by `least-overlap` takes
/// no part of that start; and the patterns are those of zero or more that fit the observations best with the consensus maps,
/// so that they are unmixed, not averaged over mixtures.
public struct ConsensusNMF: CataloguedMethod {
    public static let name = "nmf-consensus"
    public static let title = "NMF, consensus"
    public static let summary =
        "Consensus of NMF from many random starts by the overlap of maps, after Bruefach et al. 2023; patterns are refitted"
    public static let options: [MethodOption] = [
        .components,
        MethodOption("starts", default: "20", "number of random starts, 2 or more"),
        MethodOption("average", default: "median", "of corresponding maps: median or mean"),
        MethodOption("least-overlap", default: "0.5", "cosine from which maps of two starts correspond, 0 to 1"),
        MethodOption(
            "tolerance", default: "1e-4", "a start ends when the projected gradient has fallen to this fraction"),
        MethodOption("max-sweeps", default: "1000", "a start ends after so many sweeps over all variables"),
    ]
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations, .rowPermutation,
    ]

    public enum Average: String, Sendable, Codable, CaseIterable {
        case median, mean
    }

    public let components: Int
    public let starts: Int
    public let average: Average
    public let leastOverlap: Double
    public let tolerance: Double
    public let maxSweeps: Int

    public init() {
        (components, starts, average, leastOverlap, tolerance, maxSweeps) = (2, 20, .median, 0.5, 1e-4, 1000)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, starts: Int = 20, average: Average = .median, leastOverlap: Double = 0.5,
        tolerance: Double = 1e-4, maxSweeps: Int = 1000
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(tolerance, "tolerance")
        guard starts >= 2 else { throw check.bad("starts", "is \(starts), but a consensus takes 2 or more") }
        guard leastOverlap >= 0, leastOverlap <= 1 else {
            throw check.bad("least-overlap", "is \(leastOverlap), but has to lie in 0 ... 1")
        }
        (self.components, self.starts, self.average) = (components, starts, average)
        (self.leastOverlap, self.tolerance, self.maxSweeps) = (leastOverlap, tolerance, maxSweeps)
    }

    enum CodingKeys: String, CodingKey {
        case components, starts, average, tolerance
        case leastOverlap = "least-overlap"
        case maxSweeps = "max-sweeps"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        try self.init(
            components: container.decode(.components, default: standard.components),
            starts: container.decode(.starts, default: standard.starts),
            average: container.decodeName(.average, default: standard.average, OptionCheck(method: Self.name)),
            leastOverlap: container.decode(.leastOverlap, default: standard.leastOverlap),
            tolerance: container.decode(.tolerance, default: standard.tolerance),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps))
    }

    /// Diagnostics: "agreement" (1 × component), the fraction of starts that each component was found in; "start-objectives"
    /// (1 × start). The objective is that of the consensus after each sweep over its patterns.
    ///
    /// - Throws: `LearningError` (negative observations among them), `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Decomposition {
        try estimate(from: observations, seed: seed, progress: progress, holding: valuesHeldInMemory)
    }

    /// - Parameter limit: how many values may be held in memory before they are streamed.
    package func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress, holding limit: Int
    ) throws -> Decomposition {
        let read = try ReadObservations(
            observations, limit: limit, nonNegativeFor: Self.name, keepingEmptyPixels: true, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let problem = FactorProblem(
            read, components: components, isCompressed: read.valueCount > 10_000_000, seed: seed)
        let ensemble = try (0..<starts).map { index in
            let start = try problem.start(
                .random, components: components, stream: "consensus nmf start \(index)", progress: progress)
            let near = try problem.descendCompressed(
                from: start, by: CoordinateDescent(),
                until: SweepLimits(violation: tolerance, maxSweeps: maxSweeps), label: Self.title, progress: progress)
            let found = try read.descend(
                from: near, by: CoordinateDescent(),
                until: SweepLimits(
                    violation: tolerance, gain: problem.isCompressed ? 1e-4 : nil, maxSweeps: maxSweeps),
                label: Self.title, progress: .none)
            try progress.report(Double(index + 1) / Double(starts), "\(Self.title), start \(index + 1) of \(starts)")
            return found
        }
        let objectives = ensemble.map { $0.objective.last ?? 0 }
        let consensus = Consensus(
            maps: ensemble.map { $0.factors.scaledToMaximumOne().maps }, objectives: objectives,
            average: average, leastOverlap: leastOverlap)
        let best = ensemble[consensus.reference]
        let fitted = try read.descend(
            from: Factors(z: consensus.maps.transposed, w: best.factors.scaledToMaximumOne().patterns),
            by: PatternFit(sweeps: 200), until: SweepLimits(maxSweeps: 1), label: Self.title, progress: progress)
        var decomposition = fitted.decomposition(
            objectives: objectives,
            diagnostics: [
                "agreement": Matrix([consensus.agreement]),
                "start-objectives": Matrix([objectives]),
            ])
        decomposition.convergence = Convergence(
            converged: ensemble.allSatisfy(\.converged), iterations: best.objective.count,
            objective: fitted.objective, starts: starts,
            startsAgreeing: LowestOfStarts(objectives).agreeing)
        return decomposition
    }
}

/// The average over corresponding maps of several factorisations.
struct Consensus {
    /// The factorisation of lowest objective.
    let reference: Int
    /// Component × scan position.
    let maps: Matrix<Double>
    /// The fraction of factorisations that each component was found in.
    let agreement: [Double]

    init(maps all: [Matrix<Double>], objectives: [Double], average: ConsensusNMF.Average, leastOverlap: Double) {
        let reference = LowestOfStarts(objectives).first ?? 0
        let model = all[reference]
        var members = (0..<model.rows).map { [model.row($0)] }
        for (index, maps) in all.enumerated() where index != reference {
            for (component, other) in Self.correspondence(model, maps, leastOverlap) {
                members[component].append(maps.row(other))
            }
        }
        self.reference = reference
        agreement = members.map { Double($0.count) / Double(all.count) }
        self.maps = Matrix(
            members.map { group in
                (0..<model.columns).map { i in Self.average(group.map { $0[i] }, average) }
            })
    }

    /// Pairs of components, the most alike first, each component once.
    private static func correspondence(
        _ a: Matrix<Double>, _ b: Matrix<Double>, _ least: Double
    ) -> [(Int, Int)] {
        func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        var pairs: [(overlap: Double, first: Int, second: Int)] = []
        for i in 0..<a.rows {
            for j in 0..<b.rows {
                let size = norm(a.row(i)) * norm(b.row(j))
                let overlap = size > 0 ? inner(a.row(i), b.row(j)) / size : 0
                if overlap >= least { pairs.append((overlap, i, j)) }
            }
        }
        var found: [(Int, Int)] = []
        for pair in pairs.sorted(by: { ($0.overlap, -$0.first, -$0.second) > ($1.overlap, -$1.first, -$1.second) })
        where !found.contains(where: { $0.0 == pair.first || $0.1 == pair.second }) {
            found.append((pair.first, pair.second))
        }
        return found
    }

    private static func average(_ values: [Double], _ average: ConsensusNMF.Average) -> Double {
        switch average {
        case .mean: return values.reduce(0, +) / Double(values.count)
        case .median:
            let sorted = values.sorted()
            let middle = sorted.count / 2
            return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        }
    }
}

/// Leaves the maps, and fits the patterns to them by so many sweeps of coordinate descent.
private struct PatternFit: FactorRule {
    let sweeps: Int

    func improveMaps(
        _ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?
    ) -> Double { 0 }

    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        var violation = 0.0
        for _ in 0..<sweeps { violation = patterns.descend(linear: linear, quadratic: gram) }
        return violation
    }
}
