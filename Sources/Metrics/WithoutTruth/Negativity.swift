/// How much of an estimate is below zero, where neither intensities nor amounts can be.
///
/// For each pattern and each map the sum of what is below zero over the sum of absolute values; the largest of all.
/// - Parameters:
///   - patterns: source × pixel.
///   - maps: source × scan position.
///   - signed: whether a source and its negative differ; a source of free sign (SVD, ICA) is first turned so that its
///     pattern's sum is not negative.
/// - Returns: 0 to 1; 0.5 when as much is below zero as above. Undefined without sources.
public func negativeShare(patterns: [[Double]], maps: [[Double]], signed: Bool) -> Score {
    guard !patterns.isEmpty, patterns.count == maps.count else { return .undefined(reason: "there are no sources") }
    func share(_ values: [Double], _ sign: Double) -> Double {
        let total = values.reduce(0) { $0 + abs($1) }
        return total > 0 ? values.reduce(0) { $0 + max(0, -sign * $1) } / total : 0
    }
    let shares = zip(patterns, maps).map { pattern, map in
        let sign = !signed && VectorSums.sum(pattern) < 0 ? -1.0 : 1
        return max(share(pattern, sign), share(map, sign))
    }
    return Score(finite: shares.max() ?? 0)
}
