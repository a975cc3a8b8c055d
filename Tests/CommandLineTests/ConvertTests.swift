import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// `twinbench convert` as users call it; what the formats keep is tested in FormatsTests.
@Suite struct ConvertTests {
    private func read(_ program: Program, _ name: String) throws -> Dataset {
        try DatasetFile.read(program.folder.appending(path: name))
    }

    private func values(_ program: Program, _ name: String) throws -> [Float] {
        try read(program, name).observations.matrix().elements
    }

    private func convert(_ program: Program, _ command: String) throws -> Program.Outcome {
        try program.run(["convert"] + command.split(separator: " ").map(String.init))
    }

    @Test func numbersSurviveTheWayThroughArrays() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            for step in ["data.hspy a.npy", "a.npy b.hspy", "data.hspy c.h5"] {
                let outcome = try convert(program, step)
                #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
                #expect(outcome.output.contains("1 × 7 × 64 × 64, uint16"), "\(outcome.output)")
            }
            let (before, after) = (try read(program, "data.hspy"), try read(program, "b.hspy"))
            #expect(try values(program, "data.hspy") == values(program, "b.hspy"))
            #expect(after.calibration.detectorX == before.calibration.detectorX && after.truth == nil)
            #expect(try read(program, "c.h5").truth?.members.count == 2)
        }
    }

    @Test func eightBitsCostWhatIsSaid() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            let outcome = try convert(program, "data.hspy a.blo --json")
            struct Summary: Decodable {
                let notes: [String]
                let storage: String
                let scale, largestRoundingError: Double
            }
            let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
            #expect(summary.storage == "uint8" && !summary.notes.isEmpty)
            #expect(try convert(program, "a.blo b.hspy").status == 0)
            let errors = zip(try values(program, "data.hspy"), try values(program, "b.hspy")).map {
                abs(Double($0) - Double($1) / summary.scale)
            }
            let largest = errors.max() ?? .infinity
            #expect(largest > 0 && largest <= summary.largestRoundingError * (1 + 1e-6))
        }
    }

    /// A spot that wanders by known steps, on 48 × 40 pixels.
    @Test func theDirectBeamIsMovedToTheCentre() throws {
        try withProgram { program in
            var values: [Float] = []
            for step in 0..<6 {
                let (placeY, placeX) = (22 + 0.7 * Double(step), 21.3 - 0.9 * Double(step))
                for pixel in 0..<48 * 40 {
                    let (dy, dx) = (Double(pixel / 40) - placeY, Double(pixel % 40) - placeX)
                    let square = dy * dy + dx * dx
                    values.append(Float(1000 / (1 + square * square / 16)))
                }
            }
            try NumPyArray.write(values, shape: [6, 48, 40], to: program.folder.appending(path: "scan.npy"))
            let outcome = try convert(program, "scan.npy moved.hspy --scan 2x3 --align --beam-radius 6px")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(
                outcome.output.contains("patterns were moved by") && outcome.output.contains("2 × 3 × 48 × 40, float32")
            )
            let moved = try read(program, "moved.hspy")
            #expect(moved.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 48, detectorX: 40))
            let matrix = try moved.observations.matrix()
            for row in 0..<6 {
                // The centre of mass near the centre: the spot is symmetric about it.
                var (sum, y, x) = (0.0, 0.0, 0.0)
                for v in -4...4 {
                    for u in -4...4 {
                        let value = Double(matrix[row, (24 + v) * 40 + 20 + u])
                        (sum, y, x) = (sum + value, y + value * Double(v), x + value * Double(u))
                    }
                }
                #expect(abs(y / sum) < 0.05 && abs(x / sum) < 0.05, "pattern \(row)")
            }
        }
    }

    @Test func whatMethodsMustNotSeeCanBeLeftOut() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            #expect(try convert(program, "data.hspy blind.hspy --blind").status == 0)
            let blind = try read(program, "blind.hspy")
            #expect(blind.truth == nil && blind.beams == nil && blind.provenance.model.isEmpty)
            #expect(try values(program, "blind.hspy") == values(program, "data.hspy"))
        }
    }

    @Test func whatCannotBeConvertedIsOneLineAndLeavesNothing() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
            #expect(try convert(program, "data.hspy whole.blo").status == 0)
            #expect(try convert(program, "data.hspy four.npy").status == 0)
            for name in ["whole.blo", "data.hspy", "four.npy"] {
                let bytes = try program.bytes(of: name)
                try bytes.prefix(bytes.count * 2 / 3).write(to: program.folder.appending(path: "cut-\(name)"))
            }
            try NumPyArray.write(
                [Float](repeating: 1, count: 7 * 64), shape: [7, 8, 8], to: program.folder.appending(path: "stack.npy"))
            let cases = [
                ("data.hspy out.tif", "out.tif"), ("data.hspy out", ".hspy"), ("data.hspy data.hspy", "overwrite"),
                ("none.blo out.hspy", "no such file"), ("arrays.yaml out.hspy", "arrays.yaml"),
                ("data.hspy no/out.hspy", "folder does not exist"), ("cut-whole.blo out.hspy", "cut-whole.blo"),
                ("cut-data.hspy out.npy", "cut-data.hspy"), ("cut-four.npy out.hspy", "cut-four.npy"),
                ("stack.npy out.hspy --scan 2x4", "stack.npy"), ("stack.npy out.hspy --scan 7", "30x60"),
                ("stack.npy out.hspy --align --beam-radius 8", "px"), ("stack.npy out.mib", "out.mib"),
                ("data.hspy out.hspy --scn 3x3", "did you mean --scan?"),
            ]
            let before = program.listing()
            for (command, part) in cases {
                let outcome = try convert(program, command)
                #expect(outcome.status == 2 && outcome.output.isEmpty, "\(command): \(outcome.output)")
                #expect(outcome.errors.contains(part), "\(command): \(outcome.errors)")
                #expect(outcome.errors.dropLast().allSatisfy { !$0.isNewline }, "\(command): \(outcome.errors)")
                #expect(program.listing() == before, "\(command)")
            }
        }
    }
}
