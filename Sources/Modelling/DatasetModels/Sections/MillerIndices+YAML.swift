import Specimens

extension YAMLReader {
    /// A direction [u, v, w], or [U, V, T, W] of a hexagonal crystal.
    func direction(_ key: String, example: String) throws(ModelError) -> MillerIndices {
        try indices(
            required(key, example: example), key: key, example: example, four: MillerIndices.init(direction:))
    }

    /// A plane (h, k, l), or (h, k, i, l) of a hexagonal crystal.
    func plane(_ key: String, example: String) throws(ModelError) -> MillerIndices {
        try indices(required(key, example: example), key: key, example: example, four: MillerIndices.init(plane:))
    }

    /// Three or four indices that are not all zero.
    ///
    /// - Parameter four: what four indices are; nil where the third is not the negative sum of the first two.
    func indices(
        _ value: YAMLValue, key: String, example: String, four: ([Int]) -> MillerIndices?
    ) throws(ModelError) -> MillerIndices {
        guard let elements = value.elements, elements.count == 3 || elements.count == 4 else {
            throw bad(key, "is no list of three or four integers", mend: "write it as \(key): \(example)")
        }
        var numbers: [Int] = []
        for element in elements { numbers.append(try Self.integer(element, path: fullPath(key), in: -100...100)) }
        guard numbers.contains(where: { $0 != 0 }) else {
            throw bad(key, "is [\(text(numbers))], which is no direction", mend: "write it as \(key): \(example)")
        }
        if numbers.count == 3 { return MillerIndices(numbers[0], numbers[1], numbers[2]) }
        guard let indices = four(numbers) else {
            throw bad(
                key, "is [\(text(numbers))], where the third is not minus the sum of the first two",
                mend: "use \(-numbers[0] - numbers[1]) there, or give three indices")
        }
        return indices
    }

    private func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
}

extension YAMLValue {
    static func indices(_ indices: MillerIndices) -> YAMLValue { .integers([indices.h, indices.k, indices.l]) }
}
