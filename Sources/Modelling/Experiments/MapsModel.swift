/// `maps:`, scores over two swept keys, in panels over a third:
/// `{x: precession.angle, y: stack.thickness, panels: bend.amount, verdicts: [{metric: ..., name: ..., within: 0.1}]}`.
///
/// Every sweep that has both keys is drawn; the bound of each verdict is a curve on its maps.
public struct MapsModel: Sendable, Equatable {
    public let x: Axis
    public let y: Axis
    /// nil for one panel.
    public let panels: Axis?
    public let verdicts: [MetricBound]

    /// A swept key and what people call it.
    public struct Axis: Sendable, Equatable {
        public let key: String
        public let title: String
        public let isLogarithmic: Bool
        /// Whether values stand side by side at equal distances, whatever they are: for some that are 0 and span decades.
        public let isEven: Bool
    }

    static let keys = ["x", "y", "panels", "verdicts"]

    /// - Parameter swept: the keys that the experiment's datasets are swept over.
    init(_ reader: YAMLReader, swept: [String]) throws(ModelError) {
        x = try Axis(reader, "x", swept: swept)
        y = try Axis(reader, "y", swept: swept)
        panels = try reader.value("panels") == nil ? nil : Axis(reader, "panels", swept: swept)
        guard x.key != y.key else { throw reader.bad("y", "is the same key as x", mend: "name another swept key") }
        verdicts = try MetricBound.list(reader, "verdicts", example: "monotonic")
    }
}

extension MapsModel.Axis {
    /// `x: precession.angle`, or `x: {key: dose, title: Dose, logarithmic: true}`.
    init(_ reader: YAMLReader, _ name: String, swept: [String]) throws(ModelError) {
        let value = try reader.required(name, example: swept.first ?? "precession.angle")
        var item = value
        if value.text != nil { item = YAMLValue(.map([("key", value)]), origin: value.origin) }
        let section = try YAMLReader(item, path: reader.fullPath(name), keys: ["key", "title", "logarithmic", "even"])
        key = try section.text("key", example: swept.first ?? "precession.angle")
        guard swept.contains(key) else {
            throw .unknownName(
                origin: value.origin, key: reader.fullPath(name), kind: "swept key", name: key,
                nearest: nearest(to: key, in: swept), known: swept)
        }
        let words = key.split(separator: ".").map { $0.replacing("-", with: " ") }
        title = try section.text("title", default: words.suffix(2).joined(separator: " "))
        isLogarithmic = try section.boolean("logarithmic", default: false)
        isEven = try section.boolean("even", default: false)
        guard !(isLogarithmic && isEven) else {
            throw section.bad("even", "contradicts logarithmic: true", mend: "leave one of them out")
        }
    }
}
