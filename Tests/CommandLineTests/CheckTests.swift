import FoundationEssentials
import Testing

@Suite struct CheckTests {
    private static let experiment = """
        question: q
        datasets: [arrays.yaml]
        methods: [{nmf: {components: 2}}, {fuzzy-c-means: {clusters: 2}}]
        """

    private func text(_ program: Program, _ file: String) throws -> String {
        String(decoding: try program.bytes(of: file), as: UTF8.self)
    }

    /// A folder with an experiment that was run and its baseline.
    private func withBaseline(_ body: (Program) throws -> Void) throws {
        try withProgram { program in
            try program.write(Self.experiment, to: "experiment.yaml")
            let written = try program.run("check", "experiment.yaml", "--baseline", "base.json", "--update")
            #expect(written.status == 0, "\(written.errors)")
            #expect(written.output.contains("written: base.json"))
            try body(program)
        }
    }

    @Test func aRunIsAsGoodAsItsOwnBaseline() throws {
        try withBaseline { program in
            let outcome = try program.run(
                "check", "experiment.yaml", "--baseline", "base.json", "--junit", "j.xml", "--markdown", "m.md")
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.output.contains("all within their tolerances"))
            #expect(try text(program, "j.xml").contains("tests=\"3\" failures=\"0\""))
            #expect(try text(program, "m.md").hasPrefix("## ✅ Scores of experiment"))
            let before = try program.bytes(of: "base.json")
            let again = try program.run("check", "experiment.yaml", "--baseline", "base.json", "--update")
            #expect(again.output.contains("stays as it is"))
            #expect(try program.bytes(of: "base.json") == before)
            let old = try text(program, "base.json").replacing("\"scores\":\"", with: "\"scores\":\"0")
            try program.write(old, to: "base.json")
            let renewed = try program.run("check", "experiment.yaml", "--baseline", "base.json", "--update")
            #expect(renewed.status == 0 && renewed.output.contains("written: base.json"))
            #expect(try program.bytes(of: "base.json") == before)
        }
    }

    @Test func aWorseScoreIsStatusOneAndSaidEverywhere() throws {
        try withBaseline { program in
            // Fewer pure positions move the centres of fuzzy clustering away from the end members.
            try program.write(TinyModels.arrays.replacing("pure: 3", with: "pure: 1"), to: "arrays.yaml")
            let outcome = try program.run(
                "check", "experiment.yaml", "--baseline", "base.json", "--junit", "j.xml", "--markdown", "m.md")
            #expect(outcome.status == 1)
            let line = outcome.output.split(separator: "\n").first { $0.contains("pattern-angle A") }
            #expect(line?.hasPrefix("worse") == true && line?.contains("fuzzy-c-means") == true)
            let report = try text(program, "j.xml")
            let failures = report.components(separatedBy: "<failure type=").dropFirst().map {
                $0.components(separatedBy: "</failure>")[0]
            }
            // Fewer pure positions leave the spread of patterns undefined, too: that concerns every method.
            #expect(failures.count { $0.contains("worse: pattern-angle A ") } == 1, "\(report)")
            #expect(try text(program, "m.md").hasPrefix("## ❌ Scores of experiment"))

            let record = try program.run("check", "Reports/experiment/record.json", "--baseline", "base.json", "--json")
            #expect(record.status == 1 && record.errors == "")
            struct Answer: Decodable {
                struct Comparison: Decodable {
                    struct Difference: Decodable {
                        let kind: String
                        let before: Double?
                        let after: Double?
                        let change: Double?
                    }
                    let differences: [Difference]
                }
                let comparison: Comparison
                let updated: Bool
            }
            let answer = try JSONDecoder().decode(Answer.self, from: Data(record.output.utf8))
            let worse = answer.comparison.differences.filter { $0.kind == "worse" }
            #expect(!worse.isEmpty && !answer.updated)
            #expect(worse.allSatisfy { $0.change.map { abs($0) > 0 } ?? false })

            let update = try program.run("check", "experiment.yaml", "--baseline", "base.json", "--update")
            #expect(update.status == 0 && update.output.contains("worse"))
            #expect(try program.run("check", "experiment.yaml", "--baseline", "base.json").status == 0)
        }
    }

    @Test func aTrialThatIsGoneOrFailsIsStatusOneAndANewOneIsNot() throws {
        try withBaseline { program in
            let fewer = Self.experiment.replacing(", {fuzzy-c-means: {clusters: 2}}", with: "")
            try program.write(fewer, to: "experiment.yaml")
            let gone = try program.run("check", "experiment.yaml", "--baseline", "base.json")
            #expect(gone.status == 1 && gone.output.contains("missing  arrays   fuzzy-c-means  whole trial"))

            let impossible = Self.experiment.replacing("components: 2", with: "components: 20")
            try program.write(impossible, to: "experiment.yaml")
            let failed = try program.run("check", "experiment.yaml", "--baseline", "base.json")
            #expect(
                failed.status == 1 && failed.output.contains("fails now") && failed.output.contains("components is 20"))

            try program.write(Self.experiment.replacing("methods: [", with: "methods: [svd, "), to: "experiment.yaml")
            let added = try program.run("check", "experiment.yaml", "--baseline", "base.json")
            #expect(added.status == 0 && added.output.contains("new"))
        }
    }

    @Test func twoRecordsAreCompared() throws {
        try withBaseline { program in
            try program.write(TinyModels.arrays.replacing("pure: 3", with: "pure: 1"), to: "arrays.yaml")
            #expect(try program.run("validate", "experiment.yaml", "--report", "other").status == 0)
            let (first, second) = ("Reports/experiment/record.json", "other/record.json")
            let same = try program.run("compare", first, first, "--exact")
            #expect(same.status == 0 && same.output.contains("all within their tolerances"))
            let differing = try program.run("compare", first, second, "--markdown", "m.md")
            #expect(differing.status == 1 && differing.output.contains("worse"))
            #expect(program.exists("m.md"))
            // The other way round what was worse is better, and it differs all the same.
            let back = try program.run("compare", second, first)
            #expect(back.status == 1 && back.output.contains("better"))
        }
    }

    @Test func infoKnowsABaseline() throws {
        try withBaseline { program in
            let output = try program.run("info", "base.json").output
            #expect(
                output.contains("of the experiment experiment") && output.contains("3, 0 of them failed"), "\(output)")
            #expect(output.contains("twinbench "))
        }
    }

    @Test func aMetricThatDoesNotExistIsSaidWithTheNearest() throws {
        try withBaseline { program in
            let renamed = try text(program, "base.json").replacing("\"amari\"", with: "\"amary\"")
            try program.write(renamed, to: "renamed.json")
            let outcome = try program.run("check", "experiment.yaml", "--baseline", "renamed.json")
            #expect(outcome.status == 1)
            #expect(
                outcome.errors.contains("there is no metric \"amary\"; did you mean \"amari\"?"), "\(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count == 1)
        }
    }

    @Test func whatIsWrongIsOneLineAndStatusTwo() throws {
        try withBaseline { program in
            try program.write("{}", to: "broken.json")
            let (base, run) = ("base.json", "Reports/experiment/record.json")
            for (whole, name) in [(base, "base"), (run, "record")] {
                let text = try text(program, whole)
                try program.write(String(text.prefix(text.count / 2)), to: "cut-\(name).json")
                let other = text.replacing("\"schema\": 1", with: "\"schema\": 7")
                try program.write(other.replacing("\"schema\" : 1", with: "\"schema\" : 7"), to: "other-\(name).json")
            }
            for (arguments, part) in [
                (["check", "experiment.yaml", "--baseline", "nowhere.json"], "there is no such file"),
                (["check", "experiment.yaml", "--baseline", "broken.json"], "lacks the key schema"),
                (["check", "broken.json", "--baseline", "base.json"], "lacks the key schema"),
                (
                    ["check", "experiment.yaml", "--baseline", "base.json", "--junit", "no/j.xml"],
                    "folder does not exist"
                ),
                (["compare", "nowhere.json", base], "there is no such file"),
                (["compare", run, base], "is a baseline, not a record"),
                (["compare", run, "cut-record.json"], "is cut short"),
                (["compare", run, "other-record.json"], "is 7, but this version reads 1"),
                (["compare", run, "Reports"], "it is a folder"),
                (["compare", run, run, "--exat"], "did you mean --exact?"),
                (["check", run, "--baseline", run], "is a record, not a baseline"),
                (["check", run, "--baseline", "cut-base.json"], "is cut short"),
                (["check", run, "--baseline", "other-base.json"], "is 7, but this version reads 1"),
                (["check", "cut-record.json", "--baseline", base], "is cut short"),
                (["check", run, "--basline", base], "did you mean --baseline?"),
                (["info", "cut-record.json"], "is cut short"), (["info", "cut-base.json"], "is cut short"),
                (["info", "other-base.json"], "is 7, but this version reads 1"),
                (["info", "other-record.json"], "is 7, but this version reads 1"),
                (["info", base, "--jsn"], "did you mean --json?"),
            ] {
                let outcome = try program.run(arguments)
                #expect(outcome.status == 2, "\(arguments)")
                #expect(outcome.errors.contains(part), "\(arguments): \(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1)
            }
        }
    }
}
