extension LineProfile {
    /// The 10-90 % width of the boundary over the truth's.
    ///
    /// Levels lie between the means where the true abundance is 0 and 1. x₉₀ is the first rise through 90 %, x₁₀ the
    /// last rise through 10 % before it. Below 1 the boundary looks narrower than it is. Undefined for a map that does
    /// not rise.
    public var boundaryWidthRatio: Score {
        guard let trueWidth = width(of: truth) else {
            return .undefined(reason: "the true abundance does not run from 0 to 1")
        }
        guard !isConstant else { return .undefined(reason: "the map is constant") }
        guard let width = width(of: estimate) else {
            return .undefined(reason: "the map does not rise from 10 to 90 % across the boundary")
        }
        return Score(finite: width / trueWidth)
    }

    private func width(of values: [Double]) -> Double? {
        guard let low = VectorSums.mean(of: values, at: truth.indices.filter { truth[$0] <= 1e-9 }),
            let high = VectorSums.mean(of: values, at: purePositions(of: truth)), high > low,
            let x90 = Self.upCrossings(of: values, at: low + 0.9 * (high - low)).first,
            let x10 = Self.upCrossings(of: values, at: low + 0.1 * (high - low)).last(where: { $0 <= x90 })
        else { return nil }
        return x90 - x10
    }
}
