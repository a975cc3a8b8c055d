internal import Arrays
public import Datasets
internal import Learning
internal import Records

/// Unmixing with the true patterns by fully constrained least squares: what is left of an error is the physics' part.
///
/// It stands here and in no learner, because it knows the truth.
public enum Oracle {
    public static let name = "oracle"
    public static let title = "Oracle (true patterns)"

    /// The oracle's abundances, with the true patterns beside them.
    ///
    /// - Throws: what reading the observations throws.
    public static func estimate(on dataset: Dataset, truth: GroundTruth) throws -> StoredEstimate {
        let patterns = Matrix(truth.members.map { $0.pattern.map { Double($0) } })
        let maps = try unmixed(dataset.observations, patterns)
        return StoredEstimate(
            method: name, dataset: dataset.name, shape: dataset.shape, patterns: patterns.converted(), maps: maps,
            mapScaling: MapScaling.native.rawValue, objective: [], convergence: [:], diagnostics: [:],
            provenance: Provenance(
                model: "oracle: fully constrained least squares with the true patterns\n",
                digests: ["dataset": dataset.provenance.digests["model"] ?? ""], seed: 0,
                versions: ["twinbench": TwinbenchVersion.current, "estimate": "\(Stage.estimate.revision)"]))
    }

    private static func unmixed(_ rows: any RowSource, _ patterns: Matrix<Double>) throws -> Matrix<Double> {
        try fullyConstrainedLeastSquares(rows: rows, patterns: patterns)
    }
}
