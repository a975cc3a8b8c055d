public import Records

/// A difference of two sets of scores in words.
public struct DifferenceText: Sendable {
    private let difference: ScoreDifference

    public init(_ difference: ScoreDifference) { self.difference = difference }

    /// "worse", "undefined now" and so on.
    public var kind: String {
        switch difference.kind {
        case .failed: "fails now"
        case .missing: "missing"
        case .undefined: "undefined now"
        case .worse: "worse"
        case .changed: "changed"
        case .better: "better"
        case .defined: "defined now"
        case .added: "new"
        }
    }

    /// The metric and the end member, such as "map-rmse A"; "whole trial" where no score is meant.
    public var score: String {
        guard let metric = difference.metric else { return "whole trial" }
        return difference.member.map { "\(metric) \($0)" } ?? metric
    }

    public var before: String { number(difference.before) }
    public var after: String { number(difference.after) }

    /// The change with its sign, such as "+0.31".
    public var change: String {
        guard let change = difference.change else { return "" }
        return (change > 0 ? "+" : "") + Numbers.plain(change, digits: 3)
    }

    public var allowed: String { difference.allowed.map { "±" + Numbers.plain($0, digits: 3) } ?? "" }

    /// The unit, or why there is no number.
    public var note: String { difference.reason ?? difference.unit }

    /// Everything in one line, such as "worse: map-rmse A 0.0012 -> 0.31 (+0.309, allowed ±0.001)".
    public var line: String {
        var text = "\(kind): \(score)"
        if !before.isEmpty || !after.isEmpty {
            text += " \(before.isEmpty ? "nothing" : before) -> \(after.isEmpty ? "nothing" : after)"
        }
        if difference.change != nil { text += " (\(change), allowed \(allowed))" }
        return note.isEmpty ? text : "\(text) \(note)"
    }

    private func number(_ value: Double?) -> String { value.map { Numbers.plain($0, digits: 5) } ?? "" }
}

extension ScoreComparison {
    /// The verdict in a sentence.
    public var verdict: String {
        let kinds = ScoreDifference.Kind.allCases.compactMap { kind -> String? in
            let found = differences.filter { $0.kind == kind }
            return found.isEmpty ? nil : "\(found.count) \(DifferenceText(found[0]).kind)"
        }
        let scores = "\(compared) score\(compared == 1 ? "" : "s")"
        guard !kinds.isEmpty else { return "\(scores), all within their tolerances" }
        return "\(scores): \(kinds.joined(separator: ", "))"
    }
}
