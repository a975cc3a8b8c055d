/// `remedies:`, the artefacts that methods are held against, each a metric with how far from its best value still counts as
/// free of it, and the methods whose artefacts are to be mended.
public struct RemediesModel: Sendable, Equatable {
    /// Methods of the experiment, by name.
    public let against: [String]
    public let artefacts: [Artefact]
    let origin: String

    public struct Artefact: Sendable, Equatable {
        public let metric: String
        /// What people call it, such as "dark spots".
        public let name: String
        /// The largest distance from the metric's best value that counts as free of the artefact.
        public let within: Double
        let origin: String
    }

    static let keys = ["against", "artefacts"]

    init(_ reader: YAMLReader, methods: [String]) throws(ModelError) {
        origin = reader.origin
        against = try reader.references("against", kind: "method", known: methods)
        var artefacts: [Artefact] = []
        let list = try reader.list("artefacts", example: "[{metric: leakage, name: other crystal, within: 0.02}]")
        for (index, value) in list.enumerated() {
            let item = try YAMLReader(
                value, path: reader.fullPath("artefacts.\(index + 1)"), keys: ["metric", "name", "within"])
            artefacts.append(
                Artefact(
                    metric: try item.text("metric", example: "leakage"),
                    name: try item.text("name", example: "other crystal in the pattern"),
                    within: try item.number("within", in: 0...Double.greatestFiniteMagnitude), origin: value.origin))
        }
        guard Set(artefacts.map(\.metric)).count == artefacts.count, !artefacts.isEmpty else {
            throw reader.bad("artefacts", "names a metric twice, or none", mend: "name each metric once")
        }
        self.artefacts = artefacts
    }
}
