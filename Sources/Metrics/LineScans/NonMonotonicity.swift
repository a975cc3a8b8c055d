extension LineProfile {
    /// How much of the map's way along the scan leads backwards: the sum of its falling steps over its range.
    ///
    /// 0 for a map that only rises, 1 for one that falls all the way; undefined for a constant map.
    public var nonMonotonicity: Score {
        guard !isConstant else { return .undefined(reason: "the map is constant") }
        let backwards = zip(estimate, estimate.dropFirst()).reduce(0.0) { $0 + max(0, $1.0 - $1.1) }
        return Score(finite: backwards / range)
    }
}
