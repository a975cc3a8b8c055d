// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

@Suite struct NMFTests {
    struct Toy: Decodable {
        let X, Z0, W0, cd_Z1, cd_W1: [[Double]]
        let cd_J_1, cd_J_conv: Double
    }
    struct Units: Decodable { let nmf_toy: Toy }

    @Test(arguments: [1 << 20, 0])
    func oneSweepOfTheToyProblemGivesTheReferenceNumbers(holding limit: Int) throws {
        let toy = try Reference.json("learning/units.json", as: Units.self).nmf_toy
        let start = Factors(z: Matrix(toy.Z0), w: Matrix(toy.W0))
        let once = try NMF(components: 2, maxSweeps: 1).estimate(
            from: observations(Matrix(toy.X)), start: start, holding: limit)
        #expect(difference(once.maps.transposed, Matrix(toy.cd_Z1)) < 1e-14)
        #expect(difference(once.patterns, Matrix(toy.cd_W1)) < 1e-13)
        #expect(abs(once.convergence.objective[0] - toy.cd_J_1) < 1e-13)
        let settled = try NMF(components: 2, tolerance: 1e-12).estimate(
            from: observations(Matrix(toy.X)), start: start, holding: limit)
        #expect(abs((settled.convergence.objective.last ?? 0) - toy.cd_J_conv) < 1e-10)
    }

    @Test func disjointPatternsAreFoundExactly() throws {
        let found = try NMF(components: 2).estimate(from: ReferenceInput.a.rows(), seed: Seed(1), progress: .none)
        let loadings = try #require(ReferenceInput.a.expected().methods.nmf.loadings.all)
        #expect(found.convergence.converged)
        #expect(difference(found.maps.transposed, Matrix(loadings)) < 1e-7)
        let truth = try ReferenceInput.a.trueW()
        let pairs = found.maps[0, 0] > 0.5 ? [(0, 0), (1, 1)] : [(0, 1), (1, 0)]
        for (source, member) in pairs { #expect(angle(found.patterns.row(source), truth.row(member)) < 1e-5) }
    }

    @Test func sharedDiscsLeaveOneFactorTheCommonPattern() throws {
        let found = try NMF(components: 2).estimate(from: ReferenceInput.b.rows(), seed: Seed(1), progress: .none)
        let x = try ReferenceInput.b.matrix()
        let relative = (2 * (found.convergence.objective.last ?? 1) / x.squaredNorm).squareRoot()
        #expect(relative < 1e-6)
        let common = try ReferenceInput.b.trueW().row(1)
        #expect((0..<2).contains { angle(found.patterns.row($0), common) < 0.01 })
    }

    @Test(arguments: [ReferenceInput.d0, .d10, .d20])
    func thicknessSeriesReachTheReferenceObjectiveAndLoadings(_ input: ReferenceInput) throws {
        let expected = try input.expected().methods.nmf
        let found = try NMF(components: 2).estimate(from: input.rows(), seed: Seed(1), progress: .none)
        #expect(abs((found.convergence.objective.last ?? 0) / expected.J - 1) < 1e-6)
        #expect(difference(found.maps.transposed, Matrix(try #require(expected.loadings.all))) < 5e-3)
        expectMonotone(found.convergence.objective, scale: try input.matrix().squaredNorm)
    }

    @Test func noisyCountsReachTheReferenceObjectiveLoadingsAndPatterns() throws {
        let input = ReferenceInput.c
        let found = try NMF(components: 3).estimate(from: input.rows(), seed: Seed(1), progress: .none)
        #expect(abs((found.convergence.objective.last ?? 0) / (try input.expected().methods.nmf.J) - 1) < 1e-6)
        let (z, w) = try (
            Reference.matrix("learning/expected_c_maps.nmf_Z.npy"),
            Reference.matrix("learning/expected_c_maps.nmf_W.npy")
        )
        #expect(difference(found.maps.transposed, z) < 5e-3)
        for t in 0..<3 { #expect(angle(found.patterns.row(t), w.row(t)) < 0.1) }
        expectMonotone(found.convergence.objective, scale: try input.matrix().squaredNorm)
    }

    @Test func streamedBlocksGiveTheSameFactors() throws {
        let method = try NMF(components: 2, maxSweeps: 200)
        let whole = try method.estimate(from: ReferenceInput.d10.rows(), seed: Seed(1), progress: .none)
        let blocks = try ReferenceInput.d10.rows(rowsPerBlock: 7)
        for limit in [1 << 24, 0] {
            let found = try method.estimate(from: blocks, seed: Seed(1), progress: .none, holding: limit)
            #expect(difference(found.maps, whole.maps) < 1e-6)
            #expect(difference(found.patterns, whole.patterns) < 1e-6)
        }
    }

    @Test func moreSourcesThanTwoAndAnOddNumberOfThemAgreeAcrossTheTwoWaysOfSweeping() throws {
        let rows = try ReferenceInput.d0.rows()
        for components in [1, 3, 5] {
            let method = try NMF(components: components, maxSweeps: 30)
            let inMemory = try method.estimate(from: rows, seed: Seed(1), progress: .none)
            let start = try NMF(components: components, start: .random, maxSweeps: 30).estimate(
                from: rows, seed: Seed(3), progress: .none)
            let factors = Factors(z: start.maps.transposed, w: start.patterns)
            let gathered = try method.estimate(from: rows, start: factors)
            let streamed = try method.estimate(from: rows, start: factors, holding: 0)
            #expect(difference(gathered.maps, streamed.maps) < 1e-9)
            #expect(inMemory.patterns.elements.allSatisfy { $0 >= 0 } && inMemory.maps.elements.allSatisfy { $0 >= 0 })
        }
    }

    @Test func aRandomStartFindsTheDisjointPatternsToo() throws {
        let method = try NMF(components: 2, start: .random, starts: 4)
        let found = try method.estimate(from: ReferenceInput.a.rows(), seed: Seed(5), progress: .none)
        #expect(found.convergence.starts == 4)
        let truth = try ReferenceInput.a.trueW()
        for member in 0..<2 {
            #expect((0..<2).contains { angle(found.patterns.row($0), truth.row(member)) < 1e-3 })
        }
    }

    /// Different factors can have one objective: rounding must not choose between them.
    @Test(arguments: 1...40)
    func `A later start is taken only where it is clearly lower`(seed: Int) throws {
        let rows = squareObservations(noisyBoundary())
        func found(_ starts: Int) throws -> Decomposition {
            try NMF(components: 2, start: .random, starts: starts).estimate(
                from: rows, seed: Seed(UInt64(seed)), progress: .none)
        }
        let (one, three) = try (found(1), found(3))
        let first = try #require(one.convergence.objective.last)
        let last = try #require(three.convergence.objective.last)
        #expect(three.maps == one.maps || last < first * (1 - 1e-9), "\(first) \(last)")
    }

    @Test func zeroDataGiveZeroFactors() throws {
        let found = try NMF(components: 2).estimate(
            from: observations(Matrix(rows: 4, columns: 6)), seed: Seed(1), progress: .none)
        #expect(found.convergence.converged)
        #expect(found.maps.elements.allSatisfy { $0 == 0 } && found.patterns.elements.allSatisfy { $0 == 0 })
        let scan = try NMF(components: 2, rankScan: 3).estimate(
            from: observations(Matrix(rows: 4, columns: 6)), seed: Seed(1), progress: .none)
        #expect(scan.diagnostics["rank-error"]?.elements == [0, 0, 0])
    }

    /// The objective comes from products and errs by rounding of ‖X‖².
    private func expectMonotone(_ objective: [Double], scale: Double) {
        let rising = zip(objective, objective.dropFirst()).filter { $1 > $0 + 1e-13 * scale }
        #expect(rising.isEmpty)
    }
}
