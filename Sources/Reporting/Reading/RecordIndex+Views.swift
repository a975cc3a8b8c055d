import Arrays
import Datasets
import Records

extension RecordIndex {
    /// The estimate of a method on a scan beside its truth; nil when the trial failed or its file is missing.
    func view(_ method: String, on scan: LineScan) -> EstimateView? {
        guard let trial = trials(scan.name, method).first, trial.outcome == .scored,
            let estimate = estimate(scan.name, method), estimate.maps.columns == scan.count
        else { return nil }
        return EstimateView(method: method, trial: trial, estimate: estimate, truth: scan.truth)
    }

    /// Estimates that stand for end members, in the record's order: a method such as the SVD, whose sources matched
    /// nothing, is not among them.
    func views(on scan: LineScan) -> [EstimateView] {
        methods(on: scan.name).filter { $0 != Self.oracle }.compactMap { view($0, on: scan) }.filter { view in
            view.sources.contains { $0 != nil } && !view.isSigned
        }
    }

    func oracle(on scan: LineScan) -> EstimateView? { view(Self.oracle, on: scan) }

    /// Trials that failed on a dataset.
    func failures(on dataset: String) -> [Trial] {
        methods(on: dataset).flatMap { trials(dataset, $0) }.filter { $0.outcome == .failed }
    }
}

extension EstimateView {
    /// Whether the patterns have negative values, which a diffraction pattern cannot have.
    var isSigned: Bool { estimate.mapScaling == "least-squares" }
}
