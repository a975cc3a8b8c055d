/// Which of several starts ended lowest, and how many ended there.
///
/// Rounding, which depends on how rows come, must not choose between starts of one objective: the first of them is taken.
struct LowestOfStarts {
    /// Differences below this fraction of the lowest objective are rounding.
    static let rounding = 1e-9
    /// Starts within this fraction of the lowest objective count as agreeing with it.
    static let agreement = 1e-6

    /// The first start that only rounding tells from the lowest; nil when no objective is a number.
    let first: Int?
    /// How many starts agree.
    let agreeing: Int

    /// - Parameter objectives: where each start ended; may be negative.
    init(_ objectives: [Double]) {
        let lowest = objectives.min() ?? 0
        first = objectives.firstIndex { $0 <= lowest + Self.rounding * abs(lowest) }
        agreeing = objectives.count { $0 <= lowest + Self.agreement * abs(lowest) }
    }
}
