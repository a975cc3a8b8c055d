/// Over how many sources one pure end member is spread.
///
/// Source i contributes p_i = |mean over the pure positions of its map| · Σ |its pattern|; the effective number is
/// (Σ p)² / Σ p² (Hill 1973, the inverse Simpson index). It does not depend on how a source's scale is divided between
/// map and pattern.
/// - Parameters:
///   - truth: the end member's abundances.
///   - maps: the maps of all sources, unscaled.
///   - patternSums: Σ |pattern| of each source.
/// - Returns: 1 when one source does it all, up to the number of sources; undefined when the member is pure nowhere
///   or no source contributes.
public func splitting(truth: [Double], maps: [[Double]], patternSums: [Double]) -> Score {
    guard maps.count == patternSums.count, maps.allSatisfy({ $0.count == truth.count }) else {
        return .undefined(reason: "maps, pattern sums and truth differ in size")
    }
    let pure = purePositions(of: truth)
    guard !pure.isEmpty else { return .undefined(reason: "the end member is pure nowhere") }
    let shares = zip(maps, patternSums).map { abs(VectorSums.mean(of: $0, at: pure) ?? 0) * $1 }
    let (sum, squares) = (VectorSums.sum(shares), VectorSums.dot(shares, shares))
    guard squares > 0 else { return .undefined(reason: "no source contributes where the end member is pure") }
    return Score(finite: sum * sum / squares)
}
