import Arrays
import Datasets
import Detection
import Formats
import FoundationEssentials
import Modelling
import Multislice
import Quantities
import Specimens
import TestSupport
import Testing

/// Twins over and in each other at 18 mrad, in a slightly convergent beam, against an independent prototype
/// (Tests/Reference/layers).
@Suite struct LayerLibraryTests {
    static let file = ModelFilesTests.path("Models/datasets/model.yaml")

    static func model(_ name: String, _ settings: [String]) throws -> any ColumnModel {
        let file = ModelFilesTests.path("Models/datasets/\(name).yaml")
        let overrides = try settings.map { try Override(argument: $0) }
        guard case .columns(let model) = try DatasetModel(file: file, overrides: overrides).source else {
            throw ModelError.unreadable(file: file, reason: "is not of columns")
        }
        return model
    }

    /// A wire of 4.9 steps: what lies beyond, the table of a thicker one has as well.
    @Test func theTableOfOverlappingTwinsIsThatOfTheReference() throws {
        let model = try Self.model("overlap-18mrad", ["precession.azimuths=64", "wire.diameter=36.1 nm"])
        let part = try #require(try model.library(modelFile: Self.file).first)
        let stored = try Reference.array("layers/overlap_18mrad.I.npy")
        let bicrystal = try Self.bicrystal(model)
        let normal = bicrystal.boundaryNormal
        let length = (normal.x * normal.x + normal.y * normal.y).squareRoot()
        let along = SIMD2(normal.x, normal.y) / length
        let found = try part.simulation.run(progress: .none)
        let places = try Self.beams("overlap_18mrad").map { $0.x * along + $0.y * SIMD2(-along.y, along.x) }
        let columns = try places.map { try #require(Self.index(of: $0, in: found.beams)) }
        var compared = 0
        var worst = 0.0
        for (row, stack) in part.simulation.plan.stacks.enumerated() {
            func steps(_ crystal: Int) -> Int { stack.reduce(0) { $0 + ($1.crystal == crystal ? $1.slices : 0) } / 18 }
            let (a, b) = (steps(0), steps(1))
            for (beam, column) in columns.enumerated() {
                let expected = stored.values[(a * stored.shape[1] + b) * stored.shape[2] + beam]
                worst = max(worst, abs(Double(found.intensity[row, column]) - expected))
                compared += 1
            }
        }
        print("overlapping twins: largest deviation from the reference \(worst)")
        #expect(compared == 25 * 40 && worst < 1e-5)
    }

    @Test func theTableOfAnEmbeddedTwinIsThatOfTheReference() throws {
        let model = try Self.model("embedded-18mrad", ["precession.azimuths=64", "library.every=20"])
        let part = try #require(try model.library(modelFile: Self.file).first)
        let found = try part.simulation.run(progress: .none)
        let stored = try Reference.matrix("layers/embedded_18mrad.I.npy")
        let thicknesses = try Reference.array("layers/embedded_18mrad.tB.npy").values
        let rows = thicknesses.map { Int(($0 / (20 * 0.56533 / 2.0.squareRoot())).rounded()) }
        #expect(rows == [0, 3, 6, 10])
        var worst = 0.0
        for (beam, place) in try Self.beams("embedded_18mrad").enumerated() {
            let column = try #require(Self.index(of: place, in: found.beams))
            for (stack, row) in rows.enumerated() {
                worst = max(worst, abs(Double(found.intensity[row, column]) - stored[stack, beam]))
            }
        }
        print("embedded twin: largest deviation from the reference \(worst)")
        #expect(worst < 1e-5)
    }

    private static func bicrystal(_ model: any ColumnModel) throws -> Bicrystal {
        let structure = try model.structure(modelFile: file)
        return try Bicrystal(
            of: structure,
            orientation: Orientation(of: structure.cell, zone: MillerIndices(3, 1, 1), up: MillerIndices(0, -1, 1)),
            twin: TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(180, "deg")))
    }

    /// Along the projected normal and across it, Å⁻¹.
    private static func beams(_ name: String) throws -> [SIMD2<Double>] {
        zip(
            try Reference.array("layers/\(name).gn.npy").values, try Reference.array("layers/\(name).gc.npy").values
        ).map { SIMD2($0, $1) / 10 }
    }

    private static func index(of place: SIMD2<Double>, in beams: BeamSelection) -> Int? {
        beams.kx.indices.first { abs(beams.kx[$0] - place.x) < 1e-4 && abs(beams.ky[$0] - place.y) < 1e-4 }
    }
}
