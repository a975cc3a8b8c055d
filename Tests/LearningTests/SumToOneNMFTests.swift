import Arrays
import Learning
import TestSupport
import Testing

@Suite struct SumToOneNMFTests {
    @Test(arguments: ReferenceInput.allCases)
    func theObjectiveIsAtMostThatOfTheReferenceAndLoadingsSumToOne(_ input: ReferenceInput) throws {
        let expected = try LinearReference.of(input).methods.nmf_sum1.J
        let found = try SumToOneNMF(components: input.members).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        let scale = try input.matrix().squaredNorm
        // Noise-free mixtures reach zero, but for rounding to single precision.
        #expect((found.convergence.objective.last ?? .infinity) <= expected * (1 + 1e-3) + 1e-13 * scale)
        for i in 0..<found.maps.columns { #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12) }
        #expect(found.maps.elements.allSatisfy { $0 >= 0 } && found.patterns.elements.allSatisfy { $0 >= 0 })
        let objective = found.convergence.objective
        #expect(zip(objective, objective.dropFirst()).allSatisfy { $1 <= $0 + 1e-13 * scale })
    }
}
