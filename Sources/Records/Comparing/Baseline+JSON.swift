internal import FoundationEssentials
internal import Glibc

// A baseline is read in version control: one line a metric, in a stable order, seven significant digits.
extension Baseline: Codable {
    private enum Key: String, CodingKey {
        case schema, experiment, versions, tolerances, trials
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            experiment: try container.decode(String.self, forKey: .experiment),
            versions: try container.decode([String: String].self, forKey: .versions),
            tolerances: try container.decode([Tolerance].self, forKey: .tolerances),
            trials: try container.decode([Entry].self, forKey: .trials))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(experiment, forKey: .experiment)
        try container.encode(versions, forKey: .versions)
        try container.encode(tolerances, forKey: .tolerances)
        try container.encode(trials, forKey: .trials)
    }

    /// The file's text.
    public var json: String {
        get throws {
            let heads = try [
                "\"schema\": \(Self.schema)", "\"experiment\": \(Self.line(experiment))",
                "\"versions\": \(Self.line(versions))",
                Self.list("tolerances", tolerances.map(Self.line)), Self.list("trials", trials.map(Self.entry)),
            ]
            return "{\n" + heads.map { "  \($0)" }.joined(separator: ",\n") + "\n}\n"
        }
    }

    private static func list(_ key: String, _ items: [String]) -> String {
        "\"\(key)\": [\n" + items.map { "    \($0)" }.joined(separator: ",\n") + "\n  ]"
    }

    private static func entry(_ entry: Entry) throws -> String {
        let name = try line(entry.trial).dropLast()
        if let failure = entry.failure { return try "\(name),\"failed\":\(line(failure))}" }
        let scores = try entry.grouped.map { try "      \(line($0.metric)): \(line($0.value))" }
        return "\(name),\"scores\":{\n\(scores.joined(separator: ",\n"))\n    }}"
    }

    private static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension Baseline.Entry: Codable {
    private enum Key: String, CodingKey {
        case dataset, method, seed, failed, scores
    }

    /// The scores of one metric: a number for the whole estimate, or one for each end member.
    enum Value: Codable {
        case whole(Double?)
        case members([String: Double?])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .whole(nil)
            } else if let number = try? container.decode(Double.self) {
                self = .whole(number)
            } else {
                self = .members(try container.decode([String: Double?].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .whole(let number): try container.encode(number)
            case .members(let numbers): try container.encode(numbers)
            }
        }
    }

    /// The scores by metric, in order.
    var grouped: [(metric: String, value: Value)] {
        Dictionary(grouping: scores.keys, by: \.metric).sorted { $0.key < $1.key }.map { metric, names in
            var members: [String: Double?] = [:]
            for name in names {
                let number = scores[name].flatMap { $0 }.map(Self.rounded)
                guard let member = name.member else { return (metric, .whole(number)) }
                members.updateValue(number, forKey: member)
            }
            return (metric, .members(members))
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        trial = try TrialName(from: decoder)
        failure = try container.decodeIfPresent(String.self, forKey: .failed)
        scores = [:]
        let isRequired = failure == nil
        let values = try container.decodeIfPresent([String: Value?].self, forKey: .scores)
        guard let values = try isRequired ? values ?? container.decode([String: Value?].self, forKey: .scores) : values
        else { return }
        for (metric, value) in values {
            switch value {
            case nil: scores.updateValue(nil, forKey: ScoreName(metric: metric, member: nil))
            case .whole(let number): scores.updateValue(number, forKey: ScoreName(metric: metric, member: nil))
            case .members(let numbers):
                for (member, number) in numbers {
                    scores.updateValue(number, forKey: ScoreName(metric: metric, member: member))
                }
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try trial.encode(to: encoder)
        try container.encodeIfPresent(failure, forKey: .failed)
        guard failure == nil else { return }
        try container.encode(
            Dictionary(grouped.map { ($0.metric, $0.value) }, uniquingKeysWith: { first, _ in first }), forKey: .scores)
    }

    /// Seven significant digits.
    private static func rounded(_ value: Double) -> Double {
        guard abs(value) > 1e-280, value.isFinite else { return value }
        let exponent = Int(log10(abs(value)).rounded(.down)) - 6
        let digits = (value * pow(10, Double(-exponent))).rounded()
        return Double("\(Int(digits))e\(exponent)") ?? value
    }
}
