import Arrays
import Testing

@Suite struct DecompositionTests {
    @Test(arguments: [(7, 4), (4, 7), (5, 5), (1, 6), (6, 1)])
    func singularValueDecompositionRebuildsTheMatrixFromOrthonormalFactors(rows: Int, columns: Int) throws {
        let a = random(rows, columns, "svd")
        let svd = try a.singularValueDecomposition()
        let rank = min(rows, columns)
        var scaled = svd.u
        for i in 0..<rows { for t in 0..<rank { scaled[i, t] *= svd.s[t] } }
        #expect(largestDifference(.product(scaled, svd.vt), a) < 1e-13)
        #expect(largestDifference(svd.u.transposed.gram, identity(rank)) < 1e-13)
        #expect(largestDifference(svd.vt.gram, identity(rank)) < 1e-13)
        #expect(zip(svd.s, svd.s.dropFirst()).allSatisfy { $0 >= $1 } && svd.s.allSatisfy { $0 >= 0 })
    }

    @Test func singularValuesOfATwoByTwoMatrixAreThoseOfTheClosedForm() throws {
        // A = (3 0; 4 5): s² are the roots of x² − 50x + 225, 45 and 5.
        let a = Matrix<Double>([[3, 0], [4, 5]])
        let s = try a.singularValueDecomposition().s
        #expect(abs(s[0] - 45.0.squareRoot()) < 1e-14 && abs(s[1] - 5.0.squareRoot()) < 1e-14)
        let single = try a.converted(to: Float.self).singularValueDecomposition().s
        #expect(abs(Double(single[0]) - 45.0.squareRoot()) < 1e-5)
    }

    @Test func eigenvaluesOfTheChainAreThoseOfTheClosedForm() throws {
        // The second difference on n points has the eigenvalues 2 − 2·cos(kπ/(n + 1)); for n = 3: 2 ± √2 and 2.
        let chain = Matrix<Double>([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
        let (values, vectors) = try chain.symmetricEigen()
        for (found, expected) in zip(values, [2 + 2.0.squareRoot(), 2, 2 - 2.0.squareRoot()]) {
            #expect(abs(found - expected) < 1e-14)
        }
        #expect(largestDifference(vectors.gram, identity(3)) < 1e-14)
        for k in 0..<3 {
            let v = Matrix([vectors.row(k)])
            let image = Matrix.product(v, chain)
            for c in 0..<3 { #expect(abs(image[0, c] - values[k] * v[0, c]) < 1e-14) }
        }
        #expect(abs(Double(try chain.converted(to: Float.self).symmetricEigen().values[1]) - 2) < 1e-6)
    }

    @Test func valuesThatAreNotFiniteAreRefused() {
        let a = Matrix<Double>([[1, .nan], [0, 1]])
        #expect(throws: LinearAlgebraError.notFinite) { try a.singularValueDecomposition() }
        #expect(throws: LinearAlgebraError.notFinite) { try a.symmetricEigen() }
    }

    @Test func emptyMatricesHaveNoSingularValues() throws {
        #expect(try Matrix<Double>(rows: 0, columns: 3).singularValueDecomposition().s.isEmpty)
        #expect(try Matrix<Double>(rows: 0, columns: 0).symmetricEigen().values.isEmpty)
    }

    private func identity(_ n: Int) -> Matrix<Double> {
        var result = Matrix<Double>(rows: n, columns: n)
        for i in 0..<n { result[i, i] = 1 }
        return result
    }
}
