import Arrays
import Datasets
import Formats
import FoundationEssentials
import Harness
import Modelling
import TestSupport
import Testing

/// Small datasets of every kind of specimen, from the model file to the dataset's file.
@Suite struct DatasetKindsTests {
    private static let shared = """
        crystal: ../crystals/GaAs.cif
        discretization: {grid: automatic, band-limit: "14 nm^-1"}
        detector: {pixels: [64, 64], half-width: "10 nm^-1", psf: none}
        """
    private static let onZone = "\nbeam: {zone: [1, 1, 0], up: [1, -1, 0]}\n"

    /// The dataset of a model after it was written and read again.
    private static func dataset(_ text: String) throws -> Dataset {
        let file = Reference.checkout.appending(path: "Models/datasets/small.yaml").path
        return try withTemporaryFolder { folder in
            let model = try DatasetModel(text: text + shared, file: file)
            let stage = DatasetStage(
                cache: StageCache(root: folder.appending(path: "cache"), warn: { _ in }), progress: .none)
            let made = try stage.dataset(name: "small", model: model, modelFile: file)
            let url = folder.appending(path: "small.hspy")
            try DatasetFile.write(made, to: url)
            let read = try DatasetFile.read(url)
            #expect(read.calibration == made.calibration)
            #expect((read.truth == nil) == (made.truth == nil))
            return made
        }
    }

    @Test func aThicknessSeriesHasBeamsAndThicknessAndNoTruth() throws {
        let dataset = try Self.dataset(
            "kind: thickness-series" + Self.onZone + "stack: {unit: \"0.7995 nm\", units: 6}\n")
        #expect(dataset.truth == nil)
        #expect(dataset.shape.scanX == 6)
        #expect(dataset.calibration.scanX == Axis(name: "thickness", scale: 0.7995, offset: 0.7995, units: "nm"))
        let beams = try #require(dataset.beams)
        let direct = try #require(beams.kx.indices.first { beams.kx[$0] == 0 && beams.ky[$0] == 0 })
        #expect(beams.labels[direct] == "A 0 0 0")
        // Far thinner than half an extinction length the direct beam only falls.
        let intensity = (0..<6).map { beams.intensity[$0, direct] }
        #expect(zip(intensity, intensity.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func aWedgeHasOneMemberAndTheThicknessOfEveryPosition() throws {
        let dataset = try Self.dataset(
            "kind: wedge" + Self.onZone + "wedge: {unit: \"0.7995 nm\", from: 2, to: 6, angle: \"45 deg\"}\n")
        let truth = try #require(dataset.truth)
        #expect(truth.members.map(\.name) == ["A"])
        let thickness = try #require(truth.thickness)
        #expect(thickness.count == 5 && zip(thickness, thickness.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func layersHaveBothMembersInTruth() throws {
        let dataset = try Self.dataset(
            """
            kind: layers
            twin: {axis: [1, -1, 1], angle: "180 deg"}
            beam: {zone: [3, 1, 1], up: [0, -1, 1]}
            layers: {unit: "3.74997 nm", stacks: [[A 1, B 1, A 1]]}

            """)
        let truth = try #require(dataset.truth)
        #expect(truth.members.map(\.name) == ["A", "B"])
        #expect(truth.members.allSatisfy { !$0.reflections.isEmpty })
        #expect(dataset.provenance.model.contains("\"A 1\", \"B 1\", \"A 1\""))
    }

    // The plane waves of the cone fill discs; a reflection of the truth is a whole disc, under its own label once.
    @Test func aProbeScanHasPointsOfDiscsAsBeamsAndDiscsAsReflections() throws {
        let dataset = try Self.dataset(
            """
            kind: probe-scan
            twin: {axis: [1, -1, 1], angle: "180 deg"}
            beam: {zone: [3, 1, 1], up: [0, -1, 1]}
            stack: {unit: "3.74997 nm", units: 1}
            illumination: {semi-angle: "1.5 mrad"}
            probe: {window: [1, 3]}
            scan: {pure-copies: 1}

            """)
        let truth = try #require(dataset.truth)
        #expect(truth.abundances.row(0) == [0, 0, 0, 1, 1, 1])
        let labels = truth.members[0].reflections.map(\.label)
        #expect(labels.count > 5 && Set(labels).count == labels.count && !labels.contains(""))
        let beams = try #require(dataset.beams)
        let inDirectDisc = beams.kx.indices.filter { beam in
            let (x, y) = (beams.kx[beam], beams.ky[beam])
            return (x * x + y * y).squareRoot() < 1.5e-3 / 0.01968749 && beams.intensity[0, beam] > 1e-3
        }
        // π (α/λ)² times the window's area, 3.977 × 3.598 nm.
        #expect(abs(Double(inDirectDisc.count) - 26.1) < 5)
        #expect(dataset.provenance.warnings.contains { $0.contains("of the window") })
    }

    @Test func aConvergentBeamLightsDiscs() throws {
        func lit(_ extra: String) throws -> Int {
            let dataset = try Self.dataset(
                "kind: thickness-series" + Self.onZone + "stack: {unit: \"0.7995 nm\", units: 2}\n" + extra)
            var count = 0
            try dataset.observations.forEachBlock { count += $0.values.elements.count(where: { $0 > 0 }) }
            return count
        }
        #expect(try lit("illumination: {semi-angle: \"2 mrad\", samples: 4}\n") > 3 * lit(""))
    }
}
