/// Methods compared by the artefacts that they leave: every score's median and spread over repetitions of a dataset with other
/// noise. The trials themselves stay in the record.
public struct MethodStudy: Codable, Sendable {
    /// Methods whose artefacts are to be mended, by name.
    public var against: [String]
    public var artefacts: [Artefact]
    public var summaries: [Summary]
    public var starts: [Starts]

    /// What a method may get wrong: a metric, and how far from its best value still counts as free of the artefact.
    public struct Artefact: Codable, Sendable {
        public var metric: String
        public var name: String
        public var within: Double

        public init(metric: String, name: String, within: Double) {
            self.metric = metric
            self.name = name
            self.within = within
        }

        /// Whether a score of its metric is free of it; nil where the metric has no best value.
        public func isKept(by score: Double, of metric: MetricEntry) -> Bool? {
            metric.distance(score).map { $0 <= within }
        }
    }

    /// The worst end member's scores of a metric over the repetitions of a dataset.
    public struct Summary: Codable, Sendable {
        /// The dataset, or the series that its repetitions belong to.
        public var series: String
        public var method: String
        public var metric: String
        /// Whether these are the seeds that were held out.
        public var isHeldOut: Bool
        /// Trials with a value, and all of them.
        @Counted public var defined: Int
        @Counted public var trials: Int
        /// Of the defined ones; nil where there are none.
        public var median: Double?
        public var smallest: Double?
        public var largest: Double?
        /// Median distance from the metric's best value.
        public var distance: Double?
        /// Why trials have no value, where some have none.
        public var reason: String?

        public init(series: String, method: String, metric: String, isHeldOut: Bool, trials: Int) {
            self.series = series
            self.method = method
            self.metric = metric
            self.isHeldOut = isHeldOut
            self.trials = trials
            defined = 0
        }
    }

    /// How often a method's starts reach its best objective.
    public struct Starts: Codable, Sendable {
        public var series: String
        public var method: String
        public var isHeldOut: Bool
        /// Starts of all trials, and those that reached the best objective of their trial.
        @Counted public var tried: Int
        @Counted public var reached: Int
        /// Trials whose search ended by its own rule and not by the limit of iterations.
        @Counted public var converged: Int
        @Counted public var trials: Int

        public init(
            series: String, method: String, isHeldOut: Bool, tried: Int, reached: Int, converged: Int, trials: Int
        ) {
            self.series = series
            self.method = method
            self.isHeldOut = isHeldOut
            self.tried = tried
            self.reached = reached
            self.converged = converged
            self.trials = trials
        }
    }

    public init(against: [String], artefacts: [Artefact], summaries: [Summary], starts: [Starts]) {
        self.against = against
        self.artefacts = artefacts
        self.summaries = summaries
        self.starts = starts
    }
}

/// One dataset among those that differ in the seed of their noise only.
public struct RepetitionEntry: Codable, Sendable, Hashable {
    /// What the dataset would be called without its seed.
    public var series: String
    /// The same for people.
    public var title: String
    public var seed: UInt64
    /// Whether the seed was held out while methods and bounds were chosen.
    public var isHeldOut: Bool

    public init(series: String, title: String, seed: UInt64, isHeldOut: Bool) {
        self.series = series
        self.title = title
        self.seed = seed
        self.isHeldOut = isHeldOut
    }
}
