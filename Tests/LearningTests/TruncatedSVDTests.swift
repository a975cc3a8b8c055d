import Arrays
import Learning
import TestSupport
import Testing

@Suite struct TruncatedSVDTests {
    @Test(arguments: ReferenceInput.allCases)
    func singularValuesAreThoseOfTheReference(_ input: ReferenceInput) throws {
        let expected = try input.expected().methods.svd
        let found = try TruncatedSVD(components: 3).estimate(from: input.rows(), seed: Seed(1), progress: .none)
        let s = try #require(found.diagnostics["singular-values"])
        // Counts are exact in single precision; the other inputs are rounded to it before a method sees them.
        let tolerance = input == .c ? 1e-10 : 2e-7
        for (k, reference) in expected.s.enumerated() where reference > 1e-3 * expected.s[0] {
            #expect(abs(s[0, k] - reference) <= tolerance * (input == .c ? reference : expected.s[0]), "s\(k)")
        }
        let explained = try #require(found.diagnostics["explained-variance"])
        for k in 0..<3 { #expect(abs(explained[0, k] - expected.ev[k]) < 1e-6) }
    }

    @Test func integerDataHoldThePrecisionOfDoubles() throws {
        // The series /65535 is a series of integers times a constant, and integers are exact in single precision.
        for input in [ReferenceInput.d0, .d10, .d20] {
            var x = try input.matrix()
            for i in x.elements.indices { x.elements[i] = (x.elements[i] * 65535).rounded() }
            let found = try TruncatedSVD(components: 2).estimate(
                from: observations(x), seed: Seed(1), progress: .none)
            let s = try #require(found.diagnostics["singular-values"])
            for (k, reference) in try input.expected().methods.svd.s.enumerated() {
                #expect(abs(s[0, k] / 65535 - reference) <= 1e-10 * reference, "\(input) s\(k)")
            }
        }
    }

    @Test func scoresOfTheNoisyInputAgreeWithTheReference() throws {
        let found = try TruncatedSVD(components: 3).estimate(
            from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        let scores = try Reference.matrix("learning/expected_c_maps.scores.npy")
        let v = try Reference.matrix("learning/expected_c_maps.V.npy")
        // Stored in single precision.
        #expect(difference(found.maps.transposed, scores) < 1e-7 * 300)
        #expect(difference(found.patterns, v.rows == 3 ? v : v.transposed) < 1e-7)
    }

    @Test func largeAndStreamedDataTakeSubspaceIterationToTheSameComponents() throws {
        let rows = try ReferenceInput.c.rows(rowsPerBlock: 7)
        let method = try TruncatedSVD(components: 3)
        let direct = try method.estimate(from: rows, seed: Seed(1), progress: .none)
        let streamed = try method.estimate(from: rows, seed: Seed(1), progress: .none, holding: 0)
        let (s, t) = (direct.diagnostics["singular-values"], streamed.diagnostics["singular-values"])
        let (exact, ritz) = try (#require(s), #require(t))
        #expect(streamed.convergence.converged)
        for k in 0..<3 { #expect(abs(ritz[0, k] / exact[0, k] - 1) < 1e-10) }
        for k in 3..<20 { #expect(ritz[0, k] <= exact[0, k] * (1 + 1e-10) && ritz[0, k] > 0.9 * exact[0, k]) }
        #expect(difference(direct.patterns, streamed.patterns) < 1e-6)
        #expect(difference(direct.maps, streamed.maps) < 1e-6 * exact[0, 0])
    }

    @Test func repeatingEveryPatternMultipliesTheSingularValuesByTheRootOfTwo() throws {
        let x = try ReferenceInput.c.matrix()
        let repeated = Matrix(rows: 2 * x.rows, columns: x.columns, elements: x.elements + x.elements)
        let once = try TruncatedSVD(components: 2).estimate(from: observations(x), seed: Seed(1), progress: .none)
        let twice = try TruncatedSVD(components: 2).estimate(
            from: observations(repeated), seed: Seed(1), progress: .none)
        let (s, t) = try (
            #require(once.diagnostics["singular-values"]), #require(twice.diagnostics["singular-values"])
        )
        // ‖(X; X)v‖ = √2·‖Xv‖.
        for k in 0..<20 { #expect(abs(t[0, k] / s[0, k] - 2.0.squareRoot()) < 1e-12) }
    }

    @Test func componentsBeyondTheRankAreZero() throws {
        let constant = Matrix<Double>(rows: 4, columns: 9, repeating: 2)
        let found = try TruncatedSVD(components: 4).estimate(
            from: observations(constant), seed: Seed(1), progress: .none)
        for i in 0..<4 { #expect(abs(found.maps[0, i] - 6) < 1e-12) }
        for t in 1..<4 { #expect(found.maps.row(t).allSatisfy { abs($0) < 1e-12 }) }
        let zero = try TruncatedSVD(components: 2).estimate(
            from: observations(Matrix(rows: 3, columns: 5)), seed: Seed(1), progress: .none)
        #expect(zero.maps.elements.allSatisfy { $0 == 0 } && zero.patterns.elements.allSatisfy { $0 == 0 })
    }

    @Test("A pattern whose cubes cancel is turned so that its map's cubes sum to more than 0", arguments: [1.0, -1])
    func signOfAnOddPattern(sign: Double) throws {
        // The map's sum is negative, its cubes' sum is positive: 8 - 2 · 1.728.
        let map = [2, -1.2, -1.2].map { sign * $0 }
        let x = Matrix(map.map { [$0, 0.5 * $0, -0.5 * $0, -$0] })
        let found = try TruncatedSVD(components: 1).estimate(from: observations(x), seed: Seed(1), progress: .none)
        #expect(found.maps[0, 0] > 0 && found.maps[0, 1] < 0)
        #expect(found.patterns[0, 0] * sign > 0)
    }
}
