import Arrays
import Metrics
import Testing

@Suite struct SmallSystemsTests {
    @Test("Non-negative least squares meets the conditions of Karush, Kuhn and Tucker", arguments: 1...6)
    func optimality(unknowns: Int) {
        var random = Seed(3).stream("regressors \(unknowns)")
        var clipped = 0
        for _ in 0..<50 {
            let w = Matrix(
                rows: unknowns, columns: 9, elements: (0..<unknowns * 9).map { _ in random.uniform() - 0.2 })
            let e = Matrix(rows: 9, columns: 1, elements: (0..<9).map { _ in random.uniform() - 0.5 })
            let (gram, projection) = (w.gram, Matrix.product(w, e).elements)
            let x = SmallSystems.nonNegativeLeastSquares(gram: gram, projection: projection)
            let gradient = Matrix.product(gram, Matrix(rows: unknowns, columns: 1, elements: x)).elements
            for i in 0..<unknowns {
                #expect(x[i] >= 0)
                #expect(gradient[i] - projection[i] >= -1e-10)
                #expect(abs(x[i] * (gradient[i] - projection[i])) < 1e-9)
                if x[i] == 0 { clipped += 1 }
            }
        }
        #expect(clipped > 0)
    }

    @Test("A singular system has no solution, a regular one its own")
    func elimination() throws {
        #expect(SmallSystems.solve(Matrix([[1, 2], [2, 4]]), [1, 2]) == nil)
        // The first pivot is 0.
        let x = try #require(SmallSystems.solve(Matrix([[0, 2], [3, 1]]), [4, 11]))
        #expect(abs(x[0] - 3) < 1e-14)
        #expect(abs(x[1] - 2) < 1e-14)
    }
}
