extension LineProfile {
    /// The map at the true abundance 0.5, minus 0.5: positive when the member seems to reach too far.
    public var midOffset: Score {
        guard !isConstant else { return .undefined(reason: "the map is constant") }
        guard let middle = Self.upCrossings(of: truth, at: 0.5).first else {
            return .undefined(reason: "the true abundance does not pass 0.5")
        }
        let left = min(Int(middle), estimate.count - 2)
        let share = middle - Double(left)
        return Score(finite: (1 - share) * estimate[left] + share * estimate[left + 1] - 0.5)
    }

    /// How many scan positions the map's first crossing of 0.5 lies deeper in the member than the truth's.
    ///
    /// A map that begins at 0.5 or more crosses it at the first position.
    public var midShift: Score {
        guard !isConstant else { return .undefined(reason: "the map is constant") }
        guard let middle = Self.upCrossings(of: truth, at: 0.5).first else {
            return .undefined(reason: "the true abundance does not pass 0.5")
        }
        let begin = estimate.first.flatMap { $0 >= 0.5 ? 0.0 : nil }
        guard let crossing = begin ?? Self.upCrossings(of: estimate, at: 0.5).first else {
            return .undefined(reason: "the map does not rise through 0.5")
        }
        return Score(finite: crossing - middle)
    }
}
