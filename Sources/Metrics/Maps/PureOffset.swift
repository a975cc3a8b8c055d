/// Scan positions that hold one end member and nothing else: abundance ≥ 1 - 1e-9.
func purePositions(of abundances: [Double]) -> [Int] { abundances.indices.filter { abundances[$0] >= 1 - 1e-9 } }

/// How far the map stays below 1 where the end member is pure: 1 - mean of the map over the pure positions.
///
/// - Returns: 0 when pure positions read 1, 0.01 when they read 99 %, negative when they read more than 1; undefined
///   when the member is pure nowhere.
public func pureOffset(truth: [Double], estimate: [Double]) -> Score {
    if let problem = mismatch(truth: truth, estimate: estimate) { return problem }
    guard let mean = VectorSums.mean(of: estimate, at: purePositions(of: truth)) else {
        return .undefined(reason: "the end member is pure nowhere")
    }
    return Score(finite: 1 - mean)
}
