/// Why an estimate cannot be compared with a truth.
public enum MetricError: Error, Equatable, CustomStringConvertible {
    /// An array has another size than the rest asks for.
    case badShape(array: String, found: String, expected: String)
    case notFinite(array: String)
    case badAperture(String)
    case noMembers

    public var description: String {
        switch self {
        case .badShape(let array, let found, let expected):
            "\(array): is \(found) and must be \(expected); compare an estimate with the dataset that it was made from"
        case .notFinite(let array): "\(array): holds values that are not finite; mend or mask them"
        case .badAperture(let problem): "apertures: \(problem); set them in the model under truth.apertures"
        case .noMembers: "the truth has no end members; compare with a dataset that holds its truth"
        }
    }
}
