/// What a score must keep to.
public enum Bound: Sendable, Equatable {
    case atMost(Side)
    case atLeast(Side)
    case above(Side)
    case below(Side)
    /// Both ends belong to it.
    case between(Double, Double)
    /// Whether the score has a value at all.
    case defined(Bool)

    /// The right side: a number, or another score times a factor.
    public enum Side: Sendable, Equatable {
        case number(Double)
        case score(ScoreReference, times: Double)

        var reference: ScoreReference? { if case .score(let reference, _) = self { reference } else { nil } }
    }

    static let keys = ["at-most", "at-least", "above", "below", "between", "defined"]

    /// The right sides.
    package var sides: [Side] {
        switch self {
        case .atMost(let side), .atLeast(let side), .above(let side), .below(let side): [side]
        case .between, .defined: []
        }
    }

    /// Reads every bound of a claim about `score`; what a right side leaves out it takes from there.
    static func bounds(
        _ reader: YAMLReader, beside score: ScoreReference, datasets: [String], methods: [String]
    ) throws(ModelError) -> [Bound] {
        var bounds: [Bound] = []
        for (key, make) in [
            ("at-most", Bound.atMost), ("at-least", Bound.atLeast), ("above", Bound.above), ("below", Bound.below),
        ]
        where reader.value(key) != nil {
            bounds.append(make(try Side(reader, key, beside: score, datasets: datasets, methods: methods)))
        }
        if reader.value("between") != nil {
            let ends = try reader.numbers("between", count: 2, example: "[0.5, 0.6]")
            guard ends[0] <= ends[1] else {
                throw reader.bad(
                    "between", "runs from \(ends[0]) down to \(ends[1])", mend: "write the smaller number first")
            }
            bounds.append(.between(ends[0], ends[1]))
        }
        if reader.value("defined") != nil { bounds.append(.defined(try reader.boolean("defined", default: true))) }
        guard !bounds.isEmpty else {
            throw .missingKey(
                origin: reader.origin, key: reader.fullPath("at-most"),
                example: "at-most: 0.05, or another bound: \(keys.dropFirst().joined(separator: ", "))")
        }
        return bounds
    }
}

extension Bound.Side {
    init(
        _ reader: YAMLReader, _ key: String, beside score: ScoreReference, datasets: [String], methods: [String]
    ) throws(ModelError) {
        guard reader.value(key)?.entries != nil else {
            self = .number(try reader.number(key))
            return
        }
        let side = try reader.section(key, keys: ["dataset", "method", "metric", "member", "times"])
        let reference = ScoreReference(
            dataset: try side.reference("dataset", kind: "dataset", known: datasets) ?? score.dataset,
            method: try side.reference("method", kind: "method", known: methods) ?? score.method,
            metric: try side.text("metric", default: score.metric),
            member: try side.member(default: score.member))
        guard reference != score else {
            throw reader.bad(
                key, "is the same score as the left side", mend: "name another dataset, method, metric or member")
        }
        self = .score(reference, times: try side.number("times", default: 1))
    }
}

extension Bound: CustomStringConvertible {
    /// The bound in words, such as "at most 0.05".
    public var description: String {
        switch self {
        case .atMost(let side): "at most \(side)"
        case .atLeast(let side): "at least \(side)"
        case .above(let side): "above \(side)"
        case .below(let side): "below \(side)"
        case .between(let low, let high): "between \(low) and \(high)"
        case .defined(let wanted): wanted ? "defined" : "undefined"
        }
    }
}

extension Bound.Side: CustomStringConvertible {
    public var description: String {
        switch self {
        case .number(let number): YAMLValue.number(number).flow
        case .score(let reference, let times):
            (times == 1 ? "" : "\(times) × ")
                + "\(reference.metric) of \(reference.method) on \(reference.dataset) (\(reference.member))"
        }
    }
}

extension ScoreReference.Member: CustomStringConvertible {
    public var description: String {
        switch self {
        case .worst: "worst"
        case .best: "best"
        case .mean: "mean"
        case .named(let name): name
        }
    }
}
