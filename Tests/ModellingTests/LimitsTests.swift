import FoundationEssentials
import Modelling
import TestSupport
import Testing

@Suite struct LimitsTests {
    /// Nine lists, each of nine aliases of the one before: 9⁹ values.
    static let bomb: String = {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for level in 1...9 {
            lines.append(
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]")
        }
        return lines.joined(separator: "\n")
    }()

    @Test(arguments: [
        "", "\n? *a9\n: 1", "\n*a9 : 1", "\nb: {*a9 : 1}", "\nb: {*a9, c}", "\n[*a9] : 1", "\n? [*a9]\n: 1",
    ])
    func anAliasBombIsRefusedQuickly(_ ending: String) {
        let time = processorSeconds {
            let error = #expect(throws: ModelError.self) {
                try DatasetModel(text: Self.bomb + ending, file: "bomb.yaml")
            }
            let line = error?.description ?? ""
            #expect(line.hasPrefix("bomb.yaml") && (line.contains("aliases") || line.contains("alias")), "\(line)")
        }
        #expect(time < 5)
    }

    @Test(arguments: [40, 900, 100_000]) func deepNestingIsRefused(_ depth: Int) {
        for text in [
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
            String(repeating: "- ", count: depth) + "x",
        ] {
            #expect(throws: ModelError.self) { try DatasetModel(text: text, file: "deep.yaml") }
        }
    }

    @Test func aLargeFileIsRefusedUnread() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "large.yaml")
            try Data(repeating: UInt8(ascii: "#"), count: (1 << 20) + 1).write(to: file)
            let error = #expect(throws: ModelError.self) { try DatasetModel(file: file.path) }
            #expect(error?.description.contains("1048577 bytes") == true, "\(error?.description ?? "")")
        }
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "binary.yaml")
            try Data([0x6b, 0xff, 0xfe, 0x00]).write(to: file)
            let error = #expect(throws: ModelError.self) { try DatasetModel(file: file.path) }
            #expect(error?.description.contains("UTF-8") == true)
        }
    }

    @Test func manyAliasesOfTextAreFine() throws {
        let text = DefaultsTests.least + "\ntitle: &t \"again\"\nseed: 1\ndebye-waller: {"
        let elements = [
            "B", "C", "N", "O", "F", "P", "S", "K", "V", "I", "W", "U", "Y", "H", "He", "Li", "Be", "Ne", "Na", "Mg",
            "Al", "Si", "Cl", "Ar", "Ca", "Sc", "Ti", "Cr", "Mn", "Fe", "Co", "Ni",
        ]
        let factors = "Ga: &b \"0.5 Å^2\", " + elements.map { "\($0): *b" }.joined(separator: ", ") + "}"
        guard case .factors(let found) = try DefaultsTests.bicrystal(text + factors).debyeWaller else { return }
        #expect(found.count == elements.count + 1)
    }

    // A guard against structured keys must not stumble over text that looks like one.
    @Test func bracketsBeforeAColonInACommentOrTextAreFine() throws {
        let text = "# beam [311]: the default\n" + DefaultsTests.least + "\ntitle: \"[311]: *not* an alias\""
        #expect(try DatasetModel(text: text, file: "model.yaml").title == "[311]: *not* an alias")
    }

    @Test func anchorsAndMergeKeysWork() throws {
        let text = """
            kind: line-scan-bicrystal
            crystal: GaAs.cif
            twin: &twin {axis: [1, -1, 1], angle: "180 deg"}
            beam: {zone: [3, 1, 1], up: [0, -1, 1]}
            stack: {<<: {unit: "1 nm", units: 3}, unit: "3.74997 nm", units: 15}
            """
        #expect(try DefaultsTests.bicrystal(text) == DefaultsTests.bicrystal(DefaultsTests.least))
    }
}
