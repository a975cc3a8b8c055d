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

    private let read: Reading

    private enum Reading: Sendable {
        case comparison(@Sendable (Comparison, Int) -> Score)
        case inspection(@Sendable (Inspection) -> Score)
    }

    /// Whether it can be read only where the truth is known.
    public var needsTruth: Bool { if case .comparison = read { true } else { false } }

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
        case .whole: return reading(comparison, 0)
        case .member:
            guard let member else { return .undefined(reason: "\(name) is a metric of one end member; name one") }
            guard comparison.truth.names.indices.contains(member) else {
                return .undefined(reason: "there is no end member \(member)")
            }
            return reading(comparison, member)
        }
    }

    private func reading(_ comparison: Comparison, _ member: Int) -> Score {
        switch read {
        case .comparison(let read): read(comparison, member)
        case .inspection(let read): read(comparison.inspection)
        }
    }

    /// The metric's value where no truth is known; undefined for a metric that needs it.
    public func score(_ inspection: Inspection) -> Score {
        guard case .inspection(let read) = read else { return .undefined(reason: "it needs the truth") }
        return read(inspection)
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
            explanation: explanation, scope: .member, isMapScore: isMapScore, read: .comparison(read))
    }

    static func ofWhole(
        _ name: String, _ title: String, _ direction: Direction, best: Double?, source: String, explanation: String,
        _ read: @escaping @Sendable (Comparison) -> Score
    ) -> Metric {
        Metric(
            name: name, title: title, unit: "", direction: direction, best: best, source: source,
            explanation: explanation, scope: .whole, isMapScore: false,
            read: .comparison { comparison, _ in read(comparison) })
    }

    /// A metric of the whole estimate that needs no truth.
    static func withoutTruth(
        _ name: String, _ title: String, unit: String = "", _ direction: Direction, best: Double?, source: String,
        explanation: String, _ read: @escaping @Sendable (Inspection) -> Score
    ) -> Metric {
        Metric(
            name: name, title: title, unit: unit, direction: direction, best: best, source: source,
            explanation: explanation, scope: .whole, isMapScore: false, read: .inspection(read))
    }
}
