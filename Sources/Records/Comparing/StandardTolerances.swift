extension Tolerance {
    /// How far each metric may move in a new baseline. A baseline that is there keeps its own.
    ///
    /// What is allowed for is rounding on other machines. Its size was measured on the 72 trials of Validation/paper.yaml:
    /// with slices in double instead of single precision, and with OpenBLAS's kernels for other processors (Haswell,
    /// Nehalem: no AVX-512, no AVX). "Moves by" is the largest change seen in either; tolerances are about ten times that.
    public static let standard: [Tolerance] = [
        Tolerance("pattern-angle", absolute: 0.005, reason: "moves by 0.0007 deg"),
        Tolerance("pattern-ncc", absolute: 1e-4, reason: "moves by 9e-6"),
        Tolerance("pseudo-subtraction", absolute: 1e-4, reason: "moves by 1.2e-5"),
        Tolerance("dips", absolute: 0.5, reason: "a count, which does not move"),
        Tolerance("leakage", absolute: 1e-4, reason: "moves by 9e-6"),
        Tolerance("leakage-fit", absolute: 1e-4, reason: "moves by 8e-6"),
        Tolerance(
            "shared-ratio", absolute: 5e-4, relative: 1e-3,
            reason: "moves by 5e-5, and by 1e-4 of a ratio of -8 (SVD): large ratios divide by weak reflections"),
        Tolerance("direct-beam-ratio", absolute: 2e-4, reason: "moves by 1.6e-5"),
        Tolerance("shortfall", absolute: 2e-4, reason: "moves by 1.6e-5"),
        Tolerance("display-difference", absolute: 1e-4, reason: "moves by 9e-6"),
        Tolerance("map-rmse", absolute: 2e-4, reason: "moves by 1.8e-5"),
        Tolerance("map-rmse-gain", absolute: 1e-4, reason: "moves by 8e-6"),
        Tolerance("pure-offset", absolute: 2e-4, reason: "moves by 1.5e-5"),
        Tolerance(
            "max-deviation", absolute: 2e-4, relative: 2e-4, reason: "moves by 8e-5 of a deviation of 8.6 (SVD)"),
        Tolerance("splitting", absolute: 1e-4, reason: "moves by 9e-6"),
        Tolerance("third-source-mean", absolute: 1e-4, reason: "a mean of map values, which move by 1e-5"),
        Tolerance("third-source-max", absolute: 2e-4, reason: "one map value, which moves by 2e-5"),
        Tolerance("edge-rise", absolute: 1e-4, reason: "moves by 9e-6"),
        Tolerance("mid-offset", absolute: 2e-4, relative: 2e-4, reason: "moves by 9e-5 of an offset of -3.4 (SVD)"),
        Tolerance(
            "mid-shift", absolute: 0.02,
            reason: "moves by 0.0025 positions: a flat map crosses 0.5 at a grazing angle"),
        Tolerance("boundary-width-ratio", absolute: 2e-4, reason: "moves by 2.4e-5"),
        Tolerance("non-monotonicity", absolute: 5e-4, reason: "moves by 7e-5: it adds up many small steps"),
        Tolerance("minima", absolute: 0.5, reason: "a count, which does not move"),
        Tolerance("deepest-minimum", absolute: 3e-4, reason: "moves by 3.2e-5"),
        Tolerance("negative-values", absolute: 2e-4, reason: "a share of values, which move by 2e-5"),
        Tolerance("closest-patterns", absolute: 0.005, reason: "an angle of patterns, as pattern-angle"),
        Tolerance("amari", absolute: 1e-4, reason: "moves by 1.2e-5"),
        Tolerance("reconstruction-error", absolute: 2e-5, reason: "moves by 1.4e-6"),
        Tolerance("scree-rank", absolute: 0.5, reason: "a count, which does not move"),
        Tolerance("scree-gap", absolute: 2e-3, reason: "moves by 1.8e-4"),
        Tolerance(
            "scree-contrast", absolute: 0.1, relative: 0.05,
            reason: "moves by 1 %: it divides by the spacing of the smallest singular values"),
        Tolerance("dark-field-agreement", absolute: 1e-4, reason: "a correlation, which moves as pattern-ncc"),
        Tolerance("edge-lines", absolute: 1e-4, reason: "a difference of means of map values, which move by 2e-5"),
        Tolerance("edge-line-rows", absolute: 0.05, reason: "a share of rows: one in twenty may change sides"),
        Tolerance(
            "film-split", absolute: 0.01, relative: 0.01, reason: "divides by the spread of map values within a group"),
        Tolerance("pattern-spread", absolute: 0.005, reason: "an angle of patterns, as pattern-angle"),
        Tolerance(
            "separating-components", absolute: 1e-3, reason: "ratios of map values, which move by 2e-5 of their range"),
        Tolerance("double-diffraction", absolute: 1e-5, reason: "moves by 7e-7"),
        Tolerance(anyMetric, absolute: 1e-3, relative: 0.01, reason: "nothing is known of this metric's rounding"),
    ]

    /// The tolerances for the metrics of a record, one each, then the one for the others.
    ///
    /// - Parameter own: where one of a metric is among these, it is kept.
    public static func standard(for record: RunRecord, insteadOf own: [Tolerance] = []) -> [Tolerance] {
        let names = Set(record.metrics.map(\.name) + own.map(\.metric))
        let merged = own + standard.filter { entry in !own.contains { $0.metric == entry.metric } }
        return merged.filter { names.contains($0.metric) && $0.metric != anyMetric }.sorted { $0.metric < $1.metric }
            + merged.filter { $0.metric == anyMetric }
    }
}
