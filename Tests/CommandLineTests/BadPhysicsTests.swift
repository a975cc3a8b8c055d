import FoundationEssentials
import Testing

/// Physics that a simulation can be asked for and should not be trusted: said on the terminal, in the record and on the page,
/// each with its figure.
@Suite struct BadPhysicsTests {
    /// Gold in a cube of 4 Å along [001], at full thickness after each of eight units of 4 Å.
    private static func model(_ settings: [(String, String)] = []) -> String {
        var keys = [
            "crystal": "gold.cif", "precession": "{angle: \"0 mrad\", azimuths: 1}",
            "discretization": "{grid: [48, 48], slices-per-unit: 2}", "stack": "{unit: \"0.4 nm\", units: 8}",
            "detector": "{pixels: [64, 64], half-width: \"16 nm^-1\"}",
            "instrument": "{energy: \"300 kV\", interaction: relativistic}",
        ]
        for (key, value) in settings { keys[key] = value }
        return "kind: thickness-series\nbeam: {zone: [0, 0, 1], up: [0, 1, 0]}\n"
            + keys.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    }

    private static func crystal(_ atoms: String) -> String {
        let cell = "_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n"
        let angles = ["alpha", "beta", "gamma"].map { "_cell_angle_\($0) 90\n" }.joined()
        let columns = ["type_symbol", "fract_x", "fract_y", "fract_z", "B_iso_or_equiv"]
        let group = "_symmetry_space_group_name_H-M 'P 1'\n"
        return "data_gold\n\(cell)\(angles)\(group)loop_\n" + columns.map { "_atom_site_\($0)\n" }.joined() + atoms
    }

    struct Doubtful: Sendable {
        let name: String
        let settings: [(String, String)]
        let words: [String]
    }

    static let doubtful = [
        // 0.01 · 4 Å.
        Doubtful(name: "overlap", settings: [("crystal", "overlap.cif")], words: ["overlap.cif", "0.04 Å apart"]),
        Doubtful(
            name: "thin", settings: [("discretization", "{grid: [48, 48], slices-per-unit: 1000}")],
            words: ["thinner than 0.005 nm"]),
        Doubtful(
            name: "tilt",
            settings: [
                ("precession", "{angle: \"100 mrad\", azimuths: 40}"), ("stack", "{unit: \"0.4 nm\", units: 30}"),
            ],
            words: ["parabolic propagator", "0.479 rad"]),  // π · 120 / 0.01968749 · 0.1⁴ / 4
        Doubtful(
            name: "coarse", settings: [("discretization", "{grid: [20, 20], slices-per-unit: 2}")],
            words: ["the band limit of 16.667 nm⁻¹", "finer discretization.grid"]),
        Doubtful(
            name: "lost",
            settings: [
                ("stack", "{unit: \"0.4 nm\", units: 60}"), ("discretization", "{grid: [20, 20], slices-per-unit: 2}"),
                ("detector", "{pixels: [64, 64], half-width: \"8 nm^-1\"}"),
            ],
            words: ["% of the incident beam is lost beyond the band limit"]),
        Doubtful(
            name: "azimuths", settings: [("precession", "{angle: \"50 mrad\", azimuths: 1}")],
            words: ["azimuths: 1", "11 are needed"]),  // 2π · 0.05 · 32 = 10.05
    ]

    @Test func whatIsDoubtfulIsSaidOnTheTerminalInTheRecordAndOnThePage() throws {
        try withProgram { program in
            try program.write(Self.crystal("Au 0 0 0 0.6\n"), to: "gold.cif")
            try program.write(Self.crystal("Au 0 0 0 0.6\nAu 0.01 0 0 0.6\n"), to: "overlap.cif")
            try program.write(Self.model(), to: "sound.yaml")
            #expect(try program.run("simulate", "sound.yaml", "-o", "sound.hspy").errors == "")
            var entries = "  - sound.yaml\n"
            for example in Self.doubtful {
                try program.write(Self.model(example.settings), to: "\(example.name).yaml")
                entries += "  - \(example.name).yaml\n"
                let outcome = try program.run("simulate", "\(example.name).yaml", "-o", "\(example.name).hspy")
                #expect(outcome.status == 0)
                for word in example.words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
            }
            try program.write(
                "question: Is it said?\ndatasets:\n\(entries)methods:\n  - svd: {components: 2}\n",
                to: "experiment.yaml")
            let run = try program.run("validate", "experiment.yaml", "--report", "out", "--json")
            #expect(run.status == 0, "\(run.errors)")
            struct Warned: Decodable { let warnings: [String] }
            let warnings = try JSONDecoder().decode(Warned.self, from: Data(run.output.utf8)).warnings
            let page = String(decoding: try program.bytes(of: "out/index.html"), as: UTF8.self)
            #expect(!warnings.contains { $0.hasPrefix("sound:") }, "\(warnings)")
            for example in Self.doubtful {
                let own = warnings.filter { $0.hasPrefix("\(example.name): ") }
                for word in example.words {
                    #expect(own.contains { $0.contains(word) }, "\(example.name): \(own)")
                    #expect(page.contains(word), "\(example.name): \(word)")
                }
            }
        }
    }

    @Test func whatCannotBeSimulatedIsRefused() throws {
        try withProgram { program in
            try program.write(Self.crystal(""), to: "empty.cif")
            try program.write(Self.crystal("Au 0 0 0 0.6\n"), to: "gold.cif")
            try program.write(Self.model(), to: "sound.yaml")
            for (setting, words) in [
                ("crystal=empty.cif", ["empty.cif", "atom"]),
                ("detector.half-width=40 nm^-1", ["half-width", "band limit", "finer"]),
                ("precession.angle=101 mrad", ["101 mrad", "0 to 100 mrad"]),
                ("stack.unit=0.4142135 nm", ["slices", "period"]),
            ] {
                let outcome = try program.run("simulate", "sound.yaml", "-o", "out.hspy", "--set", setting)
                #expect(outcome.status == 2 && !program.exists("out.hspy"), "\(setting)")
                for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
            }
        }
    }
}
