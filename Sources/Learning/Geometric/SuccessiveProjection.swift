public import Arrays

/// Successive projection (Araújo et al., Chemom. Intell. Lab. Syst. 57, 65, 2001; Gillis & Vavasis, IEEE Trans. Pattern Anal.
/// Mach. Intell. 36, 698, 2014): the largest pattern, then each time the one that is largest at right angles to those before.
///
/// Works on the patterns themselves, one pass for each. Of equal ones (10⁻⁹ relative) the first is taken; where patterns
/// are fewer than asked for once dependent ones are left out, the first positions not yet taken follow.
public struct SuccessiveProjection: PurePatternSearch {
    public static let name = "successive-projection"
    public static let title = "Successive projection"
    public static let summary = "Observed patterns that are most unlike each other, and abundances that sum to 1"
    public static let options = [MethodOption("components", default: "2", "number of pure patterns, 1 or more")]
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns, .exactAtFullRank,
    ]

    public let components: Int

    public init() { components = 2 }

    /// - Throws: `LearningError.badOption` for fewer than 1 component.
    public init(components: Int) throws(LearningError) {
        try OptionCheck(method: Self.name).positive(components, "components")
        self.components = components
    }

    enum CodingKeys: String, CodingKey {
        case components
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(components: container.decode(.components, default: Self().components))
    }

    /// The objective is the largest squared norm that is left after each choice.
    ///
    /// - Throws: `LearningError`, `Cancelled`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Unmixing {
        try unmixed(observations, seed: seed, progress: progress)
    }

    func selection<Source: RowSource>(
        from observations: Source, read: ReadObservations<Source>, seed: Seed, progress: Progress
    ) throws -> PureSelection {
        let (positions, left) = try successiveProjection(of: observations, count: components, progress: progress)
        return PureSelection(
            positions: positions,
            convergence: Convergence(converged: true, iterations: components, objective: left))
    }
}

/// The positions, and the largest squared norm that is left after each of them was taken.
func successiveProjection(
    of observations: some RowSource, count: Int, progress: Progress
) throws -> (positions: [Int], left: [Double]) {
    // ‖x‖² less the squares along the directions taken.
    var remaining = [Double](repeating: 0, count: observations.rowCount)
    try observations.forEachBlock { block in
        for i in 0..<block.values.rows {
            remaining[block.firstRow + i] = block.values.row(i).reduce(0) { $0 + Double($1) * Double($1) }
        }
    }
    let negligible = 1e-12 * (remaining.max() ?? 0)
    var basis: [[Double]] = []
    var positions: [Int] = []
    var left: [Double] = []
    while positions.count < count {
        let largest = remaining.max() ?? 0
        guard largest > negligible else {
            let free = remaining.indices.filter { !positions.contains($0) }
            positions += free.prefix(count - positions.count)
            left += [Double](repeating: 0, count: count - left.count)
            break
        }
        let position =
            remaining.firstIndex { $0.squareRoot() >= largest.squareRoot() * (1 - 1e-9) } ?? 0
        positions.append(position)
        var direction = try rows([position], of: observations).row(0)
        // Twice, for what rounding leaves of the others.
        for _ in 0..<2 {
            for other in basis {
                let along = zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }
                for c in direction.indices { direction[c] -= along * other[c] }
            }
        }
        let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
        basis.append(direction.map { $0 / norm })
        let column = Matrix([basis[basis.count - 1]])
        try observations.forEachBlock { block in
            let along = Matrix<Double>.product(block.values.converted(), column, transposingSecond: true).elements
            for (i, length) in along.enumerated() {
                remaining[block.firstRow + i] = max(0, remaining[block.firstRow + i] - length * length)
            }
        }
        remaining[position] = 0
        left.append(remaining.max() ?? 0)
        try progress.report(Double(positions.count) / Double(count), "\(SuccessiveProjection.title)")
    }
    return (positions, left)
}
