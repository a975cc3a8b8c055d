import Specimens

extension YAMLReader {
    /// Three indices that are not all zero.
    func direction(_ key: String, example: String) throws(ModelError) -> MillerIndices {
        let indices = try integers(key, count: 3, in: -100...100, example: example)
        guard indices.contains(where: { $0 != 0 }) else {
            throw bad(key, "is [0, 0, 0], which is no direction", mend: "write a direction such as \(example)")
        }
        return MillerIndices(indices[0], indices[1], indices[2])
    }
}

extension YAMLValue {
    static func indices(_ indices: MillerIndices) -> YAMLValue { .integers([indices.h, indices.k, indices.l]) }
}
