public import Arrays

/// An estimate beside the truth: matched once, scaled once, and read by every metric.
public struct Comparison: Sendable {
    public let shape: ObservationShape
    public let truth: Truth
    /// What is read without the truth.
    public let inspection: Inspection
    public var estimate: Estimate { inspection.estimate }
    /// Which source stands for which member, by the patterns: this one is used.
    public let matching: Matching
    /// The same by the maps.
    public let mapMatching: Matching
    /// Whether patterns and maps disagree about which source stands for which member: a warning.
    public var matchingsDisagree: Bool { matching != mapMatching }

    let apertures: ApertureSet
    /// What the observations say about each member, or why they say nothing.
    let observed: Result<ObservedMembers, ObservedMembers.Problem>
    /// Truth patterns and abundances, one array a member.
    let truePatterns: [[Double]]
    let trueMaps: [[Double]]
    /// W·Wᵀ.
    let gram: Matrix<Double>
    /// Matched patterns with the sign of the truth, at their own scale; nil where a member has no source.
    private let matchedPatterns: [[Double]?]
    private let matchedMaps: [[Double]?]

    /// - Parameters:
    ///   - shape: scan and detector lengths; rows are scan positions, columns are pixels `y * detectorX + x`.
    /// - Throws: `MetricError` when sizes do not agree or values are not finite.
    public init(
        truth: Truth, estimate: Estimate, shape: ObservationShape, observations: (any RowSource)? = nil,
        singularValues: [Double]? = nil
    ) throws(MetricError) {
        try Self.validate(truth: truth, shape: shape)
        inspection = try Inspection(
            estimate: estimate, shape: shape, observations: observations, singularValues: singularValues)
        self.shape = shape
        self.truth = truth
        let truePatterns = (0..<truth.patterns.rows).map(truth.patterns.row)
        let trueMaps = (0..<truth.maps.rows).map(truth.maps.row)
        let patterns = (0..<estimate.patterns.rows).map(estimate.patterns.row)
        let maps = (0..<estimate.maps.rows).map(estimate.maps.row)
        let signed = estimate.mapScaling != .leastSquares
        let matching = Matching(truth: truePatterns, estimate: patterns, signed: signed)
        mapMatching = Matching(truth: trueMaps, estimate: maps, signed: signed)
        var (matchedPatterns, matchedMaps) = ([[Double]?](), [[Double]?]())
        for (member, source) in matching.sources.enumerated() {
            guard let source else {
                matchedPatterns.append(nil)
                matchedMaps.append(nil)
                continue
            }
            let flip = !signed && VectorSums.dot(patterns[source], truePatterns[member]) < 0
            let pattern = flip ? patterns[source].map { -$0 } : patterns[source]
            let map = flip ? maps[source].map { -$0 } : maps[source]
            matchedPatterns.append(pattern)
            matchedMaps.append(
                Self.scaled(
                    map, estimate.mapScaling, gain: leastSquaresGain(truth: truePatterns[member], estimate: pattern)))
        }
        self.matching = matching
        self.truePatterns = truePatterns
        self.trueMaps = trueMaps
        self.matchedPatterns = matchedPatterns
        self.matchedMaps = matchedMaps
        gram = truth.patterns.gram
        apertures = ApertureSet(reflections: truth.reflections, radii: truth.radii, shape: shape)
        observed = ObservedMembers.read(observations, abundances: trueMaps, apertures: apertures)
    }

    /// The pattern that stands for an end member, turned to the truth's sign, at its own scale; nil where there is
    /// none.
    public func pattern(of member: Int) -> [Double]? { matchedPatterns[member] }

    /// The same, scaled to the truth by least squares: for pictures side by side.
    public func scaledPattern(of member: Int) -> [Double]? {
        matchedPatterns[member].map { pattern in
            let gain = leastSquaresGain(truth: truePatterns[member], estimate: pattern)
            return pattern.map { gain * $0 }
        }
    }

    /// The map that stands for an end member, on the scale of abundances; nil where there is none.
    public func map(of member: Int) -> [Double]? { matchedMaps[member] }

    /// Maps without a positive value, or of patterns that have nothing in common with the truth, are zero on any scale.
    private static func scaled(_ map: [Double], _ scaling: MapScaling, gain: Double) -> [Double] {
        switch scaling {
        case .native: return map
        case .maximumOne:
            let largest = map.max() ?? 0
            return largest > 0 ? map.map { $0 / largest } : map
        case .leastSquares: return map.map { gain > 0 ? $0 / gain : 0 }
        }
    }
}
