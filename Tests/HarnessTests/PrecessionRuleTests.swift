import Harness
import Records
import Testing

@Suite struct PrecessionRuleTests {
    private static func observations(_ isKept: (PrecessionNumbers) -> Bool) -> [PrecessionRuleFit.Observation] {
        var found: [PrecessionRuleFit.Observation] = []
        for sweep in stride(from: 0.0, through: 6, by: 0.5) {
            for depth in stride(from: 0.25, through: 2, by: 0.25) {
                for bend in [0, 1.5, 3] {
                    let numbers = PrecessionNumbers(sweep: sweep, depth: depth, bend: bend)
                    found.append(.init(numbers: numbers, isKept: isKept(numbers)))
                }
            }
        }
        return found
    }

    private static func fit(_ observations: [PrecessionRuleFit.Observation]) -> PrecessionRule {
        PrecessionRuleFit.rule(method: "nmf", metric: "non-monotonicity", observations: observations)
    }

    @Test func stepsAndLimitsThatWerePlantedAreFound() {
        let rule = Self.fit(
            Self.observations {
                $0.bend <= 2 && $0.sweep <= 4.6
                    && ($0.depth <= 0.6 ? $0.sweep >= 0.9 : $0.depth <= 1.6 && $0.sweep >= 2.4)
            })
        #expect(rule.largestSweep == 4.75 && rule.largestBend == 2.25)
        #expect(
            rule.steps == [
                .init(largestDepth: 0.625, leastSweep: 0.75), .init(largestDepth: 1.625, leastSweep: 2.25),
            ])
    }

    @Test func noThresholdIsSetThatBringsNothing() {
        let rule = Self.fit(Self.observations { $0.sweep >= 1.9 })
        #expect(rule.steps == [.init(largestDepth: nil, leastSweep: 1.75)])
        #expect(rule.largestSweep == nil && rule.largestBend == nil)
        #expect(Self.fit(Self.observations { _ in true }) == PrecessionRule(method: "nmf", metric: "non-monotonicity"))
    }

    @Test func whereNothingKeepsTheBoundTheRuleSaysNever() {
        let seen = Self.observations { _ in false }
        let rule = Self.fit(seen)
        #expect(rule == PrecessionRule(method: "nmf", metric: "non-monotonicity", steps: []))
        #expect(!seen.contains { rule.accepts($0.numbers) })
    }

    @Test func aFewWrongVerdictsDoNotMoveTheRule() throws {
        var observations = Self.observations { $0.sweep >= 1.9 && $0.depth <= 1.1 }
        for numbers in [
            PrecessionNumbers(sweep: 4, depth: 0.5, bend: 1.5), PrecessionNumbers(sweep: 1, depth: 1.5, bend: 0),
        ] {
            let place = try #require(observations.firstIndex { $0.numbers == numbers })
            observations[place] = .init(numbers: numbers, isKept: !observations[place].isKept)
        }
        let rule = Self.fit(observations)
        #expect(
            rule
                == PrecessionRule(
                    method: "nmf", metric: "non-monotonicity", steps: [.init(largestDepth: 1.125, leastSweep: 1.75)]))
        #expect(observations.count { rule.accepts($0.numbers) != $0.isKept } == 2)
    }

    // 20 mrad · 0.5003 Å⁻¹ · 56.25 nm = 5.63; GaAs 220 at 300 kV.
    @Test func theNumbersAreDimensionless() {
        let item = PrecessionStudy.Case(
            dataset: "a", isHeldOut: false, crystal: "GaAs", zone: "3 1 1", energy: 300, angle: 20, thickness: 56.25,
            bend: -12, reflection: "2 -2 0", frequency: 0.50031, extinctionLength: 75)
        #expect(abs(item.numbers.sweep - 0.020 * 0.50031 * 562.5) < 1e-9)
        #expect(abs(item.numbers.depth - 0.75) < 1e-12)
        #expect(abs(item.numbers.bend - 0.012 * 0.50031 * 562.5) < 1e-9)
    }
}
