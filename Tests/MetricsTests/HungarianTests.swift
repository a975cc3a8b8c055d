import Arrays
import Metrics
import Testing

@Suite struct HungarianTests {
    /// The cheapest assignment by trying all of them; with fewer columns than rows some rows stay out.
    static func bruteForce(_ costs: Matrix<Double>, row: Int = 0, taken: Set<Int> = [], skips: Int) -> Double {
        guard row < costs.rows else { return 0 }
        var best = skips > 0 ? bruteForce(costs, row: row + 1, taken: taken, skips: skips - 1) : .infinity
        for column in 0..<costs.columns where !taken.contains(column) {
            let rest = bruteForce(costs, row: row + 1, taken: taken.union([column]), skips: skips)
            best = min(best, costs[row, column] + rest)
        }
        return best
    }

    @Test("The assignment is as cheap as the cheapest of all permutations", arguments: 1...6, 1...6)
    func againstBruteForce(rows: Int, columns: Int) {
        var random = Seed(7).stream("costs \(rows) \(columns)")
        for trial in 0..<20 {
            // Every other trial has many ties.
            let costs = Matrix(
                rows: rows, columns: columns,
                elements: (0..<rows * columns).map { _ in
                    trial % 2 == 0 ? random.uniform() - 0.3 : Double(Int(3 * random.uniform()))
                })
            let assignment = Hungarian.assignment(costs: costs)
            let chosen = assignment.compactMap { $0 }
            #expect(chosen.count == min(rows, columns))
            #expect(Set(chosen).count == chosen.count)
            let cost = assignment.enumerated().reduce(0.0) {
                $0 + ($1.element.map { [row = $1.offset] in costs[row, $0] } ?? 0)
            }
            #expect(abs(cost - Self.bruteForce(costs, skips: max(0, rows - columns))) < 1e-12)
        }
    }
}
