import FoundationEssentials
import TestSupport
import Testing

@Suite struct SchemaTests {
    /// The record and the baseline of an experiment with a failed trial, a sweep, seeds and a comparison of beams.
    private static let written = Result {
        try withTemporaryFolder { folder in
            let program = Program(folder: folder)
            try program.write(TinyModels.arrays, to: "arrays.yaml")
            try program.write(TinyModels.bicrystal(), to: "bicrystal.yaml")
            try program.write(
                TinyModels.experiment().replacing(
                    "  - arrays.yaml\n",
                    with: """
                          - arrays.yaml
                          - {model: bicrystal.yaml, as: azimuths, sweep: {precession.azimuths: [2, 3]}, reference: bicrystal}
                          - bicrystal.yaml
                          - {model: arrays.yaml, as: noisy, set: {counts: 100}, repeats: {seeds: [1, 2], held-out: [3]}}

                        """
                ) + """

                      - {id: T3, text: seeds, dataset: noisy, method: nmf, metric: map-rmse, at-most: 1, under: luck}
                    """, to: "experiment.yaml")
            _ = try program.run("check", "experiment.yaml", "--baseline", "base.json", "--update", "--report", "out")
            return [
                "record": try JSONTree(program.bytes(of: "out/record.json")),
                "baseline": try JSONTree(program.bytes(of: "base.json")),
            ]
        }
    }

    @Test(arguments: ["record", "baseline"])
    func whatIsWrittenIsDescribedByTheSchema(name: String) throws {
        let value = try #require(Self.written.get()[name])
        #expect(try JSONSchema.published(name, strict: true).faults(in: value) == [])
    }

    @Test func theBaselineInThisRepositoryIsDescribedByTheSchema() throws {
        let url = Reference.checkout.appending(path: "Validation/baselines/paper.json")
        let value = try JSONTree(Data(contentsOf: url))
        #expect(try JSONSchema.published("baseline", strict: true).faults(in: value) == [])
    }

    @Test(arguments: [
        ("record", "schema", JSONTree.number(2)), ("record", "trials", nil), ("record", "versions/twinbench", nil),
        ("record", "datasets/0/digest", .string("not hexadecimal")), ("record", "datasets/0/cached", .string("yes")),
        ("record", "methods/0/name", .string("")), ("record", "metrics/0/direction", .string("up")),
        ("record", "trials/0/outcome", .string("unsure")), ("record", "trials/0/seed", .number(-1)),
        ("record", "trials/0/seed", .number(1.5)), ("record", "trials/0/result", nil),
        ("record", "trials/0/scores/0", .object(["metric": .string("map-rmse")])),
        ("record", "trials/0/scores/0/value", .string("0.5")), ("record", "trials/0/outcome", .string("failed")),
        ("record", "claims/0/verdict", .string("perhaps")),
        ("record", "claims/2/spread/kept", .number(-1)), ("record", "claims/2/heldOutSpread/seeds", nil),
        ("record", "machine/started", .string("yesterday")),
        ("baseline", "tolerances/0/reason", nil), ("baseline", "tolerances/0/reason", .string("")),
        ("baseline", "tolerances/0/absolute", .number(-1)), ("baseline", "trials/0/scores", nil),
        ("baseline", "trials/0/scores/amari", .string("0")),
        ("baseline", "trials/0/scores/map-rmse/A", .bool(true)), ("baseline", "experiment", nil),
    ])
    func whatIsBrokenIsRefused(name: String, path: String, value: JSONTree?) throws {
        let sound = try #require(Self.written.get()[name])
        let broken = sound.changing(path.split(separator: "/").map(String.init)) { _ in value }
        #expect(broken != sound, "\(path) is not there")
        #expect(try !JSONSchema.published(name, strict: false).faults(in: broken).isEmpty, "\(path)")
    }

    @Test func aKeyThatIsNotDescribedIsAFaultOfOursAndNoneOfOthers() throws {
        let sound = try #require(Self.written.get()["record"])
        let grown = sound.changing(["trials", "0", "colour"]) { _ in .string("blue") }
        #expect(try JSONSchema.published("record", strict: false).faults(in: grown) == [])
        #expect(
            try JSONSchema.published("record", strict: true).faults(in: grown) == ["/trials/0/colour: is not described"]
        )
    }
}
