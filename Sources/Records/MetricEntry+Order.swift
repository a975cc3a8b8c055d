extension MetricEntry {
    /// How far a value is from the best one: more is worse. nil for a metric without a direction.
    public func badness(_ value: Double) -> Double? {
        switch direction {
        case .lower: value
        case .higher: -value
        case .closer: abs(value - (best ?? 0))
        case .neutral: nil
        }
    }

    /// How far a value is from the best one; nil for a metric without a best value.
    public func distance(_ value: Double) -> Double? { best.map { abs(value - $0) } }

    /// Whether `first` is the worse score of the two.
    public func isWorse(_ first: Double, than second: Double) -> Bool {
        guard let first = badness(first), let second = badness(second) else { return false }
        return first > second
    }
}
