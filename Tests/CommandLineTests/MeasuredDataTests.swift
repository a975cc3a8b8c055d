import FoundationEssentials
import TestSupport
import Testing

/// An experiment with data that the user brings, beside simulated ones.
@Suite struct MeasuredDataTests {
    private func experiment(_ entry: String) -> String {
        """
        question: What is in it?
        datasets:
          - {file: scan.npy, as: scan, title: My scan, beside: arrays\(entry)}
          - arrays.yaml
        methods: [{svd: {components: 4}}, {nmf: {components: 2}}]
        """
    }

    /// scan.npy: the patterns of arrays.yaml without anything else; returns its digest.
    private func prepare(_ program: Program) throws -> String {
        #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
        #expect(try program.run("convert", "data.hspy", "scan.npy").status == 0)
        try program.write(experiment(""), to: "first.yaml")
        #expect(try program.run("validate", "first.yaml", "--report", "first").status == 0)
        let record = try JSONTree(program.bytes(of: "first/record.json"))
        let model = try #require(record["datasets"]?["0"]?["model"])
        guard case .string(let text) = model else { return "" }
        return String(try #require(text.firstMatch(of: /[0-9a-f]{64}/)).output)
    }

    @Test func theRecordHoldsWhatNeedsNoTruthAndIsDescribedByTheSchema() throws {
        try withProgram { program in
            let digest = try prepare(program)
            try program.write(experiment(", sha256: \(digest), source: somewhere"), to: "second.yaml")
            let outcome = try program.run("validate", "second.yaml", "--report", "out")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let record = try JSONTree(program.bytes(of: "out/record.json"))
            #expect(try JSONSchema.published("record", strict: true).faults(in: record) == [])
            #expect(record["datasets"]?["0"]?["beside"] == .string("arrays"))
            #expect(record["datasets"]?["1"]?["beside"] == nil)
            guard case .array(let trials)? = record["trials"] else { throw NoTrials() }
            // Nobody can unmix measured data with true patterns: the oracle has run on the other dataset only.
            let names = trials.map { [$0["dataset"], $0["method"]] }
            #expect(names.count == 5 && !names.contains([.string("scan"), .string("oracle")]))
            guard case .array(let scores)? = trials[1]["scores"] else { throw NoTrials() }
            let metrics = scores.compactMap { $0["metric"] }
            #expect(metrics.contains(.string("reconstruction-error")) && !metrics.contains(.string("map-rmse")))
        }
    }

    @Test func thePageHasThePartOnDataWithoutTruth() throws {
        try withProgram { program in
            _ = try prepare(program)
            let page = String(decoding: try program.bytes(of: "first/index.html"), as: UTF8.self)
            let part = try #require(page.firstRange(of: "<h2 id=\"measured\">Data without truth</h2>"))
            let rest = page[part.upperBound...]
            let text = String(rest[..<(rest.firstRange(of: "<h2 ")?.lowerBound ?? rest.endIndex)])
            for phrase in [
                "My scan", "truth unknown", "arrays, simulated", "Scree.", "Reconstruction error", "Pattern 1 that",
                "Only scores that need no truth",
            ] {
                #expect(text.contains(phrase), "\(phrase)")
            }
            // Both datasets are drawn for both methods.
            #expect(text.ranges(of: "Pattern 1 that").count == 4)
            #expect(!text.contains("Map RMSE"))
        }
    }

    @Test(arguments: [
        (", sha256: \(String(repeating: "0", count: 64))", "sha256: the file has"),
        (", sha256: abc", "no SHA-256 digest"),
        (", scan: 3x4", "scan.npy"), (", scan: nine", "30x60"), (", algn: true", "did you mean \"align\"?"),
        (", ellipticity: {stretch: 5 %}", "axis"), (", ellipticity: {stretch: 500 %, axis: 0 deg}", "0 to 100 %"),
        (", rotation: 5", "no unit"), (", rotation: 500 deg", "-360 to 360 deg"),
    ])
    func aWrongEntryIsOneLineBeforeAnythingRuns(entry: String, part: String) throws {
        try withProgram { program in
            _ = try prepare(program)
            try program.write(experiment(entry), to: "wrong.yaml")
            let outcome = try program.run("validate", "wrong.yaml", "--report", "out")
            #expect(outcome.status == 2 && outcome.errors.contains(part), "\(outcome.errors)")
            #expect(outcome.errors.dropLast().allSatisfy { !$0.isNewline })
            #expect(!program.exists("out/record.json"))
        }
    }

    @Test func aMissingFileIsNamedWithWhereToGetIt() throws {
        try withProgram { program in
            try program.write(experiment(", source: the archive"), to: "missing.yaml")
            let outcome = try program.run("validate", "missing.yaml", "--report", "out")
            #expect(outcome.status == 2 && outcome.errors.contains("get it from the archive"), "\(outcome.errors)")
        }
    }

    private struct NoTrials: Error {}
}
