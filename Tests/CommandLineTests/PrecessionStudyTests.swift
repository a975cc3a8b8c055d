import FoundationEssentials
import TestSupport
import Testing

@Suite struct PrecessionStudyTests {
    /// Two angles by two thicknesses, and a held-out case of another thickness.
    private static func experiment(rule: String) -> String {
        """
        question: Which angle?
        datasets:
          - model: bicrystal.yaml
            as: gaas
            set: {discretization.slices-per-unit: automatic}
            sweep: {precession.angle: ["0 mrad", "10 mrad"], stack.unit: ["3.74997 nm", "7.49994 nm"]}
          - {model: bicrystal.yaml, as: other, held-out: true, set: {bend: {amount: "4 mrad"}}}
        methods: [{nmf: {components: 2}}]
        maps:
          x: precession.angle
          y: {key: stack.unit, title: unit}
          verdicts: [{metric: max-deviation, name: linear, within: 0.1}]
        rule: \(rule)
        """
    }

    @Test func aRuleIsFittedFixedAndTriedOnWhatItHasNotSeen() throws {
        try withProgram { program in
            try program.write(Self.experiment(rule: "fit"), to: "fit.yaml")
            let plan = try program.run("validate", "fit.yaml", "--dry-run", "--cache", "cache")
            #expect(plan.status == 0 && plan.output.contains("5, of which 5 are to be done"), "\(plan)")
            #expect(try program.run("validate", "fit.yaml", "--report", "out", "--cache", "cache").status == 0)
            let record = try JSONTree(program.bytes(of: "out/record.json"))
            #expect(try JSONSchema.published("record", strict: true).faults(in: record) == [])
            let fitted = try program.run("fit-rule", "out/record.json", "--output", "rule.json")
            #expect(fitted.status == 0 && fitted.output.contains("max-deviation"), "\(fitted)")
            try program.write(Self.experiment(rule: "rule.json"), to: "try.yaml")
            let tried = try program.run("validate", "try.yaml", "--report", "again", "--cache", "cache", "--json")
            #expect(tried.status == 0 && tried.output.contains("\"fixed\" : \"rule.json\""))
            // A rule for one bound says nothing of another.
            let other = Self.experiment(rule: "rule.json").replacing("within: 0.1", with: "within: 0.2")
            try program.write(other, to: "other.yaml")
            let refused = try program.run("validate", "other.yaml", "--report", "other", "--cache", "cache")
            #expect(refused.status == 2 && refused.errors.contains("max-deviation within 0.1"), "\(refused)")
            let left = try program.run("validate", "try.yaml", "--dry-run", "--cache", "cache")
            #expect(left.output.contains("5, of which 0 are to be done"), "\(left)")
        }
    }

    @Test(arguments: [
        ("rule: fit", "rule: none.json", "none.json"), ("x: precession.angle", "x: precession.azimuths", "maps.x"),
        ("metric: max-deviation", "metric: max-deviations", "max-deviation"), ("y: {key", "z: {key", "maps.z"),
    ])
    func whatIsWrongIsSaidInOneLine(sound: String, broken: String, message: String) throws {
        try withProgram { program in
            try program.write(Self.experiment(rule: "fit").replacing(sound, with: broken), to: "bad.yaml")
            let result = try program.run("validate", "bad.yaml", "--report", "out", "--cache", "cache")
            #expect(result.status == 2 && result.errors.contains(message), "\(result)")
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        }
    }
}
