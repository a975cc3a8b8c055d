/// A setting in which two models differ.
public struct ModelDifference: Sendable, Equatable {
    /// Keys joined by dots, such as "discretization.slices-per-unit".
    public let key: String
    /// The value here, as YAML; nil where the key is left out.
    public let value: String?
    /// The value of the other model.
    public let other: String?
}

extension DatasetModel {
    /// The settings in which this model differs from another one, every default filled in, in the order of the file.
    ///
    /// Titles say nothing about a dataset and are passed over.
    public func differences(from other: DatasetModel) -> [ModelDifference] {
        let (mine, theirs) = (settings, other.settings)
        let values = Dictionary(theirs, uniquingKeysWith: { first, _ in first })
        let keys = Set(mine.map(\.0))
        return mine.compactMap { key, value in
            values[key] == value ? nil : ModelDifference(key: key, value: value, other: values[key])
        }
            + theirs.filter { !keys.contains($0.0) }.map { ModelDifference(key: $0.0, value: nil, other: $0.1) }
    }
}

extension YAMLValue {
    /// Every value below a map with its key, keys joined by dots; lists and scalars as text.
    func settings(below path: String = "") -> [(String, String)] {
        guard let entries else { return [(path, text ?? flow)] }
        return entries.flatMap { $0.value.settings(below: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }
}
