// Plain numbers and lists of them: counts, indices, pixels.
extension YAMLReader {
    package func integer(
        _ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil, example: String? = nil
    ) throws(ModelError) -> Int {
        if let fallback, value(key) == nil { return fallback }
        let value = try required(key, example: example ?? String(max(range.lowerBound, 1)))
        return try Self.integer(value, path: fullPath(key), in: range)
    }

    /// A plain number that is finite and in `range`.
    package func number(
        _ key: String, in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude,
        default fallback: Double? = nil
    ) throws(ModelError) -> Double {
        if let fallback, value(key) == nil { return fallback }
        let value = try required(key, example: "0.05")
        return try Self.number(value, path: fullPath(key), in: range)
    }

    /// A list of exactly `count` integers.
    package func integers(
        _ key: String, count: Int, in range: ClosedRange<Int> = -10_000...10_000, default fallback: [Int]? = nil,
        example: String
    ) throws(ModelError) -> [Int] {
        if let fallback, value(key) == nil { return fallback }
        let elements = try list(key, count: count, example: example)
        var result: [Int] = []
        for element in elements { result.append(try Self.integer(element, path: fullPath(key), in: range)) }
        return result
    }

    /// A list of exactly `count` plain numbers.
    package func numbers(_ key: String, count: Int, example: String) throws(ModelError) -> [Double] {
        let elements = try list(key, count: count, example: example)
        let range = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        var result: [Double] = []
        for element in elements { result.append(try Self.number(element, path: fullPath(key), in: range)) }
        return result
    }

    /// The elements of a list, `count` of them where that is said.
    package func list(_ key: String, count: Int? = nil, example: String) throws(ModelError) -> [YAMLValue] {
        let value = try required(key, example: example)
        guard let elements = value.elements else {
            throw bad(key, "is \(value.kindName)", mend: "write a list, as in \(key): \(example)")
        }
        if let count, elements.count != count {
            throw bad(key, "has \(elements.count) elements", mend: "write \(count), as in \(key): \(example)")
        }
        return elements
    }

    static func integer(_ value: YAMLValue, path: String, in range: ClosedRange<Int>) throws(ModelError) -> Int {
        guard case .scalar(let text, quoted: false) = value.content, let number = Int(text) else {
            throw .badValue(
                origin: value.origin, key: path, problem: "is \(value.kindName)",
                mend: "write a whole number without unit")
        }
        guard range.contains(number) else {
            let mend =
                number < range.lowerBound ? "choose at least \(range.lowerBound)" : "choose at most \(range.upperBound)"
            throw .badValue(origin: value.origin, key: path, problem: "is \(number)", mend: mend)
        }
        return number
    }

    static func number(_ value: YAMLValue, path: String, in range: ClosedRange<Double>) throws(ModelError) -> Double {
        guard case .scalar(let text, quoted: false) = value.content, let number = Double(text), number.isFinite else {
            throw .badValue(
                origin: value.origin, key: path, problem: "is \(value.kindName)", mend: "write a number without unit")
        }
        guard range.contains(number) else {
            let mend =
                number < range.lowerBound ? "choose at least \(range.lowerBound)" : "choose at most \(range.upperBound)"
            throw .badValue(origin: value.origin, key: path, problem: "is \(number)", mend: mend)
        }
        return number
    }
}
