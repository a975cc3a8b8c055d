/// A map along a line scan from one crystal to the other, turned so that the true abundance rises.
public struct LineProfile: Sendable {
    public let truth: [Double]
    public let estimate: [Double]
    /// Largest minus smallest value of the map.
    public let range: Double

    /// - Throws: `LineProfileProblem` unless the truth rises (or falls) from one end to the other without turning back.
    public init(truth: [Double], estimate: [Double]) throws(LineProfileProblem) {
        guard truth.count == estimate.count else {
            throw .init(reason: "the truth has \(truth.count) positions and the estimate \(estimate.count)")
        }
        guard let first = truth.first, let last = truth.last, first != last else {
            throw .init(reason: "the true abundance is the same at both ends of the scan")
        }
        let rising = first < last ? truth : truth.reversed()
        guard zip(rising, rising.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw .init(reason: "the true abundance turns back along the scan")
        }
        guard estimate.allSatisfy(\.isFinite) else { throw .init(reason: "the map holds values that are not finite") }
        self.truth = rising
        self.estimate = first < last ? estimate : estimate.reversed()
        range = (estimate.max() ?? 0) - (estimate.min() ?? 0)
    }

    /// Whether the map says nothing about the scan: its range is rounding noise.
    var isConstant: Bool { range <= Self.rounding(of: estimate) }

    /// The largest range of a map that counts as constant.
    static func rounding(of map: [Double]) -> Double { 1e-9 * max(1, map.map(abs).max() ?? 0) }

    /// The positions, linearly interpolated, at which `values` rises through `level`.
    static func upCrossings(of values: [Double], at level: Double) -> [Double] {
        values.indices.dropFirst().compactMap { i in
            guard values[i - 1] < level, values[i] >= level else { return nil }
            return Double(i - 1) + (level - values[i - 1]) / (values[i] - values[i - 1])
        }
    }
}

/// Why a map is no profile across one boundary.
public struct LineProfileProblem: Error, Equatable, CustomStringConvertible {
    public let reason: String
    public var description: String { reason }
}
