// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

@Suite struct MultiplicativeNMFTests {
    struct Toy: Decodable {
        let X, Z0, W0: [[Double]]
        let kl_D_1, kl_D_50: Double
        let kl_Z1, kl_W1: [[Double]]
    }
    struct Units: Decodable { let nmf_toy: Toy }

    private func toy() throws -> Toy { try Reference.json("learning/units.json", as: Units.self).nmf_toy }

    @Test func oneAndFiftySweepsForCountsAreThoseOfTheReference() throws {
        let toy = try toy()
        let start = Factors(z: Matrix(toy.Z0), w: Matrix(toy.W0))
        let once = try MultiplicativeNMF(components: 2, maxSweeps: 1, leastGain: 0).estimate(
            from: observations(Matrix(toy.X)), start: start)
        #expect(abs((once.convergence.objective.last ?? 0) - toy.kl_D_1) < 1e-12)
        #expect(difference(once.maps.transposed, Matrix(toy.kl_Z1)) < 1e-12)
        #expect(difference(once.patterns, Matrix(toy.kl_W1)) < 1e-12)
        let fifty = try MultiplicativeNMF(components: 2, maxSweeps: 50, leastGain: 0).estimate(
            from: observations(Matrix(toy.X)), start: start)
        #expect(abs((fifty.convergence.objective.last ?? 0) - toy.kl_D_50) < 1e-12)
    }

    @Test func theDivergenceOfTheNoisyInputIsThatOfTheReferenceAtEqualSweeps() throws {
        let expected = try LinearReference.of(.c).methods.nmf_kl.D_1_10_100_last
        let found = try MultiplicativeNMF(components: 3, maxSweeps: 10, leastGain: 0).estimate(
            from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        for (sweeps, divergence) in zip([1, 10], expected) {
            #expect(abs(found.convergence.objective[sweeps - 1] / divergence - 1) < 1e-9)
        }
        expectMonotone(found.convergence.objective)
    }

    @Test(arguments: [ReferenceInput.d0, .d10, .d20])
    func thicknessSeriesFallAsInTheReference(_ input: ReferenceInput) throws {
        let expected = try LinearReference.of(input).methods.nmf_kl.D_1_10_100_last
        let found = try MultiplicativeNMF(components: 2, maxSweeps: 100, leastGain: 0).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        // The inputs are no counts: they reach a method rounded to single precision.
        for (sweeps, divergence) in zip([1, 10, 100], expected) {
            #expect(abs(found.convergence.objective[sweeps - 1] / divergence - 1) < 1e-5)
        }
    }

    /// Lee and Seung's update for squares, written out.
    @Test func oneSweepForSquaresIsTheRatioOfProducts() throws {
        let toy = try toy()
        let (x, z, w) = (Matrix(toy.X), Matrix(toy.Z0), Matrix(toy.W0))
        let (xwt, zwwt) = (
            Matrix.product(x, w, transposingSecond: true), Matrix.product(z, w.gram)
        )
        var expected = z
        for i in expected.elements.indices { expected.elements[i] *= xwt.elements[i] / zwwt.elements[i] }
        let found = try MultiplicativeNMF(components: 2, divergence: .frobenius, maxSweeps: 1, leastGain: 0).estimate(
            from: observations(x), start: Factors(z: z, w: w))
        for t in 0..<2 {
            let scale = expected.column(t).max() ?? 1
            for i in 0..<3 { #expect(abs(found.maps[t, i] - expected[i, t] / scale) < 1e-13) }
        }
    }

    @Test func squaresFallToTheMinimumThatCoordinateDescentFinds() throws {
        let rows = try ReferenceInput.d0.rows()
        let found = try MultiplicativeNMF(components: 2, divergence: .frobenius, maxSweeps: 3000, leastGain: 1e-12)
            .estimate(from: rows, seed: Seed(1), progress: .none)
        let expected = try ReferenceInput.d0.expected().methods.nmf.J
        #expect(abs((found.convergence.objective.last ?? 0) / expected - 1) < 5e-3)
        expectMonotone(found.convergence.objective)
    }

    @Test func streamedObservationsGiveTheSameFactors() throws {
        for divergence in MultiplicativeNMF.Divergence.allCases {
            let method = try MultiplicativeNMF(components: 2, divergence: divergence, maxSweeps: 30, leastGain: 0)
            let whole = try method.estimate(from: ReferenceInput.d10.rows(), seed: Seed(1), progress: .none)
            let blocks = try method.estimate(
                from: ReferenceInput.d10.rows(rowsPerBlock: 7), seed: Seed(1), progress: .none, holding: 0)
            #expect(difference(whole.maps, blocks.maps) < 1e-6)
            #expect(difference(whole.patterns, blocks.patterns) < 1e-6)
        }
    }

    private func expectMonotone(_ objective: [Double]) {
        #expect(zip(objective, objective.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-12) })
    }
}
