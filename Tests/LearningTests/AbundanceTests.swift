// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

@Suite struct AbundanceTests {
    struct Units: Decodable {
        struct FCLS: Decodable { let Z_row0, Z_row45: [Double] }
        struct Projection: Decodable { let x, y: [Double] }
        let fcls: FCLS
        let simplex_projection: Projection
    }

    @Test func theSimplexProjectionIsThatOfTheReference() throws {
        let unit = try Reference.json("learning/units.json", as: Units.self).simplex_projection
        for (found, expected) in zip(simplexProjection(unit.x), unit.y) { #expect(abs(found - expected) < 1e-15) }
    }

    @Test func abundancesOfTheNoisyInputAreThoseOfTheReference() throws {
        let unit = try Reference.json("learning/units.json", as: Units.self).fcls
        let maps = try fullyConstrainedLeastSquares(
            rows: ReferenceInput.c.rows(rowsPerBlock: 7), patterns: ReferenceInput.c.trueW())
        for k in 0..<3 {
            #expect(abs(maps[k, 0] - unit.Z_row0[k]) < 1e-9)
            #expect(abs(maps[k, 45] - unit.Z_row45[k]) < 1e-9)
        }
    }

    @Test(arguments: [ReferenceInput.d0, .d10, .d20])
    func abundancesOfThicknessSeriesAreThoseOfTheReference(_ input: ReferenceInput) throws {
        // Integers, so that nothing is rounded on the way.
        var x = try input.matrix()
        for i in x.elements.indices { x.elements[i] = (x.elements[i] * 65535).rounded() }
        let expected = try input.expected().methods.spa_fcls
        let maps = try fullyConstrainedLeastSquares(
            rows: observations(x), patterns: Matrix(expected.idx.map { x.row($0) }))
        #expect(difference(maps.transposed, Matrix(try #require(expected.loadings.all))) < 1e-9)
    }

    @Test func theActiveSetEndsWhereTheConditionsOfAMinimumHold() throws {
        var stream = Seed(11).stream("patterns")
        let w = Matrix<Double>(rows: 6, columns: 9, elements: (0..<54).map { _ in stream.uniform() })
        let gram = w.gram
        let problem = SimplexLeastSquares(gram: gram)
        // So many that in some a source which was let in leaves again.
        for _ in 0..<2000 {
            let x = (0..<9).map { _ in 1.5 * stream.uniform() - 0.2 }
            let b = Matrix.product(Matrix([x]), w, transposingSecond: true).row(0)
            let z = problem.minimum(linear: b)
            #expect(z.allSatisfy { $0 >= 0 } && abs(z.reduce(0, +) - 1) < 1e-12)
            // Karush-Kuhn-Tucker: one level of the gradient on the support, no lower one outside.
            let gradient = (0..<6).map { k in (0..<6).reduce(-b[k]) { $0 + gram[k, $1] * z[$1] } }
            let level = zip(gradient, z).reduce(0) { $0 + $1.0 * $1.1 }
            for k in 0..<6 {
                #expect(gradient[k] > level - 1e-10)
                if z[k] > 0 { #expect(abs(gradient[k] - level) < 1e-10) }
            }
        }
    }

    /// Powers of two, so that nothing is rounded otherwise.
    @Test(arguments: [-30, 30]) func patternsAndObservationsInAnotherUnitHaveTheSameAbundances(exponent: Int) throws {
        let unit = Double(sign: .plus, exponent: exponent, significand: 1)
        var stream = Seed(13).stream("patterns")
        let w = Matrix<Double>(rows: 4, columns: 9, elements: (0..<36).map { _ in stream.uniform() })
        let scaled = Matrix<Double>(rows: 4, columns: 9, elements: w.elements.map { unit * $0 })
        for _ in 0..<20 {
            let x = (0..<9).map { _ in stream.uniform() }
            let b = Matrix.product(Matrix([x]), w, transposingSecond: true).row(0)
            let here = SimplexLeastSquares(gram: w.gram).minimum(linear: b)
            let there = SimplexLeastSquares(gram: scaled.gram).minimum(linear: b.map { unit * unit * $0 })
            #expect(here == there)
        }
    }

    @Test func mixturesOfTwelvePatternsAreRecovered() throws {
        var stream = Seed(12).stream("patterns")
        let w = Matrix<Double>(
            rows: 12, columns: 40, elements: (0..<480).map { _ in (64 * stream.uniform()).rounded() })
        let z = simplexProjection((0..<12).map { _ in 0.4 * stream.uniform() })
        let x = Matrix<Double>.product(Matrix([z]), w).row(0)
        let b = Matrix.product(Matrix([x]), w, transposingSecond: true).row(0)
        let found = SimplexLeastSquares(gram: w.gram).minimum(linear: b)
        for (found, expected) in zip(found, z) { #expect(abs(found - expected) < 1e-9) }
    }

    @Test func patternsOfAnotherSizeAreRefused() throws {
        #expect(throws: LearningError.self) {
            try fullyConstrainedLeastSquares(
                rows: observations(Matrix(rows: 2, columns: 4)), patterns: Matrix(rows: 2, columns: 5))
        }
        #expect(throws: LearningError.noObservations) {
            try fullyConstrainedLeastSquares(
                rows: observations(Matrix(rows: 2, columns: 4)), patterns: Matrix(rows: 0, columns: 4))
        }
    }
}
