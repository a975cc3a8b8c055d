import Arrays
import Learning

/// Takes the patterns that differ most from each other as the pure ones (successive projections, Araújo et al.,
/// Chemometr. Intell. Lab. Syst. 57, 65, 2001) and unmixes all others with them by fully constrained least squares.
struct PurestPatterns: MixtureMethod {
    static let name = "purest-patterns"
    static let title = "Purest patterns"

    /// How many patterns to take.
    var sources = 2

    struct Estimate: MixtureEstimate {
        let patterns: Matrix<Double>
        let maps: Matrix<Double>
        let mapScaling = MapScaling.native
        let convergence: Convergence
        let diagnostics: [String: Matrix<Double>] = [:]
    }

    func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Estimate {
        guard sources >= 1, sources <= observations.rowCount else {
            throw LearningError.badOption(
                method: Self.name, option: "sources", reason: "has to lie in 1 ... \(observations.rowCount)")
        }
        let rows = try observations.matrix()
        var rest = (0..<rows.rows).map { rows.row($0).map { Double($0) } }
        var chosen: [Int] = []
        for step in 0..<sources {
            try progress.report(Double(step) / Double(sources), "choosing patterns")
            let lengths = rest.map { row in row.reduce(0) { $0 + $1 * $1 } }
            guard let purest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }), lengths[purest] > 0 else { break }
            chosen.append(purest)
            let direction = rest[purest]
            for index in rest.indices {
                let share = zip(rest[index], direction).reduce(0) { $0 + $1.0 * $1.1 } / lengths[purest]
                for pixel in direction.indices { rest[index][pixel] -= share * direction[pixel] }
            }
        }
        guard !chosen.isEmpty else {
            throw LearningError.failed(method: Self.name, reason: "all patterns are black")
        }
        let patterns = Matrix(chosen.map { rows.row($0).map { Double($0) } })
        return Estimate(
            patterns: patterns, maps: try fullyConstrainedLeastSquares(rows: observations, patterns: patterns),
            convergence: Convergence(converged: true, iterations: chosen.count, objective: []))
    }
}
