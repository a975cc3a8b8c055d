import Arrays
import Datasets
import FoundationEssentials
import Harness
import Modelling
import TestSupport
import Testing

@Suite struct DatasetStageTests {
    @Test func theModelInTheProvenanceReadsBackToTheSameModel() throws {
        try withTemporaryFolder { cache in
            for model in [try SmallModels.bicrystal(), try SmallModels.fig5("scan.pure=2")] {
                let data = try SmallModels.dataset(model, cache: cache)
                #expect(try DatasetModel(text: data.provenance.model, file: SmallModels.file) == model)
                #expect(data.provenance.seed == model.seed)
            }
        }
    }

    @Test func theDigestKnowsEverythingButTheTitle() throws {
        let stage = DatasetStage(cache: StageCache(root: URL(filePath: "/nowhere"), warn: { _ in }), progress: .none)
        func digest(_ settings: String...) throws -> String {
            let model = try DatasetModel(
                text: SmallModels.text, file: SmallModels.file, overrides: settings.map { try Override(argument: $0) })
            return try stage.key(name: "small", model: model, modelFile: SmallModels.file).digest
        }
        #expect(try digest() == digest("title=Another title"))
        for setting in ["seed=2", "detector.psf.fwhm=0.8 px", "precession.angle=11 mrad", "scan.pure-copies=2"] {
            #expect(try digest() != digest(setting), "\(setting)")
        }
    }

    @Test func theDigestKnowsTheContentOfTheCrystalsFile() throws {
        try withTemporaryFolder { folder in
            let stage = DatasetStage(cache: StageCache(root: folder, warn: { _ in }), progress: .none)
            let crystal = folder.appending(path: "crystal.cif")
            let model = try SmallModels.bicrystal("crystal=\(crystal.path)")
            var digests: Set<String> = []
            for text in ["data_A\n", "data_B\n"] {
                try Data(text.utf8).write(to: crystal)
                digests.insert(try stage.key(name: "small", model: model, modelFile: SmallModels.file).digest)
            }
            #expect(digests.count == 2)
        }
    }

    @Test func eachPositionOfABentScanHasTheBeamsOfAMisTiltAndItsTiltInTheTruth() throws {
        try withTemporaryFolder { cache in
            // About x, so the beam tilts along y: by -2, 0 and 2 mrad at 0, 1 and 2 units of A.
            let bent = try SmallModels.dataset(
                SmallModels.bicrystal("bend={amount: 4 mrad, axis: 0 deg}", "scan.pure-copies=0"), cache: cache)
            let tilts = try #require(bent.truth?.fields["tilt"])
            #expect(zip(tilts, [-2, 0, 2]).allSatisfy { abs($0 - $1) < 1e-12 })
            let beams = try #require(bent.beams)
            for (position, tilt) in ["-2 mrad", "0 mrad", "2 mrad"].enumerated() {
                let tilted = try SmallModels.dataset(
                    SmallModels.bicrystal("beam.tilt=[0 mrad, \(tilt)]", "scan.pure-copies=0"), cache: cache)
                let other = try #require(tilted.beams)
                // Recorded beams may be in counts; their shares of the direct beam are compared.
                let (here, there) = (beams.intensity.row(position), other.intensity.row(position))
                let largest = zip(here, there).map { abs($0 / (here.max() ?? 1) - $1 / (there.max() ?? 1)) }.max() ?? 1
                #expect(largest < 1e-5, "position \(position): \(largest)")
            }
            let flat = try SmallModels.dataset(SmallModels.bicrystal(), cache: cache)
            #expect(flat.truth?.fields == [:])
        }
    }

    @Test func theTruthIsAStackThatChangesFromBToA() throws {
        try withTemporaryFolder { cache in
            let truth = try #require(try SmallModels.dataset(SmallModels.bicrystal(), cache: cache).truth)
            #expect(truth.members.map(\.name) == ["A", "B"])
            // One copy beside each end of 0, 1/2 and 1 of A.
            #expect(truth.abundances.row(0) == [0, 0, 0.5, 1, 1])
            for position in 0..<truth.abundances.columns {
                #expect(truth.abundances[0, position] + truth.abundances[1, position] == 1)
            }
            // Two units of 3.74997 nm, in Å.
            let thickness = try #require(truth.thickness)
            #expect(thickness.count == 5 && thickness.allSatisfy { abs($0 - 74.9994) < 1e-9 })
        }
    }

    @Test func lostIntensityIsWarnedOfWithAndWithoutAbsorption() throws {
        try withTemporaryFolder { cache in
            func warnings(_ settings: String...) throws -> [String] {
                let model = try DatasetModel(
                    text: SmallModels.text, file: SmallModels.file,
                    overrides: try settings.map { try Override(argument: $0) })
                return try SmallModels.dataset(model, cache: cache).provenance.warnings
            }
            let absorption = "scattering.absorption=0.1"
            // Without Debye-Waller factors a band limit this low loses a tenth and more.
            let coarse = try warnings("debye-waller=none", "stack.units=6")
            #expect(coarse.contains { $0.contains("lost beyond the band limit") && !$0.contains("absorbed") })
            let absorbing = try warnings(absorption)
            #expect(absorbing.contains { $0.contains("absorbed or lost beyond the band limit") })
            let shaken = try warnings("scattering.thermal={frozen-phonons: {configurations: 2}}", "stack.units=6")
            #expect(shaken.contains { $0.contains("what frozen phonons scatter that far among it") })
        }
    }

    @Test func lostIntensityIsSaidFromTwoPercentOnWithTheFigureOfTheWorstPosition() {
        #expect(DatasetStage.warnings(total: [1, 0.981, 0.99]) == [])
        #expect(DatasetStage.warnings(total: []) == [])
        let said = DatasetStage.warnings(total: [1, 0.979, 0.99])
        #expect(said.count == 1 && said[0].hasPrefix("2.1 % of the incident beam is lost"))
    }

    @Test func extraCopiesAreCopiesOfTheEnds() throws {
        try withTemporaryFolder { cache in
            let few = try SmallModels.dataset(SmallModels.bicrystal("scan.pure-copies=0"), cache: cache)
            let many = try SmallModels.dataset(SmallModels.bicrystal("scan.pure-copies=15"), cache: cache)
            #expect(few.shape.rowCount == 3 && many.shape.rowCount == 33)
            let (ends, rows) = (try few.observations.matrix(), try many.observations.matrix())
            for row in 0...15 { #expect(rows.row(row) == ends.row(0)) }
            #expect(rows.row(16) == ends.row(1))
            for row in 17..<33 { #expect(rows.row(row) == ends.row(2)) }
            let share = try #require(many.truth?.abundances.row(0))
            #expect(share == [Double](repeating: 0, count: 16) + [0.5] + [Double](repeating: 1, count: 16))
        }
    }

    @Test func anotherDetectorTakesTheBeamsFromTheCache() throws {
        try withTemporaryFolder { cache in
            func beams() -> [String] {
                let all = try? FileManager.default.subpathsOfDirectory(atPath: cache.appending(path: "beams").path)
                return (all ?? []).filter { $0.hasSuffix(".sha256") }
            }
            let first = try SmallModels.dataset(SmallModels.bicrystal(), cache: cache)
            #expect(beams().count == 1)
            for settings in [
                ["detector.psf.fwhm=0.8 px"], ["detector.background=1 %"], ["detector.dose=1e5 electrons", "seed=2"],
                ["scan.pure-copies=4"], ["detector.direct-beam=mask"],
            ] {
                let model = try DatasetModel(
                    text: SmallModels.text, file: SmallModels.file,
                    overrides: settings.map { try Override(argument: $0) })
                let other = try SmallModels.dataset(model, cache: cache)
                #expect(try other.observations.matrix() != first.observations.matrix(), "\(settings)")
                #expect(beams().count == 1, "\(settings)")
            }
            _ = try SmallModels.dataset(SmallModels.bicrystal("precession.angle=5 mrad"), cache: cache)
            #expect(beams().count == 2)
        }
    }
}
