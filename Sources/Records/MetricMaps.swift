/// Scores over two swept keys, in panels over a third, with the bounds that are drawn as curves.
public struct MetricMaps: Codable, Sendable {
    public var x: Axis
    public var y: Axis
    /// nil for one panel.
    public var panels: Axis?
    public var verdicts: [MethodStudy.Artefact]

    /// A swept key and what people call it.
    public struct Axis: Codable, Sendable {
        /// Keys joined by dots, such as "precession.angle".
        public var key: String
        public var title: String
        public var logarithmic: Bool
        /// Whether values stand at equal distances, whatever they are; nil as false.
        public var even: Bool?

        public init(key: String, title: String, logarithmic: Bool, even: Bool? = nil) {
            self.key = key
            self.title = title
            self.logarithmic = logarithmic
            self.even = even
        }
    }

    public init(x: Axis, y: Axis, panels: Axis?, verdicts: [MethodStudy.Artefact]) {
        self.x = x
        self.y = y
        self.panels = panels
        self.verdicts = verdicts
    }
}
