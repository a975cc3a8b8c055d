import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// What users do wrong: one line that names the place and the mend, status 2, and nothing left behind.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let command: String
        let parts: [String]
        var testDescription: String { command }

        init(_ command: String, _ parts: String...) {
            self.command = command
            self.parts = parts
        }
    }

    static let usage = [
        Case("learn data.hspy --methd nmf -o out.h5", "--methd", "did you mean --method?"),
        Case("simlate arrays.yaml", "no command \"simlate\"", "did you mean simulate?"),
        Case("simulate", "simulate", "--help"),
        Case("simulate arrays.yaml -o out.hspy --threads 0", "--threads", "1 to 1024"),
        Case("list mehtods", "methods"),
    ]

    static let models = [
        Case("simulate nothing.yaml -o out.hspy", "nothing.yaml", "no such file"),
        Case("simulate arrays.yaml -o out.hspy --set scan.pur=3", "scan.pur", "did you mean \"pure\"?"),
        Case("simulate bicrystal.yaml -o out.hspy --set precession.angle=10", "precession.angle", "no unit", "mrad"),
        Case("simulate bicrystal.yaml -o out.hspy --set stack.unit=-1_nm", "stack.unit", "positive length"),
        Case("simulate bicrystal.yaml -o out.hspy --set precession.angle=101_mrad", "101 mrad", "0 to 100 mrad"),
        Case("simulate bicrystal.yaml -o out.hspy --set crystal=cellless.cif", "cellless.cif", "_cell_length_a"),
        Case("simulate bicrystal.yaml -o out.hspy --set crystal=none.cif", "none.cif", "correct the path"),
        Case("simulate arrays.yaml -o nowhere/out.hspy", "nowhere/out.hspy", "folder does not exist"),
        Case("simulate arrays.yaml -o arrays.yaml/out.hspy", "arrays.yaml/out.hspy", "is a file, not a folder"),
        Case("simulate arrays.yaml -o folder", "folder", "choose another name"),
        Case("simulate arrays.yaml -o arrays.yaml", "arrays.yaml", "overwrite"),
        Case("simulate bicrystal.yaml -o out.hspy --cache arrays.yaml/c", "arrays.yaml/c", "--cache"),
        Case(
            "simulate bicrystal.yaml -o out.hspy --set beam.up=[0,0,1]", "bicrystal.yaml", "beam.up",
            "not perpendicular"),
        Case("simulate bicrystal.yaml -o out.hspy --set detector.half-width=40_nm^-1", "bicrystal.yaml", "band limit"),
        Case("simulate folder -o out.hspy", "folder", "is not a file"),
        Case("simulate arrays.yaml -o out.blo", "--output", "out.blo", "twinbench convert"),
        Case(
            "simulate bicrystal.yaml -o out.hspy --set illumination.semi-angle=60_mrad", "illumination.semi-angle",
            "smaller angle"),
        Case("simulate bicrystal.yaml -o out.hspy --set stack.unit=3.7_nm", "slices-per-unit", "unit: \"1.87"),
        Case("info \(TinyModels.crystal) --energy 200", "--energy", "no unit"),
    ]

    static let learning = [
        Case("learn data.hspy --method nfm -o out.h5", "--method", "\"nfm\"", "did you mean \"nmf\"?"),
        Case("learn data.hspy --method nmf --set component=3 -o out.h5", "component", "did you mean \"components\"?"),
        Case(
            "learn data.hspy --method nmf --set components=10 -o out.h5", "data.hspy", "components is 10", "at most 9"),
        Case("learn data.hspy --method nmf -o data.hspy", "data.hspy", "overwrite"),
        Case("learn nan.hspy --method nmf -o out.h5", "nan.hspy", "position 1", "not finite"),
        Case("learn cut.hspy --method nmf -o out.h5", "cut.hspy", "make it again"),
        Case("learn none.hspy --method nmf -o out.h5", "none.hspy", "no such file"),
        Case("learn folder --method nmf -o out.h5", "folder", "choose a .hspy"),
        Case("learn data.hspy --method nmf -o arrays.yaml/out.h5", "arrays.yaml/out.h5", "not a folder"),
    ]

    static let scores = [
        Case("evaluate cut.h5 --truth data.hspy", "cut.h5", "make it again"),
        Case("evaluate result.h5 --truth longer.hspy", "result.h5", "shape of", "learn again"),
        Case("evaluate folder --truth data.hspy", "patterns.npy", "no such file"),
        Case("evaluate misshapen --truth data.hspy", "misshapen/maps.npy", "[2, 8]", "sources × 9"),
        Case("evaluate data.hspy --truth data.hspy", "data.hspy", "no result file"),
        Case("report arrays.yaml", "arrays.yaml", "twinbench validate"),
        Case("report none.json", "none.json", "no such file"),
        Case("info none.cif", "none.cif", "no such file"),
        Case("info data.hspy --energie=1", "--energie", "did you mean --energy?"),
        Case("validate lostdata.yaml --report out", "lostdata.yaml", "\"arays\"", "did you mean \"arrays\"?"),
        Case("validate lostmetric.yaml --report out", "lostmetric.yaml", "\"map-rms\"", "did you mean \"map-rmse\"?"),
        Case("validate lostmethod.yaml --report out", "lostmethod.yaml", "\"nfm\"", "did you mean \"nmf\"?"),
        Case("validate oracle.yaml --report out", "oracle.yaml", "\"oracle\"", "as:"),
        Case("validate experiment.yaml --report arrays.yaml/out", "arrays.yaml/out", "cannot be made"),
    ]

    @Test func everyMistakeIsOneLineWithPlaceAndMendAndLeavesNothing() throws {
        try withProgram { program in
            try prepare(program)
            let before = program.listing()
            for mistake in Self.usage + Self.models + Self.learning + Self.scores {
                let words = mistake.command.split(separator: " ").map { String($0.replacing("_", with: " ")) }
                let outcome = try program.run(words)
                #expect(outcome.status == 2, "\(mistake.command)")
                #expect(outcome.output.isEmpty, "\(mistake.command)")
                #expect(outcome.errors.hasSuffix("\n") && outcome.errors.dropLast().allSatisfy { !$0.isNewline })
                for part in mistake.parts {
                    #expect(outcome.errors.contains(part), "\(mistake.command): \(outcome.errors)")
                }
                #expect(program.listing() == before, "\(mistake.command)")
            }
        }
    }

    /// Files of every kind, whole and broken.
    private func prepare(_ program: Program) throws {
        let files = FileManager.default
        try files.createDirectory(at: program.folder.appending(path: "folder"), withIntermediateDirectories: false)
        #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
        #expect(try program.run("simulate", "arrays.yaml", "-o", "longer.hspy", "--set", "scan.pure=5").status == 0)
        #expect(try program.run("learn", "data.hspy", "--method", "nmf", "-o", "result.h5").status == 0)
        for (whole, cut) in [("data.hspy", "cut.hspy"), ("result.h5", "cut.h5")] {
            let bytes = try program.bytes(of: whole)
            try bytes.prefix(bytes.count / 2).write(to: program.folder.appending(path: cut))
        }
        try program.write("data_X\n_symmetry_space_group_name_H-M 'P 1'\n", to: "cellless.cif")
        let experiment = TinyModels.experiment()
        try program.write(experiment, to: "experiment.yaml")
        try program.write(experiment.replacing("dataset: arrays", with: "dataset: arays"), to: "lostdata.yaml")
        try program.write(
            experiment.replacing("map-rmse, at-most: 0.01", with: "map-rms, at-most: 1"), to: "lostmetric.yaml")
        try program.write(
            experiment.replacing("nmf: {components: 2}", with: "nfm: {components: 2}\n    as: nmf"),
            to: "lostmethod.yaml")
        try program.write(
            experiment.replacing("as: many", with: "as: oracle").replacing("method: many", with: "method: oracle"),
            to: "oracle.yaml")
        try writeNaN(program)
        let folder = program.folder.appending(path: "misshapen")
        try files.createDirectory(at: folder, withIntermediateDirectories: false)
        try NumPyArray.write(
            [Double](repeating: 1, count: 8192), shape: [2, 4096], to: folder.appending(path: "patterns.npy"))
        try NumPyArray.write(
            [Double](repeating: 1, count: 16), shape: [2, 8], to: folder.appending(path: "maps.npy"))
    }

    /// A dataset as others make them: without truth, and with a pixel that is NaN.
    private func writeNaN(_ program: Program) throws {
        let data = try DatasetFile.read(program.folder.appending(path: "data.hspy"))
        var values = try data.observations.matrix()
        values[1, 7] = .nan
        try DatasetFile.write(
            Dataset(
                name: "nan", observations: InMemoryRows(shape: data.shape, values: values), storage: .float32,
                calibration: data.calibration, truth: nil, beams: nil, provenance: data.provenance),
            to: program.folder.appending(path: "nan.hspy"))
    }
}
