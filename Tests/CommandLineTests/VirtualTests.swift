import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// `twinbench virtual` as users call it; sums and names are tested in DetectionTests, files in FormatsTests.
@Suite struct VirtualTests {
    private struct Summary: Decodable {
        struct Image: Decodable {
            let name, kind: String
            let discs, pixels: Int
            let smallest, largest, mean: Double
        }
        let shape: [Int]
        let images: [Image]
    }

    private func virtual(_ program: Program, _ arguments: String...) throws -> Program.Outcome {
        try program.run(["virtual"] + arguments)
    }

    @Test func withoutOptionsBrightFieldAndADarkFieldForEachCrystalAreMade() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
            let outcome = try virtual(program, "data.hspy", "-o", "images.h5", "--json")
            #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
            let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
            #expect(summary.shape == [1, 9] && summary.images.map(\.name) == ["bright field", "A", "B"])
            let images = try VirtualImageFile.read(program.folder.appending(path: "images.h5"))
            #expect(images.images.map(\.aperture.name) == summary.images.map(\.name))
            // Noise-free arrays without background: what A's own reflections show is A's abundance.
            let dataset = try DatasetFile.read(program.folder.appending(path: "data.hspy"))
            let abundances = try #require(dataset.truth).abundances
            for member in 0..<2 {
                let image = images.images[1 + member].values
                let largest = try #require(image.max())
                for (value, share) in zip(image, abundances.row(member)) {
                    #expect(abs(value / largest - share) < 1e-3)
                }
            }
        }
    }

    @Test func aperturesInPixelsAndInReciprocalLengthAreTheSamePlace() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            // ±4 nm⁻¹ on 64 pixels: 0.125 nm⁻¹ a pixel, the direct beam at pixel 32.
            let places = [
                "32, 32, 3.3 px", "0, 0, 0.4125 nm^-1", "0,0,0.04125 A^-1", "1,-0.5,0.4125 nm^-1", "40,28,3.3px",
            ]
            let outcome = try program.run(
                ["virtual", "data.hspy", "-o", "images.npy", "--bright-field", "--radius", "3.3 px"]
                    + places.flatMap { ["--aperture", $0] })
            #expect(outcome.status == 0, "\(outcome.errors)")
            let array = try NumPyArray(contentsOf: program.folder.appending(path: "images.npy"))
            #expect(array.shape == [6, 1, 7])
            let rows = (0..<6).map { Array(array.values[7 * $0..<7 * $0 + 7]) }
            #expect(rows[0] == rows[1] && rows[1] == rows[2] && rows[2] == rows[3] && rows[4] == rows[5])
            #expect(rows[0] != rows[4] && rows[0].allSatisfy { $0 > 0 })
        }
    }

    @Test func measuredDataHaveAperturesByPlaceAlone() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "arrays.yaml", "-o", "data.hspy").status == 0)
            #expect(try program.run("convert", "data.hspy", "scan.blo").status == 0)
            let outcome = try virtual(
                program, "scan.blo", "-o", "images.png", "--bright-field", "--radius", "4 px", "--aperture",
                "40,40,3 px")
            #expect(outcome.status == 0 && program.exists("images.png"), "\(outcome.errors)")
            #expect(outcome.output.contains("2 images of 1 × 9 positions"), "\(outcome.output)")
        }
    }

    @Test func whatCannotBeImagedIsOneLineAndLeavesNothing() throws {
        try withProgram { program in
            #expect(try program.run("simulate", "bicrystal.yaml", "-o", "data.hspy").status == 0)
            #expect(try program.run("convert", "data.hspy", "scan.blo").status == 0)
            let before = program.listing()
            let cases: [([String], String)] = [
                (["data.hspy", "-o", "out.tif"], ".h5, .npy or .png"), (["data.hspy", "-o", "data.hspy"], ".h5"),
                (["data.hspy", "-o", "out.h5", "--dark-field", "C 1 1 1"], "A, B"),
                (["data.hspy", "-o", "out.h5", "--dark-field", "A 9 9 9"], "A has no reflection 9 9 9"),
                (["data.hspy", "-o", "out.h5", "--aperture", "1,2"], "ky, kx, radius"),
                (["data.hspy", "-o", "out.h5", "--aperture", "1,2,3"], "its unit"),
                (["data.hspy", "-o", "out.h5", "--aperture", "90, 90, 3 px"], "no pixel"),
                (["data.hspy", "-o", "out.h5", "--radius", "4"], "its unit"),
                (["scan.blo", "-o", "out.h5"], "--bright-field with --radius"),
                (["scan.blo", "-o", "out.h5", "--bright-field"], "give --radius"),
                (["scan.blo", "-o", "out.h5", "--dark-field", "A 1 1 1"], "--aperture"),
                (["none.hspy", "-o", "out.h5"], "no such file"),
                (["data.hspy", "-o", "out.h5", "--darkfield", "A"], "did you mean --dark-field?"),
            ]
            for (arguments, part) in cases {
                let outcome = try program.run(["virtual"] + arguments)
                #expect(outcome.status == 2 && outcome.output.isEmpty, "\(arguments): \(outcome.output)")
                #expect(outcome.errors.contains(part), "\(arguments): \(outcome.errors)")
                #expect(outcome.errors.dropLast().allSatisfy { !$0.isNewline }, "\(arguments): \(outcome.errors)")
                #expect(program.listing() == before, "\(arguments)")
            }
        }
    }
}
