import Arrays
import Testing

@Suite struct MatrixTests {
    @Test func elementsLieRowByRow() {
        let a = Matrix<Double>([[1, 2, 3], [4, 5, 6]])
        #expect(a.rows == 2 && a.columns == 3)
        #expect(a[1, 0] == 4 && a.elements[3] == 4)
        #expect(a.row(1) == [4, 5, 6] && a.column(2) == [3, 6])
        #expect(a.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
        #expect(a.squaredNorm == 91)
        #expect(a.converted(to: Float.self).converted() == a)
    }

    @Test func productsFollowTheirDefinitionWithEveryTransposition() {
        let a = random(4, 3, "a")
        let b = random(3, 5, "b")
        var expected = Matrix<Double>(rows: 4, columns: 5)
        for i in 0..<4 { for j in 0..<5 { for k in 0..<3 { expected[i, j] += a[i, k] * b[k, j] } } }
        let products = [
            Matrix.product(a, b), .product(a.transposed, b, transposingFirst: true),
            .product(a, b.transposed, transposingSecond: true),
            .product(a.transposed, b.transposed, transposingFirst: true, transposingSecond: true),
        ]
        for product in products { #expect(largestDifference(product, expected) < 1e-14) }
        let single = Matrix<Float>.product(a.converted(), b.converted())
        #expect(largestDifference(single.converted(), expected) < 1e-5)
        #expect(largestDifference(a.gram, .product(a, a.transposed)) < 1e-14)
    }

    @Test func emptyProductsAreZero() {
        let product = Matrix<Double>.product(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 3))
        #expect(product == Matrix(rows: 2, columns: 3))
        #expect(Matrix<Double>.product(Matrix(rows: 0, columns: 2), Matrix(rows: 2, columns: 3)).rows == 0)
    }
}

/// Uniform random numbers in -1 ..< 1.
func random(_ rows: Int, _ columns: Int, _ name: String) -> Matrix<Double> {
    var stream = Seed(3).stream(name)
    return Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in 2 * stream.uniform() - 1 })
}

func largestDifference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
    guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
    return zip(a.elements, b.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
