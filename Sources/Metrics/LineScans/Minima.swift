/// A dip inside a profile.
public struct ProfileMinimum: Sendable, Equatable {
    /// Index of its (first) position.
    public let position: Int
    /// How deep it is on its shallower side, as a share of the profile's range.
    public let depth: Double
}

/// The interior minima of a profile that are at least `listedFrom` of its range deep.
///
/// Equal neighbours count as one position. The depth of a minimum is the lower of the two highest values that are met
/// to its left and right before the profile falls below it (its prominence), minus its value, over the range.
/// A profile that is constant but for rounding has none. Call a profile oscillating only from 0.02 on: the rise at the edge of a boundary
/// makes shallower ones.
public func interiorMinima(of profile: [Double], listedFrom threshold: Double = 0.01) -> [ProfileMinimum] {
    guard let highest = profile.max(), let lowest = profile.min(), highest.isFinite, lowest.isFinite,
        highest - lowest > LineProfile.rounding(of: profile)
    else { return [] }
    let firsts = profile.indices.filter { $0 == 0 || profile[$0] != profile[$0 - 1] }
    let values = firsts.map { profile[$0] }
    func barrier(_ side: some Sequence<Double>, above value: Double) -> Double {
        var top = value
        for other in side {
            if other < value { break }
            top = max(top, other)
        }
        return top
    }
    return values.indices.dropFirst().dropLast().compactMap { i in
        let value = values[i]
        guard values[i - 1] > value, values[i + 1] > value else { return nil }
        let top = min(barrier(values[..<i].reversed(), above: value), barrier(values[(i + 1)...], above: value))
        let depth = (top - value) / (highest - lowest)
        return depth >= threshold ? ProfileMinimum(position: firsts[i], depth: depth) : nil
    }
}
