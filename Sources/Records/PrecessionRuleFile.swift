public import FoundationEssentials

/// Rules for precession as a file: what they were fitted on, what they promise, and their thresholds.
public struct PrecessionRuleFile: Codable, Sendable {
    /// The version of this format.
    public static let schema = 2

    public var schema = Self.schema
    /// The experiment's name, and the SHA-256 of its file.
    public var experiment: String
    public var digest: String
    /// The bounds that the rules say will be kept.
    public var verdicts: [MethodStudy.Artefact]
    public var rules: [PrecessionRule]

    public init(experiment: String, digest: String, verdicts: [MethodStudy.Artefact], rules: [PrecessionRule]) {
        self.experiment = experiment
        self.digest = digest
        self.verdicts = verdicts
        self.rules = rules
    }

    /// - Throws: `RecordError` for a file that is none of these.
    public init(contentsOf url: URL) throws(RecordError) {
        self = try JSONKind.precessionRule.read(Self.self, from: url)
    }

    /// How far its bound on a metric lies from the best value; nil where it has no rule for that.
    public func within(_ metric: String) -> Double? { verdicts.first { $0.metric == metric }?.within }
}
