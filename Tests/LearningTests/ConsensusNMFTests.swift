import Arrays
import Learning
import TestSupport
import Testing

@Suite struct ConsensusNMFTests {
    @Test func startsThatAllAgreeGiveTheTruth() throws {
        // On disjoint patterns the factorisation is unique, so every start ends there.
        let found = try ConsensusNMF(components: 2, starts: 6, tolerance: 1e-8).estimate(
            from: ReferenceInput.a.rows(), seed: Seed(3), progress: .none)
        let truth = try ReferenceInput.a.trueW()
        for member in 0..<2 { #expect((0..<2).contains { angle(found.patterns.row($0), truth.row(member)) < 1e-2 }) }
        #expect(found.diagnostics["agreement"]?.elements == [1, 1])
        #expect(found.convergence.starts == 6 && found.diagnostics["start-objectives"]?.columns == 6)
    }

    @Test(arguments: ConsensusNMF.Average.allCases)
    func patternsFitTheConsensusMapsBest(_ average: ConsensusNMF.Average) throws {
        let input = ReferenceInput.d0
        let x = try input.matrix()
        let found = try ConsensusNMF(components: 2, starts: 4, average: average).estimate(
            from: input.rows(), seed: Seed(3), progress: .none)
        // Karush-Kuhn-Tucker for W ≥ 0 with Z fixed: the gradient is zero where w > 0, and not negative elsewhere.
        let z = found.maps
        let gradient = Matrix.product(z.gram, found.patterns)
        let linear = Matrix.product(z, x)
        let scale = linear.elements.map { abs($0) }.max() ?? 1
        for i in gradient.elements.indices {
            let g = (gradient.elements[i] - linear.elements[i]) / scale
            #expect(g > -1e-6)
            if found.patterns.elements[i] > 1e-6 { #expect(abs(g) < 1e-6) }
        }
    }

    @Test func theSeedDecides() throws {
        let method = try ConsensusNMF(components: 2, starts: 3)
        let rows = try ReferenceInput.d20.rows()
        let once = try method.estimate(from: rows, seed: Seed(3), progress: .none)
        let again = try method.estimate(from: rows, seed: Seed(3), progress: .none)
        #expect(once.maps == again.maps && once.patterns == again.patterns)
    }
}
