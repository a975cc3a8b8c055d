import Arrays
import Datasets
import Records

extension RecordIndex {
    /// The estimate of a method on a dataset beside its truth; nil when the trial failed or its file is missing.
    func view(_ method: String, on known: KnownDataset) -> EstimateView? {
        guard let trial = trials(known.name, method).first, trial.outcome == .scored,
            let estimate = estimate(known.name, method), estimate.maps.columns == known.count
        else { return nil }
        return EstimateView(method: method, trial: trial, estimate: estimate, truth: known.truth)
    }

    /// Estimates that stand for end members, in the record's order: a method such as the SVD, whose sources matched
    /// nothing, is not among them.
    func views(on known: KnownDataset) -> [EstimateView] {
        methods(on: known.name).filter { $0 != Self.oracle }.compactMap { view($0, on: known) }.filter { view in
            view.sources.contains { $0 != nil } && !view.isSigned
        }
    }

    func oracle(on known: KnownDataset) -> EstimateView? { view(Self.oracle, on: known) }

    /// Trials that failed on a dataset.
    func failures(on dataset: String) -> [Trial] {
        methods(on: dataset).flatMap { trials(dataset, $0) }.filter { $0.outcome == .failed }
    }
}

extension EstimateView {
    /// Whether the patterns have negative values, which a diffraction pattern cannot have.
    var isSigned: Bool { estimate.mapScaling == "least-squares" }
}
