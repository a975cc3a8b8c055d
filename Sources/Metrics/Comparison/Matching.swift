import Arrays

/// Which estimated source stands for each end member: the assignment with the smallest sum of spectral angles.
public struct Matching: Sendable, Equatable {
    /// For each member the index of its source; nil for members that are left over when there are fewer sources.
    public let sources: [Int?]
    /// Sources that stand for no member, ascending.
    public let extra: [Int]

    /// Matches rows of `estimate` to rows of `truth` (patterns, or maps), which have the same columns.
    ///
    /// - Parameter signed: whether a row and its negative differ; false for components with a free sign (SVD, ICA).
    public init(truth: [[Double]], estimate: [[Double]], signed: Bool) {
        let angles = truth.map { t in
            estimate.map { spectralAngle(truth: t, estimate: $0, signed: signed).value ?? 180 }
        }
        sources =
            estimate.isEmpty
            ? [Int?](repeating: nil, count: truth.count) : Hungarian.assignment(costs: Matrix(angles))
        let taken = Set(sources.compactMap { $0 })
        extra = estimate.indices.filter { !taken.contains($0) }
    }
}
