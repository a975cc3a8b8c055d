import Arrays

/// The checks that options of several methods share.
struct OptionCheck {
    let method: String

    func positive(_ value: Int, _ option: String) throws(LearningError) {
        guard value >= 1 else { throw bad(option, "is \(value), but has to be 1 or more") }
    }

    func tolerance(_ value: Double, _ option: String) throws(LearningError) {
        guard value >= 0, value < 1 else { throw bad(option, "is \(value), but has to lie in 0 ..< 1") }
    }

    /// A rank cannot exceed the number of patterns.
    func rank(_ value: Int, _ option: String, patterns: Int) throws(LearningError) {
        guard value <= patterns else {
            throw .rankTooLarge(method: method, option: option, rank: value, patterns: patterns)
        }
    }

    func bad(_ option: String, _ reason: String) -> LearningError {
        .badOption(method: method, option: option, reason: reason)
    }
}

/// The descriptions that options of several methods share.
extension MethodOption {
    static let components = MethodOption("components", default: "2", "number of components, 1 or more")
    static let leastGain = MethodOption(
        "least-gain", default: "1e-9", "stop when a sweep lowers the objective by less than this fraction")

    static func maxSweeps(_ count: Int) -> MethodOption {
        MethodOption("max-sweeps", default: "\(count)", "stop after so many sweeps over all variables")
    }
}

extension KeyedDecodingContainer {
    /// The value of an optional key, or its default.
    func decode<T: Decodable>(_ key: Key, default value: T) throws -> T {
        try decodeIfPresent(T.self, forKey: key) ?? value
    }

    /// The case of that name of an optional key, or its default; the error lists the names.
    func decodeName<T: RawRepresentable<String> & CaseIterable>(
        _ key: Key, default value: T, _ check: OptionCheck
    ) throws -> T {
        let name = try decode(key, default: value.rawValue)
        guard let found = T(rawValue: name) else {
            let names = T.allCases.map(\.rawValue)
            let list =
                names.count > 1 ? names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1] : names[0]
            throw check.bad(key.stringValue, "is \(name), but has to be \(list)")
        }
        return found
    }
}
