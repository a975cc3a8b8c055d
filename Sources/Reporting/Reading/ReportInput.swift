public import Datasets
public import Records

/// Everything that a page shows: the record of a run, and the datasets and estimates that it points to.
public struct ReportInput: Sendable {
    public var record: RunRecord
    /// Datasets by name; one that could not be read is missing, and its figures are left out.
    public var datasets: [String: Dataset]
    /// Estimates by `ReportInput.key`.
    public var estimates: [String: StoredEstimate]
    /// Virtual bright and dark field by dataset, where the run made them.
    public var virtualImages: [String: VirtualImages]

    public init(
        record: RunRecord, datasets: [String: Dataset], estimates: [String: StoredEstimate],
        virtualImages: [String: VirtualImages] = [:]
    ) {
        self.record = record
        self.datasets = datasets
        self.estimates = estimates
        self.virtualImages = virtualImages
    }

    /// The key of a method's estimate on a dataset: "fig6/nmf".
    public static func key(dataset: String, method: String) -> String { "\(dataset)/\(method)" }
}

extension ReportInput {
    /// Whether a dataset belongs to a study of settings and has no figure of its own: one of a sweep or of a comparison of methods, or one whose beams
    /// are compared and that no method ran on.
    func isStudied(_ entry: RunRecord.DatasetEntry) -> Bool {
        if entry.place != nil || entry.repetition != nil || record.methodStudy != nil { return true }
        if record.probe?.contains(where: { $0.dataset == entry.name || $0.reference == entry.name }) ?? false {
            return true
        }
        let isCompared = record.deviations?.contains { $0.dataset == entry.name || $0.reference == entry.name } ?? false
        return isCompared && !record.trials.contains { $0.dataset == entry.name }
    }
}
