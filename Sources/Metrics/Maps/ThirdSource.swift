/// How much a source rises at a boundary between two end members that it has no part in.
public struct ThirdSourceRise: Sendable, Equatable {
    /// Mean of the map over the boundary, above its larger mean in the two pure phases; not below 0.
    public let mean: Double
    /// The same with the maximum over the boundary: on noisy data it mostly reads the noise.
    public let largest: Double
}

/// Reads the rise of member k's map at every boundary without k, and keeps the largest.
///
/// The boundary of members i and j are the positions with Z_i > 0.1, Z_j > 0.1 and Z_k = 0. Only boundaries are
/// looked at whose two members are both pure somewhere.
/// - Parameters:
///   - member: k.
///   - truth: abundances of all members.
///   - estimate: the map that stands for k.
/// - Returns: nil, when there is no such boundary.
public func thirdSourceRise(ofMember member: Int, truth: [[Double]], estimate: [Double]) -> ThirdSourceRise? {
    guard truth.indices.contains(member), truth.allSatisfy({ $0.count == estimate.count }) else { return nil }
    let others = truth.indices.filter { $0 != member }
    var rise: ThirdSourceRise?
    for (position, i) in others.enumerated() {
        for j in others[(position + 1)...] {
            let boundary = estimate.indices.filter {
                truth[i][$0] > 0.1 && truth[j][$0] > 0.1 && truth[member][$0] == 0
            }
            guard let mean = VectorSums.mean(of: estimate, at: boundary),
                let pureI = VectorSums.mean(of: estimate, at: purePositions(of: truth[i])),
                let pureJ = VectorSums.mean(of: estimate, at: purePositions(of: truth[j]))
            else { continue }
            let base = max(pureI, pureJ)
            let largest = boundary.reduce(-Double.infinity) { max($0, estimate[$1]) }
            rise = ThirdSourceRise(
                mean: max(rise?.mean ?? 0, mean - base), largest: max(rise?.largest ?? 0, largest - base))
        }
    }
    return rise
}
