import FoundationEssentials
import Testing

/// What of record.json is looked at, read as anybody else would.
struct RecordedRun: Decodable {
    struct Dataset: Decodable {
        let name: String
        let cached: Bool
        let seconds: Double
    }
    struct Trial: Decodable {
        let dataset: String
        let method: String
        let outcome: String
        let reason: String?
        let seconds: Double
        let result: String?
    }
    struct Claim: Decodable {
        let id: String
        let verdict: String
        let because: String?
    }
    let schema: Int
    let datasets: [Dataset]
    let trials: [Trial]
    let claims: [Claim]

    /// What took time, as "method on dataset".
    var learned: Set<String> { Set(trials.filter { $0.seconds > 0 }.map { "\($0.method) on \($0.dataset)" }) }
}

@Suite struct ValidateTests {
    private func validate(_ program: Program, _ status: Int32 = 0) throws -> (RecordedRun, Program.Outcome) {
        let outcome = try program.run("validate", "experiment.yaml", "--report", "out", "--json")
        #expect(outcome.status == status, "\(outcome.errors)")
        return (try JSONDecoder().decode(RecordedRun.self, from: Data(outcome.output.utf8)), outcome)
    }

    @Test func aSecondRunDoesOnlyWhatChanged() throws {
        try withProgram { program in
            try program.write(TinyModels.experiment(), to: "experiment.yaml")
            let (first, _) = try validate(program)
            #expect(first.datasets.allSatisfy { !$0.cached })
            #expect(first.learned.isSuperset(of: ["nmf on arrays", "fuzzy-c-means on longer", "oracle on arrays"]))

            let (second, _) = try validate(program)
            #expect(second.datasets.allSatisfy { $0.cached && $0.seconds == 0 })
            #expect(second.learned == [])

            try program.write(TinyModels.experiment(starts: 3), to: "experiment.yaml")
            #expect(try validate(program).0.learned == ["fuzzy-c-means on arrays", "fuzzy-c-means on longer"])
        }
    }

    @Test func aFailedMethodIsARecordedTrialAndTheRestGoesOn() throws {
        try withProgram { program in
            try program.write(TinyModels.experiment(), to: "experiment.yaml")
            let (record, _) = try validate(program)
            let failed = record.trials.filter { $0.outcome == "failed" }
            #expect(failed.map(\.dataset) == ["arrays"])
            #expect(failed.first?.reason?.contains("components is 20") == true)
            #expect(failed.first?.result == nil && !program.exists("out/results/arrays--many.h5"))
            #expect(record.trials.count == 8)
            #expect(record.claims.map(\.verdict) == ["holds", "not-testable"])
            #expect(record.claims[1].because?.contains("components is 20") == true)
            #expect(program.exists("out/index.html"))
        }
    }

    @Test func anotherVerdictThanStatedIsStatusOneAndTheRecordIsWritten() throws {
        try withProgram { program in
            try program.write(TinyModels.experiment(bound: "at-least: 1"), to: "experiment.yaml")
            let (record, _) = try validate(program, 1)
            #expect(record.claims.map(\.verdict) == ["does-not-hold", "not-testable"])
            #expect(program.exists("out/record.json"))
        }
    }

    @Test func aDamagedCacheEntryIsSaidAndMadeAgain() throws {
        try withProgram { program in
            try program.write(TinyModels.experiment(), to: "experiment.yaml")
            _ = try validate(program)
            let data = try program.bytes(of: "out/data/arrays.hspy")
            let cache = program.folder.appending(path: "xdg/twinbench")
            let entries = try FileManager.default.subpathsOfDirectory(atPath: cache.path).filter {
                $0.split(separator: "/").count == 3 && !$0.hasSuffix(".sha256")
            }
            #expect(entries.count > 4)
            for (index, entry) in entries.enumerated() {
                var bytes = try Data(contentsOf: cache.appending(path: entry))
                if index % 2 == 0 { bytes.removeLast(bytes.count / 3) } else { bytes[bytes.count / 2] ^= 1 }
                try bytes.write(to: cache.appending(path: entry))
            }
            let (record, outcome) = try validate(program)
            #expect(record.datasets.allSatisfy { !$0.cached })
            #expect(outcome.errors.split(separator: "\n").count == entries.count)
            #expect(outcome.errors.contains("damaged"))
            #expect(try program.bytes(of: "out/data/arrays.hspy") == data)
            #expect(try validate(program).1.errors == "")
        }
    }

    @Test func whatAnExperimentSaysIsNoCommandToTheTerminal() throws {
        try withProgram { program in
            try program.write(
                TinyModels.experiment(bound: #"at-most: 0.01, under: "\e[2Jred""#), to: "experiment.yaml")
            let result = try program.run("validate", "experiment.yaml", "--report", "out")
            #expect(result.status == 0 && result.output.contains("[2Jred"), "\(result)")
            #expect(!result.output.contains("\u{1B}"))
        }
    }
}
