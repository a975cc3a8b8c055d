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
        /// Empty where the truth is not known.
        public var oracle: [Trial.Score]
        /// Metrics that were not asked because they need the truth.
        public var needTruth: [String]
        public var warnings: [String]
    }

    /// What the metrics are that an evaluation reports.
    public static var metrics: [MetricEntry] { ScoreStage.descriptions }

    /// Scores a result file, or a folder with patterns.npy and maps.npy, against a dataset: by every metric where it holds
    /// its truth, else by those that need none.
    ///
    /// - Parameters:
    ///   - data: the dataset; nil to leave out what needs the observations as well.
    ///   - scan: "30x60", for data that do not say their scan.
    /// - Throws: `HarnessError`, `FormatError`.
    public func evaluate(_ result: URL, on data: URL?, scan: String? = nil) throws -> Evaluation {
        let dataset = try data.map { try DatasetFile.read($0, scan: Self.scan(scan)) }
        let estimate = try estimate(result, on: dataset)
        if let dataset, let data, estimate.shape != dataset.shape {
            throw HarnessError.shapesDiffer(result: result.path, data: data.path)
        }
        let name = dataset?.name ?? estimate.dataset
        let warnings = Self.warnings(of: estimate, on: dataset)
        reporter.begin("scores of \(estimate.method) on \(name)")
        let singularValues = estimate.diagnostics["singular-values"]?.elements
        do {
            guard let dataset, let truth = dataset.truth else {
                let scores = try ScoreStage.scoresWithoutTruth(
                    of: estimate, on: dataset, singularValues: singularValues)
                return Evaluation(
                    method: estimate.method, dataset: name, scores: scores.scores, oracle: [],
                    needTruth: ScoreStage.needingTruth, warnings: warnings + scores.warnings)
            }
            let scores = try ScoreStage.scores(
                of: estimate, on: dataset, truth: truth, singularValues: singularValues)
            let oracle = try ScoreStage.scores(
                of: Oracle.estimate(on: dataset, truth: truth), on: dataset, truth: truth, singularValues: nil)
            return Evaluation(
                method: estimate.method, dataset: name, scores: scores.scores, oracle: oracle.scores, needTruth: [],
                warnings: warnings + scores.warnings)
        } catch let error as MetricError {
            throw HarnessError.unfit(file: result.path, problem: "\(error)")
        } catch let error as LearningError {
            throw HarnessError.unfit(file: data?.path ?? result.path, problem: "\(error)")
        }
    }

    /// Patterns that were corrected for a distortion do not fit the observations that they were learned from.
    private static func warnings(of estimate: StoredEstimate, on dataset: Dataset?) -> [String] {
        guard let correction = estimate.correction, let dataset,
            (estimate.provenance.digests["dataset"] ?? "") == (dataset.provenance.digests["model"] ?? "")
        else { return [] }
        return [
            "the patterns were corrected for \(correction), those of \(dataset.name) were not: scores of patterns and "
                + "reconstruction mean something for the result as learned only"
        ]
    }

    private func estimate(_ result: URL, on dataset: Dataset?) throws -> StoredEstimate {
        guard Folder.isFolder(result) else { return try ResultFile.read(result) }
        guard let dataset else {
            throw HarnessError.badOption(
                name: "--data", value: "", mend: "name the dataset whose patterns and maps lie in \(result.path)")
        }
        return try ResultFolder.read(result, shape: dataset.shape)
    }
}
