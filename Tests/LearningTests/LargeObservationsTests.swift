import Arrays
import Learning
import TestSupport
import Testing

/// The ways that are taken for large and for streamed observations, on small ones.
@Suite struct LargeObservationsTests {
    @Test func compressedDescentEndsAtTheMinimumOfTheWholeObservations() throws {
        let rows = try ReferenceInput.c.rows(rowsPerBlock: 50)
        let plain = try NMF(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        let reference = try ReferenceInput.c.expected().methods.nmf.J
        for limit in [1 << 24, 0] {
            let found = try NMF(components: 3, compression: .always, leastGain: 0).estimate(
                from: rows, seed: Seed(1), progress: .none, holding: limit)
            #expect(abs((found.convergence.objective.last ?? 0) / reference - 1) < 1e-6)
            #expect(difference(found.maps, plain.maps) < 5e-3)
            let objective = found.convergence.objective
            #expect(zip(objective, objective.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-12) })
        }
        let few = try NMF(components: 3, compression: .always, leastGain: 1e-5).estimate(
            from: rows, seed: Seed(1), progress: .none)
        #expect(few.convergence.iterations < 20)
        #expect((few.convergence.objective.last ?? 0) < reference * (1 + 1e-4))
    }

    @Test func errorsAgainstRankAreThoseOfFactorisationsOfEachRank() throws {
        let rows = try ReferenceInput.d0.rows()
        let scanned = try NMF(components: 2, rankScan: 4).estimate(from: rows, seed: Seed(1), progress: .none)
        let errors = try #require(scanned.diagnostics["rank-error"]).elements
        let norm = try ReferenceInput.d0.matrix().squaredNorm
        #expect(errors.count == 4)
        for rank in 1...4 {
            let alone = try NMF(components: rank).estimate(from: rows, seed: Seed(1), progress: .none)
            let error = (2 * (alone.convergence.objective.last ?? 0) / norm).squareRoot()
            #expect(abs(errors[rank - 1] - error) < 1e-6)
        }
        // No factorisation is nearer than the truncated decomposition of its rank.
        let svd = try TruncatedSVD(components: 4).estimate(from: rows, seed: Seed(1), progress: .none)
        let floor = try #require(svd.diagnostics["rank-error"]).elements
        for rank in 0..<4 { #expect(errors[rank] >= floor[rank] * (1 - 1e-9)) }
    }

    @Test func centredSingularValuesAreThoseOfTheReference() throws {
        for input in [ReferenceInput.c, .d0, .d10, .d20] {
            let expected = try LinearReference.of(input).methods.svd
            var x = try input.matrix()
            let scale = input == .c ? 1.0 : 65535
            for i in x.elements.indices { x.elements[i] = (x.elements[i] * scale).rounded() }
            for limit in [1 << 24, 0] {
                let found = try TruncatedSVD(components: 2, centre: .meanPattern).estimate(
                    from: observations(x, rowsPerBlock: 9), seed: Seed(1), progress: .none, holding: limit)
                let s = try #require(found.diagnostics["singular-values"])
                for k in 0..<2 { #expect(abs(s[0, k] / scale / expected.s_centred[k] - 1) < 1e-9, "\(input) s\(k)") }
                let explained = try #require(found.diagnostics["explained-variance"])
                for k in 0..<2 { #expect(abs(explained[0, k] - expected.ev_centred[k]) < 1e-9) }
                let mean = try #require(found.diagnostics["mean-pattern"]).elements
                let column = x.column(100).reduce(0, +) / Double(x.rows)
                #expect(abs(mean[100] - column) < 1e-9 * (1 + column))
            }
        }
    }

    /// Poisson weights by their definition: the decomposition of x_ij/√(g_i h_j), times √h and √g.
    @Test func poissonWeightsAreThoseOfTheirDefinition() throws {
        var x = Matrix(rows: 40, columns: 300, elements: Array(try ReferenceInput.c.matrix().elements.prefix(12000)))
        for c in 0..<300 { x[7, c] = 0 }
        for i in 0..<40 { x[i, 11] = 0 }
        let g = (0..<40).map { x.row($0).reduce(0, +) }
        let h = (0..<300).map { x.column($0).reduce(0, +) }
        var weighted = x
        for i in 0..<40 { for c in 0..<300 where g[i] * h[c] > 0 { weighted[i, c] /= (g[i] * h[c]).squareRoot() } }
        let svd = try weighted.singularValueDecomposition()
        for limit in [1 << 24, 0] {
            let found = try TruncatedSVD(components: 2, weighting: .poisson).estimate(
                from: observations(x, rowsPerBlock: 9), seed: Seed(1), progress: .none, holding: limit)
            let s = try #require(found.diagnostics["singular-values"])
            #expect(abs(s[0, 0] - 1) < 1e-10)
            let model = Matrix.product(found.maps.transposed, found.patterns)
            for (i, c) in [(0, 5), (3, 250), (39, 100), (7, 20), (20, 11)] {
                let expected =
                    (0..<2).reduce(0) { $0 + svd.u[i, $1] * svd.s[$1] * svd.vt[$1, c] } * (g[i] * h[c]).squareRoot()
                #expect(abs(model[i, c] - expected) < 1e-6 * (1 + abs(expected)))
            }
        }
    }

    @Test func theChangeOfRegimeIsThatOfTheReference() throws {
        let expected = try LinearReference.of(.c).scree
        let found = try TruncatedSVD(components: 2).estimate(
            from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        let regime = try #require(found.diagnostics["scree-regime"]).elements
        #expect(Int(regime[0]) == expected.l)
        #expect(abs(regime[1] - expected.gap) < 1e-9 && abs(regime[2] / expected.contrast - 1) < 1e-9)
    }

    @Test func aFewPassesOverStreamedObservationsAreEnoughForWhatStandsAboveTheNoise() throws {
        let rows = try ReferenceInput.c.rows(rowsPerBlock: 50)
        let exact = try TruncatedSVD(components: 3).estimate(from: rows, seed: Seed(1), progress: .none)
        let quick = try TruncatedSVD(components: 3, tolerance: 0, maxPasses: 2).estimate(
            from: rows, seed: Seed(1), progress: .none, holding: 0)
        #expect(!quick.convergence.converged && quick.convergence.iterations == 2)
        let (s, t) = try (
            #require(exact.diagnostics["singular-values"]), #require(quick.diagnostics["singular-values"])
        )
        for k in 0..<3 { #expect(abs(t[0, k] / s[0, k] - 1) < 2e-3) }
    }
}
