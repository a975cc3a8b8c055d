import Arrays
import Datasets
import Formats
import FoundationEssentials
import Testing

/// `try`, and `learn` with a method outside the program: shell scripts that copy what was made ready, or fail.
@Suite struct TryTests {
    private static let standard = """
        question: q
        datasets: [arrays.yaml]
        methods: [{nmf: {components: 2}}, {svd: {components: 2}}]
        """

    /// A method that hands in the true patterns and abundances.
    private func withTruth(_ body: (Program) throws -> Void) throws {
        try withProgram { program in
            try program.write(Self.standard, to: "standard.yaml")
            #expect(try program.run("simulate", "arrays.yaml", "-o", "arrays.hspy").status == 0)
            let data = try DatasetFile.read(program.folder.appending(path: "arrays.hspy"))
            let truth = try #require(data.truth)
            let ready = program.folder.appending(path: "ready")
            try FileManager.default.createDirectory(at: ready, withIntermediateDirectories: true)
            let patterns = truth.members.flatMap(\.pattern)
            try NumPyArray.write(
                patterns, shape: [2, data.shape.columnCount], to: ready.appending(path: "patterns.npy"))
            try NumPyArray.write(
                truth.abundances.elements, shape: [2, data.shape.rowCount], to: ready.appending(path: "maps.npy"))
            try program.write("name: truth\ncommand: [sh, -c, cp ready/* .]\nfiles: [ready]\n", to: "truth.yaml")
            try program.write(
                "name: broken\ncommand: [sh, -c, \"echo working; echo no idea >&2; exit 7\"]\n", to: "broken.yaml")
            try body(program)
        }
    }

    private struct Standings: Decodable {
        struct Dataset: Decodable {
            let failures: [String: String]
            let rows: [Row]
        }
        struct Row: Decodable {
            struct Metric: Decodable { let name: String }
            let metric: Metric
            let values: [String: Double]
            let ranks: [String: Int]
        }
        let method: String
        let methods: [String]
        let datasets: [Dataset]
    }

    @Test func theTruthStandsFirstInEveryRow() throws {
        try withTruth { program in
            let outcome = try program.run("try", "truth.yaml", "--on", "standard.yaml", "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let standings = try JSONDecoder().decode(Standings.self, from: Data(outcome.output.utf8))
            #expect(standings.method == "truth" && standings.methods.first == "truth")
            #expect(standings.methods.last == "oracle" && Set(standings.methods) == ["truth", "nmf", "svd", "oracle"])
            let rows = standings.datasets[0].rows
            #expect(rows.count > 15)
            for row in rows {
                // Only the singular values themselves are something that the truth does not come with.
                guard row.values["truth"] != nil else { continue }
                #expect(row.ranks["truth"] == 1, "\(row)")
                #expect(row.ranks["oracle"] == nil)
            }
            #expect(rows.first { $0.metric.name == "pattern-angle" }?.ranks["svd"] == 3)
            #expect(program.exists("Reports/try-truth/record.json"))
        }
    }

    @Test func theTableFitsATerminalAndMarksTheBest() throws {
        try withTruth { program in
            let outcome = try program.run("try", "truth.yaml", "--on", "standard.yaml", "--report", "page")
            #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 100 || $0.hasPrefix("page:") || $0.hasPrefix("record:") })
            let angle = try #require(lines.first { $0.hasPrefix("pattern-angle (deg) ↓") })
            let words = angle.split(separator: " ").dropFirst(3).map(String.init)
            #expect(words[0] == "0*" && words[1] == "1/3", "\(angle)")
            #expect(!words[3].hasSuffix("*") && words.last == "0", "\(angle)")
            #expect(lines.contains { $0.hasPrefix("Mean rank") })
            #expect(program.exists("page/index.html") && program.exists("page/record.json"))
        }
    }

    @Test func aMethodThatFailsIsInTheTableAndEndsWithThree() throws {
        try withTruth { program in
            let outcome = try program.run("try", "broken.yaml", "--on", "standard.yaml", "--report", "page")
            #expect(outcome.status == 3)
            #expect(outcome.output.contains("broken failed: ended with exit status 7: no idea"))
            let log = "page/results/arrays--broken.log"
            #expect(outcome.errors.contains("broken on arrays ended with exit status 7: no idea"))
            #expect(outcome.errors.contains(log) && outcome.errors.filter { $0 == "\n" }.count == 1)
            #expect(try program.bytes(of: log) == Data("working\nno idea\n".utf8))
            let page = String(decoding: try program.bytes(of: "page/index.html"), as: UTF8.self)
            #expect(page.contains("ended with exit status 7: no idea"))
        }
    }

    @Test func learnTakesSuchMethodsToo() throws {
        try withTruth { program in
            let good = try program.run("learn", "arrays.hspy", "--method", "truth.yaml", "-o", "good.h5")
            #expect(good.status == 0 && good.output.contains("2 sources"), "\(good.errors)")
            #expect(try program.run("evaluate", "good.h5", "--truth", "arrays.hspy").status == 0)
            let bad = try program.run("learn", "arrays.hspy", "--method", "broken.yaml", "-o", "bad.h5")
            #expect(
                bad.status == 3 && bad.errors.hasPrefix("twinbench: broken.yaml: broken on arrays"), "\(bad.errors)")
            #expect(bad.errors.contains("bad.h5.log") && !program.exists("bad.h5"))
        }
    }

    @Test(arguments: [
        (["missing.yaml", "--on", "standard.yaml"], "missing.yaml: no such file"),
        (["nmf", "--on", "standard.yaml"], "name it otherwise with --as"),
        (["nmff", "--on", "standard.yaml"], "did you mean \"nmf\"?"),
        (["truth.yaml", "--on", "nowhere.yaml"], "nowhere.yaml: no such file"),
        (["truth.yaml", "--on", "standard.yaml", "--as", "a/b"], "--as: METHOD.as: \"a/b\" cannot name a file"),
        (["lost.yaml", "--on", "standard.yaml"], "lost.yaml: files: \"nothing.py\" does not exist"),
    ])
    func badInputIsToldInOneLine(arguments: [String], message: String) throws {
        try withTruth { program in
            try program.write("name: lost\ncommand: [sh]\nfiles: [nothing.py]\n", to: "lost.yaml")
            let outcome = try program.run(["try"] + arguments)
            #expect(outcome.status == 2 && outcome.output == "", "\(outcome)")
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
        }
    }

    @Test func aBuiltInMethodCanBeTriedWithOtherOptions() throws {
        try withTruth { program in
            let outcome = try program.run(
                "try", "nmf", "--as", "nmf-3", "--set", "components=3", "--on", "standard.yaml", "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let standings = try JSONDecoder().decode(Standings.self, from: Data(outcome.output.utf8))
            #expect(Set(standings.methods) == ["nmf-3", "nmf", "svd", "oracle"])
        }
    }
}
