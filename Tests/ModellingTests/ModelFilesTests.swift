import FoundationEssentials
import Glibc
import Modelling
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

@Suite struct ModelFilesTests {
    static let datasets = [
        "fig5", "fig6", "bicrystal-0mrad", "bicrystal-10mrad", "bicrystal-20mrad", "bicrystal-0mrad-nonrel",
        "bicrystal-10mrad-nonrel", "bicrystal-20mrad-nonrel",
    ]

    static func path(_ name: String) -> String { Reference.checkout.appending(path: name).path }

    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).filter { $0.hasSuffix(".yaml") }
            .map { "\(folder)/\($0)" }
    }

    @Test func everyDatasetThatThePaperNeedsIsThere() throws {
        let found = Set(try Self.files(in: "Models/datasets"))
        #expect(Set(Self.datasets.map { "Models/datasets/\($0).yaml" }).subtracting(found).isEmpty)
    }

    @Test func everyDatasetModelReadsBackFromItsResolvedText() throws {
        for file in try Self.files(in: "Models/datasets") {
            let model = try DatasetModel(file: Self.path(file))
            let again = try DatasetModel(text: model.resolvedYAML, file: "resolved")
            #expect(again == model, "\(file)")
            #expect(again.resolvedYAML == model.resolvedYAML, "\(file)")
            #expect(!model.title.isEmpty, "\(file)")
        }
    }

    @Test func everyMethodFileReadsBackFromItsText() throws {
        let files = try Self.files(in: "Models/methods")
        #expect(files.count >= 3)
        for file in files {
            let method = try MethodModel(file: Self.path(file))
            #expect(try MethodModel(text: method.yaml, file: "again") == method, "\(file)")
        }
    }

    @Test func theBicrystalHasTheGeometryOfThePaper() throws {
        guard
            case .lineScanBicrystal(let model) = try DatasetModel(
                file: Self.path("Models/datasets/bicrystal-20mrad.yaml"))
        else {
            Issue.record("bicrystal-20mrad is no line scan")
            return
        }
        // 2a√11 is the repeat of [311] twice over; Martineau et al. 2019 stack 15 units.
        let repeatLength = 2 * 5.6533 * 11.0.squareRoot()
        #expect(abs(model.stack.unit.value - repeatLength) < 0.001)
        #expect(model.stack.units == 15)
        // y lies across the beam, and the boundary's normal 58.5 deg from it (the paper says "at 55 deg").
        let (zone, up) = (model.beam.axis.indices, model.beam.up)
        #expect(zone.h * up.h + zone.k * up.k + zone.l * up.l == 0)
        let bicrystal = try model.bicrystal(
            of: model.structures(modelFile: Self.path("Models/datasets/bicrystal-20mrad.yaml"))
        ).bicrystal
        #expect(abs(cos(bicrystal.boundaryAngle) - 0.522) < 0.001)
        #expect(abs(try #require(model.twin.angle).value - Double.pi) < 1e-12)
        #expect(abs(model.precession.angle.value - 0.02) < 1e-15)
        let gallium = try #require(Element(symbol: "Ga"))
        let arsenic = try #require(Element(symbol: "As"))
        #expect(model.debyeWaller == .factors([gallium: try Area(0.68, "A^2"), arsenic: try Area(0.56, "Å²")]))
    }

    @Test func theCrystalIsFoundBesideTheModel() throws {
        guard
            case .lineScanBicrystal(let model) = try DatasetModel(
                file: Self.path("Models/datasets/bicrystal-0mrad.yaml"))
        else { return }
        #expect(model.crystalPath(modelFile: "Models/datasets/x.yaml") == "Models/datasets/../crystals/GaAs.cif")
        #expect(model.crystalPath(modelFile: "x.yaml") == "../crystals/GaAs.cif")
    }

    @Test func nonRelativisticModelsDifferInTheInteractionAlone() throws {
        for angle in ["0mrad", "10mrad", "20mrad"] {
            let usual = try DatasetModel(file: Self.path("Models/datasets/bicrystal-\(angle).yaml"))
            let hypothesis = try DatasetModel(file: Self.path("Models/datasets/bicrystal-\(angle)-nonrel.yaml"))
            let lines = zip(usual.resolvedYAML.split(separator: "\n"), hypothesis.resolvedYAML.split(separator: "\n"))
            let different = lines.filter { $0 != $1 }.map { $0.0.prefix { $0 != ":" } }
            #expect(different == ["title", "instrument"])
        }
    }
}
