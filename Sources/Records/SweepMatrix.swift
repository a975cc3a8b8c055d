/// The score that stands for every dataset of a sweep, and the bound that its verdict hangs on.
public struct SweepMatrix: Codable, Sendable {
    public var metric: String
    /// The largest value that keeps the bound.
    public var atMost: Double
    /// What is said of a score that keeps the bound, such as "monotonic", and of one that breaks it.
    public var kept: String
    public var broken: String

    public init(metric: String, atMost: Double, kept: String, broken: String) {
        self.metric = metric
        self.atMost = atMost
        self.kept = kept
        self.broken = broken
    }
}

/// Where a dataset stands in a sweep.
public struct SweepPlace: Codable, Sendable {
    /// What the dataset would be called without the sweep.
    public var series: String
    /// The same for people.
    public var title: String
    /// The value of each swept key, in the order of the experiment file.
    public var values: [Value]

    public struct Value: Codable, Sendable, Hashable {
        /// Keys joined by dots, such as "precession.angle".
        public var key: String
        public var text: String

        public init(key: String, text: String) {
            self.key = key
            self.text = text
        }
    }

    public init(series: String, title: String, values: [Value]) {
        self.series = series
        self.title = title
        self.values = values
    }
}
