public import Arrays

/// N-FINDR (Winter, Proc. SPIE 3753, 266, 1999): the observed patterns that span the simplex of largest volume, in the
/// scores about the mean with one dimension less than patterns. Single patterns are exchanged until no exchange gains.
///
/// The first start is successive projection, further ones are positions drawn at random.
public struct NFindr: PurePatternSearch {
    public static let name = "n-findr"
    public static let title = "N-FINDR"
    public static let summary = "Observed patterns that span the largest simplex, and abundances that sum to 1"
    public static let options = [
        MethodOption("components", default: "2", "number of pure patterns, 1 or more"),
        MethodOption("starts", default: "10", "number of starts, of which the largest volume wins"),
    ]
    public static let traits: MethodTraits = SuccessiveProjection.traits

    public let components: Int
    public let starts: Int

    public init() { (components, starts) = (2, 10) }

    /// - Throws: `LearningError.badOption`.
    public init(components: Int, starts: Int = 10) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(starts, "starts")
        (self.components, self.starts) = (components, starts)
    }

    enum CodingKeys: String, CodingKey {
        case components, starts
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            components: container.decode(.components, default: Self().components),
            starts: container.decode(.starts, default: Self().starts))
    }

    /// The objective is less the volume, after every exchange.
    ///
    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Unmixing {
        try unmixed(observations, seed: seed, progress: progress)
    }

    func selection<Source: RowSource>(
        from observations: Source, read: ReadObservations<Source>, seed: Seed, progress: Progress
    ) throws -> PureSelection {
        let first = try successiveProjection(of: observations, count: components, progress: progress).positions
        guard components > 1 else {
            return PureSelection(
                positions: first, convergence: Convergence(converged: true, iterations: 0, objective: []))
        }
        let scores = try AffineScores(of: read, rank: components - 1, seed: seed, progress: progress).scores
        var selections: [(positions: [Int], history: [Double])] = []
        for index in 0..<starts {
            var start = first
            if index > 0 {
                var stream = seed.stream("n-findr start \(index)")
                start = Array((0..<scores.rows).shuffled(using: &stream).prefix(components))
            }
            selections.append(largestSimplex(scores, from: start))
            try progress.report(Double(index + 1) / Double(starts), "\(Self.title), \(index + 1) of \(starts) starts")
        }
        let found = best(of: selections)
        return PureSelection(
            positions: found.positions, convergence: found.convergence, diagnostics: ["scores": scores])
    }
}

/// Exchanges one corner at a time for the point that makes the simplex largest, until none gains.
///
/// - Parameter points: point × coordinate, one coordinate fewer than corners.
/// - Returns: the corners, and less the volume |det[1; S]|/(L − 1)! before and after each exchange.
package func largestSimplex(
    _ points: Matrix<Double>, from start: [Int]
) -> (positions: [Int], history: [Double]) {
    var corners = start
    let factorial = (1..<max(2, start.count)).reduce(1.0) { $0 * Double($1) }
    func row(_ i: Int) -> [Double] { [1] + points.row(i) }
    var volume = abs(determinant(Matrix(corners.map(row)))) / factorial
    var history = [-volume]
    var gained = true
    while gained {
        gained = false
        for corner in corners.indices {
            // The determinant is linear in the corner: its cofactors say what any point would make of it.
            let cofactors = (0..<corners.count).map { column in
                var unit = Matrix(corners.map(row))
                for j in 0..<corners.count { unit[corner, j] = j == column ? 1 : 0 }
                return determinant(unit) / factorial
            }
            var (largest, position) = (volume, corners[corner])
            for i in 0..<points.rows {
                var sum = cofactors[0]
                for a in 0..<points.columns { sum += cofactors[a + 1] * points[i, a] }
                // What rounding makes of equal points is no gain.
                if abs(sum) > largest * (1 + 1e-9) { (largest, position) = (abs(sum), i) }
            }
            if position != corners[corner], !corners.contains(position) {
                corners[corner] = position
                volume = largest
                history.append(-volume)
                gained = true
            }
        }
    }
    return (corners, history)
}

/// By elimination with partial pivoting.
func determinant(_ matrix: Matrix<Double>) -> Double {
    var a = matrix
    var result = 1.0
    for k in 0..<a.rows {
        let pivot = (k..<a.rows).max { abs(a[$0, k]) < abs(a[$1, k]) } ?? k
        guard a[pivot, k] != 0 else { return 0 }
        if pivot != k {
            for j in 0..<a.columns { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
            result = -result
        }
        result *= a[k, k]
        for i in (k + 1)..<max(k + 1, a.rows) {
            let factor = a[i, k] / a[k, k]
            for j in k..<a.columns { a[i, j] -= factor * a[k, j] }
        }
    }
    return result
}
