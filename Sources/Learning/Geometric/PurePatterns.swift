public import Arrays

/// A method that finds the patterns of the pure phases among the observed ones, and takes everything else as their mixture:
/// abundances by fully constrained least squares. A method says which positions are pure; the rest is here.
protocol PurePatternSearch: CataloguedMethod where Estimate == Unmixing {
    /// Number of pure patterns.
    var components: Int { get }
    func selection<Source: RowSource>(
        from observations: Source, read: ReadObservations<Source>, seed: Seed, progress: Progress
    ) throws -> PureSelection
}

/// Which scan positions are taken as pure.
struct PureSelection: Sendable {
    /// In the order in which they were found.
    let positions: [Int]
    let convergence: Convergence
    /// What the search worked on.
    var diagnostics: [String: Matrix<Double>] = [:]
}

/// What a geometric unmixing found.
public struct Unmixing: MixtureEstimate {
    /// Source × pixel: observed patterns.
    public let patterns: Matrix<Double>
    /// Source × scan position: at least 0, summing to 1 at each position.
    public let maps: Matrix<Double>
    public var mapScaling: MapScaling { .native }
    public let convergence: Convergence
    /// "positions" (1 × source): the scan positions of the patterns; for some methods "singular-values", "scores".
    public let diagnostics: [String: Matrix<Double>]
}

extension PurePatternSearch {
    func unmixed(_ observations: some RowSource, seed: Seed, progress: Progress) throws -> Unmixing {
        let read = try ReadObservations(observations, limit: valuesHeldInMemory, progress: progress)
        try OptionCheck(method: Self.name).rank(components, "components", patterns: observations.rowCount)
        let found = try selection(from: observations, read: read, seed: seed, progress: progress)
        let patterns = try rows(found.positions, of: observations)
        var diagnostics = found.diagnostics
        diagnostics["positions"] = Matrix([found.positions.map { Double($0) }])
        return Unmixing(
            patterns: patterns, maps: try fullyConstrainedLeastSquares(rows: observations, patterns: patterns),
            convergence: found.convergence, diagnostics: diagnostics)
    }
}

/// Some patterns, in the order asked for.
func rows(_ positions: [Int], of observations: some RowSource) throws -> Matrix<Double> {
    var patterns = Matrix<Double>(rows: positions.count, columns: observations.shape.columnCount)
    try observations.forEachBlock { block in
        for (source, position) in positions.enumerated() {
            let i = position - block.firstRow
            guard i >= 0, i < block.values.rows else { continue }
            for c in 0..<patterns.columns { patterns[source, c] = Double(block.values[i, c]) }
        }
    }
    return patterns
}

/// The best of several selections: the lowest objective (less the volume), the first of equal ones.
func best(of selections: [(positions: [Int], history: [Double])]) -> (positions: [Int], convergence: Convergence) {
    let lowest = LowestOfStarts(selections.map { $0.history.last ?? 0 })
    let chosen = lowest.first ?? 0
    return (
        selections[chosen].positions,
        Convergence(
            converged: true, iterations: selections[chosen].history.count, objective: selections[chosen].history,
            starts: selections.count, startsAgreeing: lowest.agreeing)
    )
}
