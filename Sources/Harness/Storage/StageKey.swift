/// What a stage's result depends on: its resolved input, the digests upstream, and the revision of the code's results.
public struct StageKey: Sendable, Hashable {
    /// SHA-256, hexadecimal.
    public let digest: String
    /// The stage's name, a folder of the cache.
    public let stage: String

    public init(stage: Stage, inputs: [String]) {
        self.stage = stage.name
        digest = Digest.of(([stage.name, "revision \(stage.revision)"] + inputs).joined(separator: "\n\u{1f}\n"))
    }
}

/// A stage whose results are kept. Its revision is raised with every change of its results.
public struct Stage: Sendable {
    public let name: String
    public let revision: Int

    public static let beams = Stage(name: "beams", revision: 2)
    public static let dataset = Stage(name: "dataset", revision: 4)
    public static let estimate = Stage(name: "estimate", revision: 6)
    public static let virtualImages = Stage(name: "virtual", revision: 1)
    public static let scores = Stage(name: "scores", revision: 7)
}
