/// One thing in which two sets of scores differ by more than their tolerance.
public struct ScoreDifference: Codable, Sendable, Equatable {
    public var kind: Kind
    public var trial: TrialName
    /// nil when the whole trial is meant.
    public var metric: String?
    /// nil for a metric of the whole estimate.
    public var member: String?
    /// Empty for plain numbers.
    public var unit: String
    /// nil where there was no number.
    public let before: Double?
    /// nil where there is no number now.
    public let after: Double?
    /// After minus before; nil where one of them is no number.
    public let change: Double?
    /// The largest change that would have counted as none; nil where it is no matter of size.
    public var allowed: Double?
    /// Why there is no number, or why the trial failed.
    public var reason: String?

    /// In the order in which they are told.
    public enum Kind: String, Codable, Sendable, CaseIterable, Comparable {
        /// The trial fails now.
        case failed
        /// The trial or the score is not there any more.
        case missing
        /// The metric had a value and has none now.
        case undefined
        /// Farther from the best value.
        case worse
        /// Moved, though no direction is better, or to the other side of the best value.
        case changed
        /// Nearer to the best value, or the trial failed before.
        case better
        /// The metric had no value and has one now.
        case defined
        /// The trial or the score is new.
        case added

        /// Whether it speaks against the later scores.
        public var isRegression: Bool { self <= .changed }

        public static func < (a: Self, b: Self) -> Bool { a.order < b.order }
        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    init(
        _ kind: Kind, _ trial: TrialName, _ score: ScoreName? = nil, unit: String = "", before: Double? = nil,
        after: Double? = nil, allowed: Double? = nil, reason: String? = nil
    ) {
        self.kind = kind
        self.trial = trial
        metric = score?.metric
        member = score?.member
        self.unit = unit
        self.before = before
        self.after = after
        change = before.flatMap { before in after.map { $0 - before } }
        self.allowed = allowed
        self.reason = reason
    }

    /// How many times the allowed change it is.
    var size: Double {
        guard let change, let allowed else { return .infinity }
        return abs(change) / allowed
    }
}
