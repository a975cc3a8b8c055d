/// One reading of an estimate, and all that a reader needs to understand it.
public struct Metric: Sendable, Identifiable {
    /// The name in records, claims and on the command line, such as "pattern-angle".
    public let name: String
    /// What people call it.
    public let title: String
    /// Empty for plain numbers.
    public let unit: String
    public let direction: Direction
    /// The value of perfect input; nil where it depends on the data.
    public let best: Double?
    /// Where the definition comes from.
    public let source: String
    /// For a microscopist: which artefact it reads, how, and what its values mean.
    public let explanation: String
    public let scope: Scope
    /// Whether it reads maps: then the value that unmixing with the true patterns gets belongs beside it.
    public let isMapScore: Bool

    private let read: @Sendable (Comparison, Int) -> Score

    public enum Direction: String, Sendable, Codable {
        case lower, higher
        /// Better the closer it is to `best`.
        case closer
        /// Neither end is better.
        case neutral
    }

    public enum Scope: String, Sendable, Codable {
        /// One value for each end member.
        case member
        /// One value for the whole estimate.
        case whole
    }

    public var id: String { name }

    /// The metric's value.
    ///
    /// - Parameter member: index of the end member; not looked at for a metric of the whole estimate.
    public func score(_ comparison: Comparison, member: Int? = nil) -> Score {
        switch scope {
        case .whole: return read(comparison, 0)
        case .member:
            guard let member else { return .undefined(reason: "\(name) is a metric of one end member; name one") }
            guard comparison.truth.names.indices.contains(member) else {
                return .undefined(reason: "there is no end member \(member)")
            }
            return read(comparison, member)
        }
    }

    /// The metric of a name such as "pattern-angle"; nil when there is none.
    public static func named(_ name: String) -> Metric? { all.first { $0.name == name } }

    static func ofMember(
        _ name: String, _ title: String, unit: String = "", _ direction: Direction, best: Double?,
        isMapScore: Bool = false,
        source: String, explanation: String, _ read: @escaping @Sendable (Comparison, Int) -> Score
    ) -> Metric {
        Metric(
            name: name, title: title, unit: unit, direction: direction, best: best, source: source,
            explanation: explanation, scope: .member, isMapScore: isMapScore, read: read)
    }

    static func ofWhole(
        _ name: String, _ title: String, _ direction: Direction, best: Double?, source: String, explanation: String,
        _ read: @escaping @Sendable (Comparison) -> Score
    ) -> Metric {
        Metric(
            name: name, title: title, unit: "", direction: direction, best: best, source: source,
            explanation: explanation, scope: .whole, isMapScore: false, read: { comparison, _ in read(comparison) })
    }
}
