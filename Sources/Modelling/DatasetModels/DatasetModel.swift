import Detection

/// What one dataset is made from: the content of a file of Models/datasets, with every default filled in.
public enum DatasetModel: Sendable, Equatable {
    /// Two crystals in twin relation, stacked in every proportion along a line of probes.
    case lineScanBicrystal(LineScanBicrystalModel)
    /// Two patterns of Gaussian spots, mixed along a line: no physics.
    case gaussianArrays(GaussianArraysModel)

    /// The words that `kind:` may have.
    public static let kinds = ["line-scan-bicrystal", "gaussian-arrays"]

    /// Reads a model file, strictly.
    ///
    /// - Parameter overrides: put in place before anything is read, in order.
    /// - Throws: `ModelError`.
    public init(file: String, overrides: [Override] = []) throws(ModelError) {
        try self.init(text: try YAMLDocument.text(ofFile: file), file: file, overrides: overrides)
    }

    /// Reads the text of a model file; `file` names it in messages.
    ///
    /// - Throws: `ModelError`.
    public init(text: String, file: String, overrides: [Override] = []) throws(ModelError) {
        var value = try YAMLDocument.parse(text, origin: file)
        for override in overrides { value = try value.applying(override) }
        guard value.entries != nil else {
            throw .badValue(
                origin: file, key: "the file", problem: "is \(value.kindName)", mend: "write keys and values")
        }
        guard let kind = value["kind"] else {
            throw .missingKey(origin: file, key: "kind", example: "kind: \(Self.kinds[0])")
        }
        switch kind.text {
        case Self.kinds[0]: self = .lineScanBicrystal(try LineScanBicrystalModel(value))
        case Self.kinds[1]: self = .gaussianArrays(try GaussianArraysModel(value))
        case nil:
            throw .badValue(
                origin: kind.origin, key: "kind", problem: "is \(kind.kindName)",
                mend: "use one of \(Self.kinds.joined(separator: ", "))")
        case .some(let name):
            throw .unknownName(
                origin: kind.origin, key: "kind", kind: "kind of dataset", name: name,
                nearest: nearest(to: name, in: Self.kinds), known: Self.kinds)
        }
    }

    /// The whole model as canonical YAML: every default filled in, keys in a fixed order.
    ///
    /// Reading it gives the same model.
    public var resolvedYAML: String { yaml.document }

    /// What the dataset depends on besides the content of a CIF file: `resolvedYAML` without the title.
    public var digestYAML: String {
        YAMLValue(.map((yaml.entries ?? []).filter { $0.key != "title" })).document
    }

    /// Every setting but the title, with its whole key.
    var settings: [(String, String)] { yaml.settings().filter { $0.0 != "title" } }

    private var yaml: YAMLValue {
        switch self {
        case .lineScanBicrystal(let model): model.yaml
        case .gaussianArrays(let model): model.yaml
        }
    }

    public var kind: String {
        switch self {
        case .lineScanBicrystal: Self.kinds[0]
        case .gaussianArrays: Self.kinds[1]
        }
    }

    /// The end members' names, in the order of the truth.
    public var memberNames: [String] {
        switch self {
        case .lineScanBicrystal: ["A", "B"]
        case .gaussianArrays(let model): model.arrays.members.map(\.name)
        }
    }

    /// One line for people; empty where the file has none.
    public var title: String {
        switch self {
        case .lineScanBicrystal(let model): model.title
        case .gaussianArrays(let model): model.title
        }
    }

    /// Where every random stream of the dataset begins.
    public var seed: UInt64 {
        switch self {
        case .lineScanBicrystal(let model): model.seed
        case .gaussianArrays(let model): model.seed
        }
    }
}

extension YAMLReader {
    func seed() throws(ModelError) -> UInt64 {
        UInt64(try integer("seed", in: 0...Int.max, default: 1))
    }

    /// `title:`, empty where it is left out.
    func title() throws(ModelError) -> String { try text("title", default: "", example: "\"20 mrad\"") }
}
