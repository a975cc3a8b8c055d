/// What stands between two pairs of braces in the template of a finding.
struct FindingPlace: Equatable {
    enum Content: Equatable {
        case score(ScorePlace, FindingBound)
        case extinctionLength(family: String, isDamped: Bool, isRelativistic: Bool, FindingBound)
        /// When a rule for precession says yes, in words.
        case rule(RulePlace)
        /// How often it is right, as a share.
        case ruleCount(RulePlace, RulePlace.Count, FindingBound)
        /// The profiles of methods on a line scan.
        case figure(dataset: String, methods: [String])
        /// The cases of a rule.
        case ruleFigure(RulePlace, isHeldOut: Bool)
    }

    /// A score of a trial. A dataset drawn with several seeds is named by its series and stands for their median.
    struct ScorePlace: Equatable {
        let dataset: String
        let method: String
        let metric: String
        /// An end member; nil for the worst of them.
        let member: String?
        /// The method whose score of the same kind this one is divided by; nil for the score itself.
        var over: String?

        /// The same score of the other method.
        var divisor: ScorePlace? {
            over.map { ScorePlace(dataset: dataset, method: $0, metric: metric, member: member) }
        }
    }

    /// The folder of the record below that of all records.
    let record: String
    let content: Content
    /// As written, for messages.
    let text: String

    init(_ text: String, file: String) throws(FindingError) {
        self.text = text
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        func bad(_ problem: String, _ mend: String) -> FindingError {
            .badPlace(file: file, place: text, problem: problem, mend: mend)
        }
        if words.first == "figure" {
            guard words.count >= 4 else { throw bad("is too short", "write figure, record, dataset and methods") }
            record = words[1]
            if words[2] == "rule" {
                guard words.count == 6, let isHeldOut = ["held-out": true, "fitted": false][words[5]] else {
                    throw bad("names no cases", "end it with method, metric and held-out or fitted")
                }
                content = .ruleFigure(RulePlace(method: words[3], metric: words[4]), isHeldOut: isHeldOut)
            } else {
                content = .figure(dataset: words[2], methods: Array(words[3...]))
            }
            return
        }
        if words.count >= 5, words[1] == "rule" {
            record = words[0]
            content = try Self.rule(words, bad)
            return
        }
        guard words.count >= 6 else {
            throw bad("is too short", "write record, dataset, method, metric and bound, such as \"above 0.2\"")
        }
        record = words[0]
        if words[1] == "extinction-length" {
            guard ["static", "damped"].contains(words[3]), ["relativistic", "non-relativistic"].contains(words[4])
            else {
                throw bad(
                    "names no conditions", "write static or damped, then relativistic or non-relativistic, then a bound"
                )
            }
            guard let bound = FindingBound(words[5...]) else { throw bad("has no bound", FindingBound.example) }
            content = .extinctionLength(
                family: words[2].map(String.init).joined(separator: " "), isDamped: words[3] == "damped",
                isRelativistic: words[4] == "relativistic", bound)
            return
        }
        let metric = words[3].split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = metric.first else { throw bad("names no metric", "write one such as map-rmse or map-rmse:A") }
        var place = ScorePlace(
            dataset: words[1], method: words[2], metric: name, member: metric.count > 1 ? metric[1] : nil)
        var rest = words[4...]
        if rest.first == "over", rest.count > 2 {
            place.over = rest[5]
            rest = rest.dropFirst(2)
        }
        guard let bound = FindingBound(rest) else { throw bad("has no bound", FindingBound.example) }
        content = .score(place, bound)
    }

    private static func rule(
        _ words: [String], _ bad: (String, String) -> FindingError
    ) throws(FindingError) -> Content {
        let rule = RulePlace(method: words[2], metric: words[3])
        if words.count == 5, words[4] == "when" { return .rule(rule) }
        let quantities = RulePlace.Count.What.allCases.map(\.rawValue)
        guard let end = words.lastIndex(where: quantities.contains), end > 4,
            let count = RulePlace.Count(Array(words[4...end]))
        else {
            throw bad(
                "counts nothing",
                "write when, or held-out or fitted, perhaps zone and its indices, then one of \(quantities.joined(separator: ", "))"
            )
        }
        guard let bound = FindingBound(words[(end + 1)...]) else { throw bad("has no bound", FindingBound.example) }
        return .ruleCount(rule, count, bound)
    }
}

/// What a number has to keep for its sentence to be true: "above 0.2", "at-most 1e-4", "between 71 73".
struct FindingBound: Equatable, CustomStringConvertible {
    let low: Double
    let high: Double
    let isOpen: Bool
    let description: String

    static let example = "end it with above, below, at-least or at-most and a number, or with between and two"

    init?(_ words: ArraySlice<String>) {
        let numbers = words.dropFirst().compactMap(Double.init)
        guard let word = words.first, numbers.count == words.count - 1, numbers.allSatisfy(\.isFinite) else {
            return nil
        }
        switch (word, numbers.count) {
        case ("above", 1): (low, high, isOpen) = (numbers[0], .infinity, true)
        case ("below", 1): (low, high, isOpen) = (-.infinity, numbers[0], true)
        case ("at-least", 1): (low, high, isOpen) = (numbers[0], .infinity, false)
        case ("at-most", 1): (low, high, isOpen) = (-.infinity, numbers[0], false)
        case ("between", 2) where numbers[0] <= numbers[1]: (low, high, isOpen) = (numbers[0], numbers[1], false)
        default: return nil
        }
        description = words.joined(separator: " ")
    }

    func isKept(by value: Double) -> Bool { isOpen ? low < value && value < high : low <= value && value <= high }
}
