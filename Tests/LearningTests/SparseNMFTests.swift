// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

@Suite struct SparseNMFTests {
    struct Projection: Decodable {
        struct Case: Decodable {
            let L1: Double
            let y: [Double]
        }
        let x: [Double]
        let cases: [Case]
    }
    struct Units: Decodable { let hoyer_projection: Projection }

    @Test func theProjectionIsThatOfTheReference() throws {
        let unit = try Reference.json("learning/units.json", as: Units.self).hoyer_projection
        for expected in unit.cases {
            let y = sparsenessProjection(unit.x, sum: expected.L1, norm: 1)
            for (found, expected) in zip(y, expected.y) { #expect(abs(found - expected) < 1e-9) }
        }
    }

    @Test func vectorsWithoutADirectionAreProjectedToo() {
        for x in [[0.0, 0, 0, 0], [2, 2, 2, 2]] {
            let y = sparsenessProjection(x, sum: 1.5, norm: 1)
            #expect(abs(y.reduce(0, +) - 1.5) < 1e-12 && abs(y.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
            #expect(y.allSatisfy { $0 >= 0 })
        }
    }

    @Test(arguments: ReferenceInput.allCases)
    func theSparsenessIsReachedAndTheObjectiveNeverRises(_ input: ReferenceInput) throws {
        let expected = try LinearReference.of(input).methods.nmf_hoyer
        let found = try SparseNMF(components: input.members, sparseness: expected.target, maxSweeps: 100).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        for t in 0..<input.members { #expect(abs(sparseness(found.patterns.row(t)) - expected.target) < 1e-9) }
        let objective = found.convergence.objective
        #expect(zip(objective, objective.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-12) })
        #expect((objective.last ?? .infinity) < expected.J_first_last[0])
    }
}
