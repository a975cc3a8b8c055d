import FoundationEssentials
import Testing

/// `validate --part`: simulations of an experiment by jobs of their own.
@Suite struct PartsTests {
    private struct Part: Decodable {
        let simulations: Int
        let simulationsCached: Int
    }

    private struct Plan: Decodable {
        let simulations: Int
        let simulationsCached: Int
        let sliceSteps: Int
    }

    private static let experiment = """
        question: Does each part do its own?
        datasets:
          - bicrystal.yaml
          - {model: bicrystal.yaml, as: second, set: {precession.angle: "12 mrad"}}
          - {model: bicrystal.yaml, as: dose, set: {detector.dose: "1000 electrons"}}
          - {model: bicrystal.yaml, as: third, set: {precession.angle: "14 mrad"}}
        methods:
          - nmf: {components: 2}
        """

    @Test func thePartsDoEachSimulationOnceAndTheRunFindsThemAll() throws {
        try withProgram { program in
            try program.write(Self.experiment, to: "experiment.yaml")
            func part(_ number: Int) throws -> Part {
                let outcome = try program.run("validate", "experiment.yaml", "--part", "\(number)/2", "--json")
                #expect(outcome.status == 0, "\(outcome.errors)")
                return try JSONDecoder().decode(Part.self, from: Data(outcome.output.utf8))
            }
            // Three simulations: the dose comes after the beams.
            let (first, second) = try (part(1), part(2))
            #expect(first.simulations == 2 && second.simulations == 1)
            #expect(first.simulationsCached == 0 && second.simulationsCached == 0)
            #expect(try part(2).simulationsCached == 1)
            #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "Reports").path))
            let dry = try program.run("validate", "experiment.yaml", "--dry-run", "--json")
            let plan = try JSONDecoder().decode(Plan.self, from: Data(dry.output.utf8))
            #expect(plan.simulations == 3 && plan.simulationsCached == 3 && plan.sliceSteps == 0)
            #expect(try program.run("validate", "experiment.yaml", "--report", "out").status == 0)
        }
    }

    @Test(arguments: ["3/2", "0/2", "1", "1/2/3", "one/two", "1/0"])
    func whatIsNoPartIsRefusedInOneLine(part: String) throws {
        try withProgram { program in
            try program.write(Self.experiment, to: "experiment.yaml")
            let outcome = try program.run("validate", "experiment.yaml", "--part", part)
            #expect(outcome.status == 2 && outcome.errors.contains("--part"))
            #expect(outcome.errors.split(separator: "\n").count == 1)
        }
    }
}
