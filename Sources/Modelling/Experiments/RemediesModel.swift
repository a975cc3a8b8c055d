/// `remedies:`, the artefacts that methods are held against, each a metric with how far from its best value still counts as
/// free of it, and the methods whose artefacts are to be mended.
public struct RemediesModel: Sendable, Equatable {
    /// Methods of the experiment, by name.
    public let against: [String]
    public let artefacts: [MetricBound]
    let origin: String

    static let keys = ["against", "artefacts"]

    init(_ reader: YAMLReader, methods: [String]) throws(ModelError) {
        origin = reader.origin
        against = try reader.references("against", kind: "method", known: methods)
        artefacts = try MetricBound.list(reader, "artefacts", example: "other crystal in the pattern")
    }
}
