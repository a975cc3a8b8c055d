public import Arrays

/// An estimate and the observations that it was made from: all that can be read when no truth is known.
public struct Inspection: Sendable {
    public let shape: ObservationShape
    public let estimate: Comparison.Estimate
    /// Without them the reconstruction error is undefined.
    public let observations: (any RowSource)?
    /// Of the observations, descending; without them the scree metrics are undefined.
    public let singularValues: [Double]?

    /// - Parameters:
    ///   - shape: scan and detector lengths; rows are scan positions, columns are pixels `y * detectorX + x`.
    /// - Throws: `MetricError` when sizes do not agree or values are not finite.
    public init(
        estimate: Comparison.Estimate, shape: ObservationShape, observations: (any RowSource)? = nil,
        singularValues: [Double]? = nil
    ) throws(MetricError) {
        try Comparison.validate(estimate: estimate, shape: shape)
        if let found = observations?.shape, found != shape {
            throw .badShape(array: "observations", found: "\(found)", expected: "\(shape)")
        }
        self.shape = shape
        self.estimate = estimate
        self.observations = observations
        self.singularValues = singularValues
    }

    var reconstruction: Score {
        guard let observations else { return .undefined(reason: "the observations are not at hand") }
        do {
            return try reconstructionError(
                observations: observations, maps: estimate.maps, patterns: estimate.patterns)
        } catch {
            return .undefined(reason: "the observations cannot be read: \(error)")
        }
    }

    func ofScree<Reading>(_ read: ([Double]) -> Reading?, _ score: (Reading) -> Score) -> Score {
        guard let singularValues else { return .undefined(reason: "there are no singular values") }
        guard let reading = read(singularValues) else {
            return .undefined(reason: "there are too few singular values above 0")
        }
        return score(reading)
    }

    /// Whether a source and its negative are the same: components of SVD and ICA.
    private var isSignFree: Bool { estimate.mapScaling == .leastSquares }

    var negativity: Score {
        let pairs = (0..<estimate.patterns.rows).map { (estimate.patterns.row($0), estimate.maps.row($0)) }
        return negativeShare(patterns: pairs.map(\.0), maps: pairs.map(\.1), signed: !isSignFree)
    }

    var closest: Score {
        closestPatterns((0..<estimate.patterns.rows).map(estimate.patterns.row), signed: !isSignFree)
    }
}
