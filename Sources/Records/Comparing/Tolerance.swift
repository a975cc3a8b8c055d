/// How far a score may move before it counts as another one, and why.
public struct Tolerance: Codable, Sendable, Equatable {
    /// The metric's name; "*" for every metric that is not named.
    public var metric: String
    /// In the metric's unit.
    public var absolute: Double
    /// As a share of the score in the baseline.
    public var relative: Double
    public var reason: String

    /// The metric that stands for all others.
    public static let anyMetric = "*"

    public init(_ metric: String, absolute: Double, relative: Double = 0, reason: String) {
        self.metric = metric
        self.absolute = absolute
        self.relative = relative
        self.reason = reason
    }

    /// The largest change that counts as none: the larger of the two tolerances.
    public func allowance(at value: Double) -> Double { max(absolute, relative * abs(value)) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metric = try container.decode(String.self, forKey: .metric)
        absolute = try container.decodeIfPresent(Double.self, forKey: .absolute) ?? 0
        relative = try container.decodeIfPresent(Double.self, forKey: .relative) ?? 0
        reason = try container.decode(String.self, forKey: .reason)
        if absolute < 0 || relative < 0 {
            throw DecodingError.dataCorruptedError(
                forKey: .absolute, in: container, debugDescription: "a tolerance below 0 lets nothing pass")
        }
        if reason.isEmpty {
            throw DecodingError.dataCorruptedError(
                forKey: .reason, in: container, debugDescription: "the tolerance of \(metric) has no reason")
        }
    }
}
