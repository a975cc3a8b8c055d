public import Arrays

/// What a method found, as it lies in a result file: patterns and maps, and what the report draws beside them.
public struct StoredEstimate: Sendable {
    public let method: String
    public let dataset: String
    /// Scan and detector lengths of the observations.
    public let shape: ObservationShape
    /// Source × pixel.
    public let patterns: Matrix<Float>
    /// Source × scan position, as the method left them.
    public let maps: Matrix<Double>
    /// How the maps are scaled before they are compared: "native", "max1" or "least-squares".
    public let mapScaling: String
    /// Objective after each iteration or sweep of the winning start; empty where there is none.
    public let objective: [Double]
    /// Named single numbers about convergence, such as "converged", "iterations", "starts", "starts-agreeing".
    public let convergence: [String: Double]
    /// Named arrays for the report (formats: singular-values, scores, centres, membership-grid, grid-x, grid-y).
    public let diagnostics: [String: Matrix<Double>]
    public let provenance: Provenance
    /// The distortion that the patterns were corrected for after the learning, in words; nil where they are as learned.
    public let correction: String?

    public init(
        method: String, dataset: String, shape: ObservationShape, patterns: Matrix<Float>, maps: Matrix<Double>,
        mapScaling: String, objective: [Double], convergence: [String: Double],
        diagnostics: [String: Matrix<Double>], provenance: Provenance,
        correction: String? = nil
    ) {
        self.method = method
        self.dataset = dataset
        self.shape = shape
        self.patterns = patterns
        self.maps = maps
        self.mapScaling = mapScaling
        self.objective = objective
        self.convergence = convergence
        self.diagnostics = diagnostics
        self.provenance = provenance
        self.correction = correction
    }

    /// The same with patterns that were corrected for a distortion; maps and everything else stay.
    ///
    /// - Precondition: as many patterns as before, on the same pixels.
    public func corrected(patterns: Matrix<Float>, for correction: String) -> StoredEstimate {
        precondition(patterns.rows == self.patterns.rows && patterns.columns == self.patterns.columns, "same patterns")
        return StoredEstimate(
            method: method, dataset: dataset, shape: shape, patterns: patterns, maps: maps, mapScaling: mapScaling,
            objective: objective, convergence: convergence, diagnostics: diagnostics, provenance: provenance,
            correction: correction)
    }
}
