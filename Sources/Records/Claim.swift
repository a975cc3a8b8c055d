/// A claim of the paper, held against a score.
public struct ClaimEntry: Codable, Sendable {
    /// "C8" and so on; several entries may share an id.
    public var id: String
    /// The claim in a sentence.
    public var text: String
    /// A dataset, or the series of one that was drawn with several seeds.
    public var dataset: String
    public var method: String
    public var metric: String
    /// The end member that is meant, or "mean" or "best" of them; nil for the worst.
    public var member: String?
    /// The bound in words, such as "at most 0.05".
    public var bound: String
    /// The value found; nil when it is undefined.
    public var value: Double?
    /// The median over held-out seeds, where the dataset has any; `value` is then that over the others.
    public var heldOut: Double?
    /// How the value varies over the seeds, and how often the bound was kept; nil where there is one dataset only.
    public var spread: Spread?
    /// The same over held-out seeds, where the dataset has any.
    public var heldOutSpread: Spread?
    /// The oracle's value of the same metric, where it has one.
    public var oracle: Double?
    public var verdict: Verdict
    /// The verdict that the experiment file states.
    public var expected: Verdict
    /// Why this verdict is expected, or why the value is undefined.
    public var because: String?
    /// What the verdict rests on besides the bound, such as "fitted settings": settings that were chosen after results had
    /// been seen. nil where it rests on nothing else.
    public var under: String?

    /// A claim on each of several datasets that differ in the seed of their noise only.
    public struct Spread: Codable, Sendable, Equatable {
        /// Of the values that are defined; nil where none is.
        public var smallest: Double?
        public var largest: Double?
        /// On how many of them the bounds are kept.
        @Counted public var kept: Int
        @Counted public var seeds: Int

        public init(smallest: Double?, largest: Double?, kept: Int, seeds: Int) {
            self.smallest = smallest
            self.largest = largest
            self.kept = kept
            self.seeds = seeds
        }

        /// "4 of 5".
        public var passRate: String { "\(kept) of \(seeds)" }
    }

    public enum Verdict: String, Codable, Sendable, CaseIterable {
        case holds
        case doesNotHold = "does-not-hold"
        case notTestable = "not-testable"
    }

    public init(
        id: String, text: String, dataset: String, method: String, metric: String, member: String? = nil, bound: String,
        value: Double?, heldOut: Double? = nil, spread: Spread? = nil, heldOutSpread: Spread? = nil, oracle: Double?,
        verdict: Verdict, expected: Verdict, because: String?, under: String? = nil
    ) {
        self.id = id
        self.text = text
        self.dataset = dataset
        self.method = method
        self.metric = metric
        self.member = member
        self.bound = bound
        self.value = value
        self.heldOut = heldOut
        self.spread = spread
        self.heldOutSpread = heldOutSpread
        self.oracle = oracle
        self.verdict = verdict
        self.expected = expected
        self.because = because
        self.under = under
    }
}

/// What a metric is, for whoever reads its scores.
public struct MetricEntry: Codable, Sendable {
    public var name: String
    public var title: String
    /// "deg", "1" for a plain number, "positions" ...
    public var unit: String
    /// Which way is better.
    public var direction: Direction
    /// The value of a perfect estimate; nil where none is best.
    public var best: Double?
    /// Where the definition comes from.
    public var source: String
    /// One paragraph that a microscopist understands without any other document.
    public var explanation: String

    public enum Direction: String, Codable, Sendable {
        case lower, higher, closer, neutral
    }

    public init(
        name: String, title: String, unit: String, direction: Direction, best: Double?, source: String,
        explanation: String
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.direction = direction
        self.best = best
        self.source = source
        self.explanation = explanation
    }
}
