public import Arrays
import Synchronization

/// Non-negative matrix factorisation with patterns of a given sparseness (Hoyer, J. Mach. Learn. Res. 5, 1457, 2004).
///
/// Each pattern has unit norm and a sparseness (√n − Σw/|w|)/(√n − 1) of `sparseness`, where n counts all pixels. Loadings
/// follow by multiplicative updates, patterns by projected gradient steps that are halved until the objective falls. It never
/// rises. Loadings are returned with a maximum of 1.
public struct SparseNMF: CataloguedMethod {
    public static let name = "nmf-sparse"
    public static let title = "NMF, sparse"
    public static let summary = "Non-negative matrix factorisation with patterns of a given sparseness (Hoyer)"
    public static let options: [MethodOption] =
        [
            .components,
            MethodOption("sparseness", default: "0.8", "of each pattern: 0 (all pixels alike) to 1 (one pixel only)"),
        ] + StartChoice.options + [.maxSweeps(300), .leastGain]
    public static let traits: MethodTraits = [
        .nonNegativePatterns, .nonNegativeMaps, .nonNegativeObservations, .monotoneObjective, .rowPermutation,
    ]

    public let components: Int
    public let sparseness: Double
    public let start: FactorStart
    public let starts: Int
    public let maxSweeps: Int
    public let leastGain: Double

    public init() {
        (components, sparseness, start, starts, maxSweeps, leastGain) = (2, 0.8, .nndsvd, 1, 300, 1e-9)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        components: Int, sparseness: Double = 0.8, start: FactorStart = .nndsvd, starts: Int = 1, maxSweeps: Int = 300,
        leastGain: Double = 1e-9
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try StartChoice(start: start, starts: starts).check(check)
        try check.positive(maxSweeps, "max-sweeps")
        try check.tolerance(leastGain, "least-gain")
        guard sparseness >= 0, sparseness <= 1 else {
            throw check.bad("sparseness", "is \(sparseness), but has to lie in 0 ... 1")
        }
        (self.components, self.sparseness, self.start, self.starts) = (components, sparseness, start, starts)
        (self.maxSweeps, self.leastGain) = (maxSweeps, leastGain)
    }

    enum CodingKeys: String, CodingKey {
        case components, sparseness, start, starts
        case maxSweeps = "max-sweeps"
        case leastGain = "least-gain"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self()
        let check = OptionCheck(method: Self.name)
        try self.init(
            components: container.decode(.components, default: standard.components),
            sparseness: container.decode(.sparseness, default: standard.sparseness),
            start: container.decodeName(.start, default: standard.start, check),
            starts: container.decode(.starts, default: standard.starts),
            maxSweeps: container.decode(.maxSweeps, default: standard.maxSweeps),
            leastGain: container.decode(.leastGain, default: standard.leastGain))
    }

    /// Diagnostics: those of `TruncatedSVD` where the start is NNDSVD or NNDSVDa.
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
        let problem = FactorProblem(read, components: components, isCompressed: false, seed: seed)
        return try problem.decomposition(
            from: StartChoice(start: start, starts: starts), components: components, stream: "sparse nmf start",
            progress: progress
        ) { factors in
            let rule = SparseRule(sparseness: sparseness)
            return try read.descend(
                from: rule.projected(factors.floored(at: 0.01 * read.mean)), by: rule,
                until: SweepLimits(gain: leastGain, maxSweeps: maxSweeps), label: Self.title, progress: progress)
        }
    }
}

/// Multiplicative loadings, and patterns by gradient steps on the set of the given sparseness.
final class SparseRule: FactorRule {
    private let sparseness: Double
    /// In units of the largest curvature's inverse; kept from sweep to sweep.
    private let step = Mutex(1.0)

    init(sparseness: Double) { self.sparseness = sparseness }

    func improveMaps(
        _ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?
    ) -> Double {
        MultiplicativeRule().improveMaps(&maps, linear: linear, gram: gram, weights: weights)
    }

    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        var gradient = Matrix.product(gram, patterns)
        for i in gradient.elements.indices { gradient.elements[i] -= linear.elements[i] }
        // J but for ½‖X‖².
        func objective(_ w: Matrix<Double>) -> Double {
            inner(gram.elements, w.gram.elements) / 2 - inner(linear.elements, w.elements)
        }
        let curvature = (0..<gram.rows).map { gram[$0, $0] }.max() ?? 0
        guard curvature > 0 else { return 0 }
        let now = objective(patterns)
        step.withLock { step in
            for _ in 0..<60 {
                var next = patterns
                for i in next.elements.indices { next.elements[i] -= step / curvature * gradient.elements[i] }
                next = projected(next)
                if objective(next) < now {
                    patterns = next
                    step *= 1.2
                    return
                }
                step /= 2
            }
            // No step is small enough: patterns stay, and the next sweep tries again.
            step = 1
        }
        return 0
    }

    /// A start with projected patterns, and loadings that make up for their norms.
    func projected(_ start: Factors) -> Factors {
        var z = start.z
        for t in 0..<start.w.rows {
            let norm = start.w.row(t).reduce(0) { $0 + $1 * $1 }.squareRoot()
            for i in 0..<z.rows { z[i, t] *= norm }
        }
        return Factors(z: z, w: projected(start.w))
    }

    private func projected(_ patterns: Matrix<Double>) -> Matrix<Double> {
        let root = Double(patterns.columns).squareRoot()
        let sum = root - sparseness * (root - 1)
        return Matrix((0..<patterns.rows).map { sparsenessProjection(patterns.row($0), sum: sum, norm: 1) })
    }
}
