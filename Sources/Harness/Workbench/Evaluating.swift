internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Learning
internal import Metrics
public import Records

extension Workbench {
    /// The scores of a result, and the oracle's on the same dataset.
    public struct Evaluation: Codable, Sendable {
        public var method: String
        public var dataset: String
        public var scores: [Trial.Score]
        public var oracle: [Trial.Score]
        public var warnings: [String]
    }

    /// What the metrics are that an evaluation reports.
    public static var metrics: [MetricEntry] { ScoreStage.descriptions }

    /// Scores a result file, or a folder with patterns.npy and maps.npy, against a dataset with truth.
    ///
    /// - Throws: `HarnessError`, `FormatError`.
    public func evaluate(_ result: URL, truth data: URL) throws -> Evaluation {
        let dataset = try DatasetFile.read(data)
        guard let truth = dataset.truth else { throw HarnessError.noTruth(file: data.path) }
        let estimate =
            try Folder.isFolder(result) ? ResultFolder.read(result, shape: dataset.shape) : ResultFile.read(result)
        guard estimate.shape == dataset.shape else {
            throw HarnessError.shapesDiffer(result: result.path, data: data.path)
        }
        reporter.begin("scores of \(estimate.method) on \(dataset.name)")
        do {
            let scores = try ScoreStage.scores(
                of: estimate, on: dataset, truth: truth,
                singularValues: estimate.diagnostics["singular-values"]?.elements)
            let oracle = try ScoreStage.scores(
                of: Oracle.estimate(on: dataset, truth: truth), on: dataset, truth: truth, singularValues: nil)
            return Evaluation(
                method: estimate.method, dataset: dataset.name, scores: scores.scores, oracle: oracle.scores,
                warnings: scores.warnings)
        } catch let error as MetricError {
            throw HarnessError.unfit(file: result.path, problem: "\(error)")
        } catch let error as LearningError {
            throw HarnessError.unfit(file: data.path, problem: "\(error)")
        }
    }
}
