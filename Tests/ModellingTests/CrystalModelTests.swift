import FoundationEssentials
import Modelling
import Quantities
import Specimens
import TestSupport
import Testing

/// The keys of a model that say which crystals there are and how they lie.
@Suite struct CrystalModelTests {
    private static func model(
        _ changes: [String: String], file: String = "model.yaml"
    ) throws -> LineScanBicrystalModel {
        var lines = [
            "kind": "line-scan-bicrystal", "crystal": "../crystals/GaAs.cif",
            "twin": "{axis: [1, -1, 1], angle: \"180 deg\"}", "beam": "{zone: [3, 1, 1], up: [0, -1, 1]}",
            "stack": "{unit: \"3.74997 nm\", units: 15}",
        ]
        for (key, value) in changes { lines[key] = value }
        let text = lines.map { "\($0.key): \($0.value)\n" }.sorted().joined()
        guard case .lineScanBicrystal(let model) = try DatasetModel(text: text, file: file) else {
            throw CocoaError(.featureUnsupported)
        }
        return model
    }

    @Test(arguments: [
        ["twin": "{mirror: [1, -1, 1]}"],
        ["twin": "{planes: [[1, 1, 1], [1, 1, 1]], directions: [[1, -1, 0], [-1, 1, 0]]}"],
        ["boundary": "{normal: [1, 1, 2]}"], ["beam": "{plane-normal: [3, 1, 1], up: [0, -1, 1], strain: \"0.5 %\"}"],
        ["crystal-b": "\"../crystals/Ge.cif\""],
        ["cell": "{edges: [\"0.3 nm\", \"0.3 nm\", \"0.5 nm\"], angles: [\"90 deg\", \"90 deg\", \"120 deg\"]}"],
    ])
    func whatIsWrittenBackReadsAsTheSameModel(changes: [String: String]) throws {
        let model = try Self.model(changes)
        let text = DatasetModel.lineScanBicrystal(model).resolvedYAML
        #expect(try DatasetModel(text: text, file: "again.yaml") == .lineScanBicrystal(model))
        #expect(try Self.model([:]) != model)
    }

    @Test func fourIndicesAreThreeOfAHexagonalCrystal() throws {
        let model = try Self.model([
            "beam": "{zone: [1, 0, -1, 0], up: [0, 0, 0, 1]}", "twin": "{mirror: [1, 0, -1, 2]}",
        ])
        #expect(model.beam.axis == .zone(MillerIndices(2, 1, 0)))
        #expect(model.beam.up == MillerIndices(0, 0, 1))
        #expect(model.twin.relation == .mirror(MillerIndices(1, 0, 2)))
    }

    @Test(arguments: [
        ("twin", "{mirror: [1, 1, 1], angle: \"180 deg\"}", "twin.angle: stands beside mirror; remove it"),
        ("twin", "{mirror: [1, 1, 1], axis: [1, 1, 1]}", "twin.mirror: stands beside axis; give one of the two"),
        ("twin", "{planes: [[1, 1, 1]], directions: [[1, -1, 0], [1, -1, 0]]}", "twin.planes: has 1 elements"),
        (
            "twin", "{planes: [[1, 1, 1], [1, 1, 1]], directions: [[1, 0, 0], [1, -1, 0]]}",
            "twin.directions: [1 0 0] does not lie in the plane (1 1 1) of crystal A"
        ),
        (
            "beam", "{zone: [1, 0, 0, 1], up: [0, 0, 1]}",
            "the third is not minus the sum of the first two; use -1 there"
        ),
        ("beam", "{zone: [1, 0], up: [0, 0, 1]}", "beam.zone: is no list of three or four integers"),
        ("beam", "{zone: [1, 0, 0], up: [0, 0, 1], strain: \"20 %\"}", "beam.strain: is 20 %; choose at most 10 %"),
        ("boundary", "{normal: [0, 0, 0]}", "boundary.normal: is [0, 0, 0]"),
        ("cell", "{edges: [\"0 nm\", \"1 nm\", \"1 nm\"]}", "an edge is not positive"),
        ("cell", "{edges: [\"1 nm\", \"1 nm\"]}", "cell.edges: has 2 elements"),
    ])
    func nonsenseIsRefusedWithItsKey(key: String, value: String, message: String) throws {
        let error = #expect(throws: ModelError.self) { try Self.model([key: value]) }
        let description = try #require(error?.description)
        #expect(description.contains(message))
        #expect(description.hasPrefix("model.yaml:"))
        #expect(!description.contains("\n"))
    }

    /// GaAs on Ge, cube on cube: 5.6533 on 5.6575 Å is 0.074 %.
    @Test func anOrientationRelationOfTwoCrystalsIsStrainedWithinWhatIsStated() throws {
        let file = Reference.checkout.appending(path: "Models/datasets/model.yaml").path
        let model = try Self.model(
            [
                "crystal": "../crystals/Ge.cif", "crystal-b": "../crystals/GaAs.cif",
                "twin": "{planes: [[0, 0, 1], [0, 0, 1]], directions: [[1, 0, 0], [1, 0, 0]]}",
                "beam": "{zone: [1, 1, 0], up: [0, 0, 1], strain: \"0.1 %\"}", "debye-waller": "{Ge: \"0.6 Å^2\"}",
            ], file: file)
        let (bicrystal, warnings) = try model.bicrystal(of: model.structures(modelFile: file))
        #expect(abs(bicrystal.cellY - 5.6575) < 1e-9)
        #expect(Set(bicrystal.lower.atoms.map(\.element.symbol)) == ["Ga", "As"])
        #expect(Set(bicrystal.upper.atoms.map(\.b)) == [0.6])
        #expect(bicrystal.warnings.count == 1 && warnings.count >= 1)
        #expect(bicrystal.warnings[0].contains("0.0743 %"))
    }

    @Test func atomsOfAPlainFileStandInTheCellOfTheModel() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "model.yaml").path
            try "1\npolonium\nPo 0 0 0\n".write(
                to: folder.appending(path: "po.xyz"), atomically: true, encoding: .utf8)
            let model = try Self.model(
                [
                    "crystal": "po.xyz", "cell": "{edges: [\"0.3359 nm\", \"0.3359 nm\", \"0.3359 nm\"]}",
                    "beam": "{zone: [1, 0, 0], up: [0, 0, 1]}", "twin": "{mirror: [1, 1, 2]}",
                ], file: file)
            let structure = try model.structure(modelFile: file)
            #expect(abs(structure.cell.volume - 3.359 * 3.359 * 3.359) < 1e-9)
            #expect(structure.cell.alpha == .pi / 2)
        }
    }
}
