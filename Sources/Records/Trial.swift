/// One method on one dataset: what it scored, or why it failed.
public struct Trial: Codable, Sendable {
    public var dataset: String
    public var method: String
    public var seed: UInt64
    public var outcome: Outcome
    /// Why the trial failed; nil when it was scored.
    public var reason: String?
    /// Wall seconds of the learning, 0 when it came from the cache.
    public var seconds: Double
    /// Path of the result file, relative to the record; nil when the trial failed.
    public var result: String?
    public var scores: [Score]
    /// Which estimated source stands for each end member, by name; absent members have no entry.
    public var matching: [String: Int]
    /// How the program of a method outside Twinbench ended; nil for other methods.
    public var program: ProgramRun?
    /// How the search ended; nil for methods without one.
    public var search: Search?

    /// How a method's search ended.
    public struct Search: Codable, Sendable {
        /// Starts, and how many of them reached the best objective.
        @Counted public var starts: Int
        @Counted public var reached: Int
        /// Whether it ended by its own rule and not by the limit of iterations.
        public var converged: Bool
        public var objective: Double?

        public init(starts: Int, reached: Int, converged: Bool, objective: Double?) {
            self.starts = starts
            self.reached = reached
            self.converged = converged
            self.objective = objective
        }
    }

    public enum Outcome: String, Codable, Sendable {
        case scored, failed
    }

    /// A metric's value for an end member, or for the whole estimate when `member` is nil.
    public struct Score: Codable, Sendable {
        public var metric: String
        public var member: String?
        /// nil when the metric is undefined here; `reason` then says why.
        public var value: Double?
        public var reason: String?
        public init(metric: String, member: String?, value: Double?, reason: String? = nil) {
            self.metric = metric
            self.member = member
            self.value = value
            self.reason = reason
        }
    }

    public init(
        dataset: String, method: String, seed: UInt64, outcome: Outcome, reason: String?, seconds: Double,
        result: String?, scores: [Score], matching: [String: Int]
    ) {
        self.dataset = dataset
        self.method = method
        self.seed = seed
        self.outcome = outcome
        self.reason = reason
        self.seconds = seconds
        self.result = result
        self.scores = scores
        self.matching = matching
    }
}
