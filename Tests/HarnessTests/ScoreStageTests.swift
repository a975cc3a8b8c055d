import Arrays
import Datasets
import FoundationEssentials
import Harness
import Modelling
import Records
import TestSupport
import Testing

@Suite struct ScoreStageTests {
    @Test func theOracleFindsTheAbundancesOfALinearMixture() throws {
        try withTemporaryFolder { cache in
            let data = try SmallModels.dataset(SmallModels.fig5("scan.pure=2", "scan.mixed=3"), cache: cache)
            let truth = try #require(data.truth)
            let estimate = try Oracle.estimate(on: data, truth: truth)
            for (found, true_) in zip(estimate.maps.elements, truth.abundances.elements) {
                #expect(abs(found - true_) < 1e-6)
            }
            let scores = try ScoreStage.scores(of: estimate, on: data, truth: truth, singularValues: nil)
            #expect(scores.matching == ["A": 0, "B": 1] && scores.warnings == [])
            let angles = scores.scores.filter { $0.metric == "pattern-angle" }
            #expect(angles.map(\.member) == ["A", "B"])
            #expect(angles.allSatisfy { ($0.value ?? 1) < 1e-3 })
        }
    }

    @Test func everyMetricIsScoredForEveryMemberAndSaysWhyWhereItIsUndefined() throws {
        try withTemporaryFolder { cache in
            let data = try SmallModels.dataset(SmallModels.bicrystal(), cache: cache)
            let truth = try #require(data.truth)
            let scores = try ScoreStage.scores(
                of: Oracle.estimate(on: data, truth: truth), on: data, truth: truth, singularValues: nil
            ).scores
            #expect(Set(scores.map(\.metric)) == Set(ScoreStage.descriptions.map(\.name)))
            for (_, same) in Dictionary(grouping: scores, by: \.metric) {
                #expect(same.map(\.member) == ["A", "B"] || same.map(\.member) == [nil])
            }
            for score in scores {
                #expect((score.value == nil) == (score.reason != nil), "\(score)")
                #expect(score.value?.isFinite ?? true)
            }
        }
    }

    @Test func doubleDiffractionIsTheShareOfBeamsThatNeitherPureCrystalHas() throws {
        try withTemporaryFolder { cache in
            let data = try SmallModels.dataset(SmallModels.fig5("scan.pure=1", "scan.mixed=1"), cache: cache)
            let truth = try #require(data.truth)
            // Beams: direct, one of A, one of B, one of both in turn: 0.1 of 0.1 + 0.2 + 0.2 in the middle.
            let beams = Beams(
                ky: [0, 0.1, 0.2, 0.3], kx: [0, 0, 0, 0],
                intensity: Matrix<Float>(
                    rows: 3, columns: 4, elements: [0.6, 0.4, 0, 0, 0.5, 0.2, 0.2, 0.1, 0.6, 0, 0.4, 0]),
                labels: ["", "A", "B", ""])
            let withBeams = Dataset(
                name: data.name, observations: data.observations, storage: data.storage, calibration: data.calibration,
                truth: truth, beams: beams, provenance: data.provenance)
            func score(_ data: Dataset) throws -> Trial.Score {
                let estimate = try Oracle.estimate(on: data, truth: truth)
                let scores = try ScoreStage.scores(of: estimate, on: data, truth: truth, singularValues: nil).scores
                return try #require(scores.first { $0.metric == "double-diffraction" })
            }
            #expect(abs(try #require(try score(withBeams).value) - 0.2) < 1e-6)
            let without = try score(data)
            #expect(without.value == nil && without.reason == "there are no beams")
        }
    }
}
