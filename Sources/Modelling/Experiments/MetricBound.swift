/// A metric, what people call keeping or breaking its bound, and how far from its best value still keeps it.
public struct MetricBound: Sendable, Equatable {
    public let metric: String
    public let name: String
    /// The largest distance from the metric's best value that keeps the bound.
    public let within: Double
    let origin: String

    /// `[{metric: leakage, name: other crystal, within: 0.02}]`
    static func list(_ reader: YAMLReader, _ key: String, example: String) throws(ModelError) -> [MetricBound] {
        var bounds: [MetricBound] = []
        for (index, value) in try reader.list(key, example: "[{metric: leakage, name: \(example), within: 0.02}]")
            .enumerated()
        {
            let item = try YAMLReader(
                value, path: reader.fullPath("\(key).\(index + 1)"), keys: ["metric", "name", "within"])
            bounds.append(
                MetricBound(
                    metric: try item.text("metric", example: "leakage"),
                    name: try item.text("name", example: example),
                    within: try item.number("within", in: 0...Double.greatestFiniteMagnitude), origin: value.origin))
        }
        guard Set(bounds.map(\.metric)).count == bounds.count, !bounds.isEmpty else {
            throw reader.bad(key, "names a metric twice, or none", mend: "name each metric once")
        }
        return bounds
    }

    /// - Throws: `ModelError.unknownName` when there is no such metric.
    func check(_ metrics: [String], key: String) throws(ModelError) {
        guard !metrics.contains(metric) else { return }
        throw .unknownName(
            origin: origin, key: "\(key).metric", kind: "metric", name: metric,
            nearest: nearest(to: metric, in: metrics), known: metrics)
    }
}
