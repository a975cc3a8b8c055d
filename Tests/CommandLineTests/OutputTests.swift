import FoundationEssentials
import TestSupport
import Testing

@Suite struct OutputTests {
    private func requireJSON(_ outcome: Program.Outcome) throws {
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        _ = try JSONDecoder().decode(AnyJSON.self, from: Data(outcome.output.utf8))
    }

    /// Any JSON value that is an array or an object.
    private enum AnyJSON: Decodable {
        case object, array
        init(from decoder: any Decoder) throws {
            self = (try? decoder.unkeyedContainer()) != nil ? .array : .object
            if case .object = self {
                struct Key: CodingKey {
                    let stringValue: String
                    var intValue: Int? { nil }
                    init(stringValue: String) { self.stringValue = stringValue }
                    init?(intValue: Int) { nil }
                }
                _ = try decoder.container(keyedBy: Key.self)
            }
        }
    }

    @Test func everyCommandPrintsNothingButJSONWhenAsked() throws {
        try withProgram { program in
            try program.write("question: q\ndatasets: [arrays.yaml]\nmethods: [nmf]\n", to: "experiment.yaml")
            let commands = [
                "simulate arrays.yaml -o data.hspy", "simulate bicrystal.yaml -o beams.hspy",
                "learn data.hspy --method fuzzy-c-means -o result.h5", "evaluate result.h5 --truth data.hspy",
                "validate experiment.yaml --report out", "report out/record.json", "list methods", "list metrics",
                "list models --folder .", "info data.hspy", "info result.h5", "info arrays.yaml",
                "info out/record.json", "info \(TinyModels.crystal)",
            ]
            for command in commands {
                let outcome = try program.run(command.split(separator: " ").map(String.init) + ["--json"])
                try requireJSON(outcome)
            }
        }
    }

    @Test func whatIsPipedHoldsNoControlCharacters() throws {
        try withProgram { program in
            try program.write(TinyModels.experiment(), to: "experiment.yaml")
            for command in ["simulate bicrystal.yaml -o data.hspy", "validate experiment.yaml --report out"] {
                let outcome = try program.run(command.split(separator: " ").map(String.init))
                #expect(outcome.status == 0)
                #expect(outcome.errors == "")
                #expect(outcome.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 })
            }
        }
    }

    @Test func theSameCommandGivesTheSameBytesOnAnyNumberOfThreads() throws {
        try withProgram { program in
            for (run, threads) in [("a", "1"), ("b", "2"), ("c", "2")] {
                let options = ["--threads", threads, "--cache", "cache-\(run)"]
                for model in ["arrays", "bicrystal"] {
                    let name = "\(model)-\(run)"
                    #expect(try program.run(["simulate", "\(model).yaml", "-o", "\(name).hspy"] + options).status == 0)
                    for method in ["nmf", "fuzzy-c-means", "svd"] {
                        let words = ["learn", "\(name).hspy", "--method", method, "-o", "\(name)-\(method).h5"]
                        #expect(try program.run(words + options).status == 0)
                    }
                }
            }
            for file in [
                "arrays-a.hspy", "bicrystal-a.hspy", "bicrystal-a-nmf.h5", "bicrystal-a-fuzzy-c-means.h5",
                "arrays-a-svd.h5",
            ] {
                for other in ["-b", "-c"] {
                    let same = try program.bytes(of: file) == program.bytes(of: file.replacing("-a", with: other))
                    #expect(same, "\(file) and \(other)")
                }
            }
        }
    }

    @Test func theCacheLiesWhereItIsTold() throws {
        try withProgram { program in
            let inEnvironment = try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy")
            #expect(inEnvironment.status == 0 && program.exists("xdg/twinbench/beams"))
            let asTold = try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy", "--cache", "mine")
            #expect(asTold.status == 0 && program.exists("mine/beams"))
        }
    }

    @Test func infoTellsEveryKindOfFileApart() throws {
        try withProgram { program in
            try program.write("question: q\ndatasets: [arrays.yaml]\nmethods: [nmf]\n", to: "experiment.yaml")
            try program.write("nmf: {components: 3}\n", to: "method.yaml")
            try program.write("Dear diary,\n", to: "letter.txt")
            #expect(try program.run("validate", "experiment.yaml", "--report", "out").status == 0)
            let kinds = [
                (TinyModels.crystal, "crystal"), ("arrays.yaml", "model"), ("experiment.yaml", "experiment"),
                ("method.yaml", "method"), ("out/data/arrays.hspy", "dataset"),
                ("out/results/arrays--nmf.h5", "result"),
                ("out/record.json", "record"), ("letter.txt", "file"), ("out", "folder"),
                (Reference.url("learning/inputs_a_fig5.W.npy").path, "array"),
            ]
            for (file, kind) in kinds {
                let outcome = try program.run("info", file)
                #expect(outcome.status == 0, "\(file): \(outcome.errors)")
                #expect(outcome.output.hasPrefix(kind + " "), "\(file): \(outcome.output)")
            }
        }
    }
}
