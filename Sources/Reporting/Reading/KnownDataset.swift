import Arrays
import Datasets

/// A dataset whose truth is known.
struct KnownDataset {
    let dataset: Dataset
    let truth: GroundTruth

    /// - Returns: nil when there is no truth, or it does not fit the scan.
    init?(_ dataset: Dataset) {
        guard let truth = dataset.truth, !truth.members.isEmpty,
            truth.abundances.columns == dataset.shape.rowCount
        else { return nil }
        self.dataset = dataset
        self.truth = truth
    }

    var name: String { dataset.name }
    var memberNames: [String] { truth.members.map(\.name) }
    /// Number of scan positions.
    var count: Int { dataset.shape.rowCount }
}
