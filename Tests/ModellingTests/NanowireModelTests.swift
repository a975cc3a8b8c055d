import Arrays
import Datasets
import Detection
import Modelling
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct NanowireModelTests {
    /// The scan of a wire whose library is as coarse as can be: what is tested is where things are.
    static func scan(_ settings: String...) throws -> Scan {
        let file = ModelFilesTests.path("Models/datasets/nanowire-0mrad.yaml")
        let coarse = ["library.every=305", "library.tilt-step=24 mrad", "illumination.samples=1"]
        let overrides = try (coarse + settings).map { try Override(argument: $0) }
        guard case .columns(let model) = try DatasetModel(file: file, overrides: overrides).source else {
            throw ModelError.unreadable(file: file, reason: "is not of columns")
        }
        let beams = try model.library(modelFile: file).map { part in
            let found = try part.simulation.run(progress: .none)
            return Beams(
                ky: found.beams.ky, kx: found.beams.kx, intensity: found.intensity,
                labels: zip(found.beams.kx, found.beams.ky).map { part.label($0, $1) })
        }
        return try model.scan(from: beams, of: model.structures(modelFile: file))
    }

    @Test func theScanHasTheWireInIt() throws {
        let scan = try Self.scan()
        #expect(scan.shape == (scanY: 60, scanX: 30) && scan.members == ["A", "B", "vacuum"])
        // The section is a hexagon: its area is 3√3/8 D².
        for row in [0, 29, 59] {
            let area = scan.thickness[row * 30..<row * 30 + 30].reduce(0, +) * 100
            #expect(abs(area / (3 * 3.0.squareRoot() / 8 * 1400 * 1400) - 1) < 0.005)
        }
        for position in 0..<1800 {
            #expect(abs((0..<3).reduce(0) { $0 + scan.abundances[$1, position] } - 1) < 1e-9)
        }
        // A from 0 to 200 nm, B to 400 nm, A to 600 nm.
        let column = (0..<60).map { scan.abundances[1, $0 * 30 + 15] }
        #expect(column[18] == 0 && column[21] > 1 - 1e-9 && column[38] > 1 - 1e-9 && column[41] == 0)
        #expect(column[19] < 0.02 && column[20] > 0.98)
        #expect(scan.abundances[2, 0] > 1 - 1e-9)
    }

    @Test func theBendIsWhereTheFileSays() throws {
        let tilt = try #require(try Self.scan().fields["tilt"])
        // τ(0.5) = 12 mrad between rows 29 and 30; a width of 0.05 is three rows: τ(0.5 ± 0.05) = 24/(1 + e^∓1).
        let middle = (0..<60).map { tilt[$0 * 30 + 15] }
        #expect(abs((middle[29] + middle[30]) / 2 - 12) < 1e-6)
        #expect(abs((middle[32] + middle[33]) / 2 - 24 / (1 + 0.36788)) < 0.05)
        #expect(middle[0] < 0.01 && middle[59] > 23.99 && tilt[0] == 0)
        let even = try #require(
            try Self.scan("wire.bend={amount: 24 mrad, profile: even}").fields["tilt"])
        #expect(abs(even[15] - 24 / 120.0) < 1e-6 && abs(even[29 * 30 + 15] - 24 * 29.5 / 60) < 1e-6)
    }

    @Test func theFilmCoversItsPartAndScattersAsItsMeanFreePathSays() throws {
        let scan = try Self.scan("diffuse=none")
        let film = try #require(scan.fields["film"])
        #expect(film[0] == 0 && film[28 * 30 + 15] == 0 && abs(film[59 * 30] - 10) < 1e-9)
        // exp(-10/200) stays in the beams.
        #expect(abs((scan.diffuse.first?.share[59 * 30] ?? 0) - 0.0487706) < 1e-6)
        #expect(try Self.scan("film=none").fields["film"] == nil)
    }

    @Test func withoutVacuumThereIsNoSuchMember() throws {
        #expect(try Self.scan("scan.shape=[60, 4]").members == ["A", "B"])
    }

    @Test(arguments: [
        ("beam={zone: [1, 1, 1], up: [1, -1, 0]}", "not across the beam"),
        ("beam={zone: [1, 2, 1], up: [1, 0, -1]}", "no mirror image"),
        ("beam.tilt=[1 mrad, 0 mrad]", "beam.tilt"), ("library.thickness=100 nm", "library.thickness"),
        ("wire.segments=[A, C]", "wire.segments"), ("wire.boundaries=[1 nm]", "wire.boundaries"),
        ("wire.bend.centre=2", "wire.bend.centre"), ("film.along=[6 nm, 3 nm]", "film.along"),
        ("wire.bend={amount: 24 mrad, profile: even, width: 0.1}", "even bend"),
        ("library.tilt-step=0 mrad", "tilt-step"),
        ("scan.shape=[0, 30]", "scan.shape"),
    ]) func whatDoesNotFitIsSaidInOneLine(setting: String, part: String) {
        do {
            _ = try Self.scan(setting)
            Issue.record("\(setting) was taken")
        } catch {
            #expect("\(error)".contains(part) && !"\(error)".contains("\n"), "\(error)")
        }
    }

    @Test func partsOfTheLibraryAreSharedByWhatTheyDependOn() throws {
        func inputs(_ name: String, _ settings: String...) throws -> [String] {
            let file = ModelFilesTests.path("Models/datasets/nanowire-\(name).yaml")
            let overrides = try settings.map { try Override(argument: $0) }
            guard case .columns(let model) = try DatasetModel(file: file, overrides: overrides).source else {
                return []
            }
            return try model.library(modelFile: file).map(\.inputs)
        }
        let usual = try inputs("35mrad")
        #expect(Set(usual).count == 7)
        #expect(try inputs("35mrad", "seed=7", "film=none", "detector.saturation=none", "mixing=linear") == usual)
        #expect(try inputs("35mrad", "wire.bend={amount: 24 mrad, profile: even}") == usual)
        #expect(try inputs("35mrad", "wire.bend.amount=12 mrad") == Array(usual.prefix(4)))
        #expect(try Set(inputs("35mrad", "precession.angle=30 mrad")).isDisjoint(with: usual))
    }
}
