/// How a file was made, so that it can be made again. Nothing in it changes from one run to the next.
public struct Provenance: Hashable, Sendable, Codable {
    /// The whole resolved model or method, as YAML.
    public let model: String
    /// SHA-256 of what went in, by name, hexadecimal.
    public let digests: [String: String]
    public let seed: UInt64
    /// Versions of Twinbench and of the formats and results it writes.
    public let versions: [String: String]
    /// What a reader should know before trusting the numbers, such as intensity lost at the band limit.
    public let warnings: [String]
    /// The error bar of the beam intensities; nil where none is known.
    public let estimatedError: EstimatedError?

    public init(
        model: String, digests: [String: String], seed: UInt64, versions: [String: String], warnings: [String] = [],
        estimatedError: EstimatedError? = nil
    ) {
        self.model = model
        self.digests = digests
        self.seed = seed
        self.versions = versions
        self.warnings = warnings
        self.estimatedError = estimatedError
    }
}
