import Metrics
import Testing

/// Arrays that do not fit together are said with both lengths, the truth's first.
@Suite struct ShapeTests {
    private static let readings: [(name: String, read: @Sendable (_ truth: [Double], _ estimate: [Double]) -> Score)] =
        [
            ("pure offset", { pureOffset(truth: $0, estimate: $1) }),
            ("map error", { mapError(truth: $0, estimate: $1) }),
            ("map error after gain", { mapErrorAfterGain(truth: $0, estimate: $1) }),
            ("largest deviation", { largestDeviation(truth: $0, estimate: $1) }),
            ("display difference", { displayDifference(truth: $0, estimate: $1) }),
            ("leakage", { leakage(intoMember: 0, truth: [$0, $0], estimate: $1, unique: [[], []]) }),
            ("leakage by fit", { leakageByFit(intoMember: 0, truth: [$0, $0.reversed()], estimate: $1) }),
            ("spectral angle", { spectralAngle(truth: $0, estimate: $1) }),
            ("pattern correlation", { patternCorrelation(truth: $0, estimate: $1) }),
            ("shared ratio", { sharedRatio(truth: $0, estimate: $1, shared: [], unique: []) }),
            ("direct beam ratio", { directBeamRatio(truth: $0, estimate: $1, disc: [0]) }),
            ("shortfall", { shortfall(truth: $0, estimate: $1) }),
        ]

    @Test("Another length of the estimate is said with both lengths", arguments: readings.indices)
    func lengths(_ index: Int) {
        let (name, read) = Self.readings[index]
        #expect(
            read([1, 0, 0.5], [1, 2]).reason == "the truth has 3 values and the estimate 2", Comment(rawValue: name))
        #expect(read([], []).value == nil, Comment(rawValue: name))
    }
}
