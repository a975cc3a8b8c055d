package import Detection

/// What one dataset is made from: the content of a file of Models/datasets, with every default filled in.
public enum DatasetModel: Sendable, Equatable {
    /// Two crystals in twin relation, stacked in every proportion along a line of probes.
    case lineScanBicrystal(LineScanBicrystalModel)
    /// The same with a converged probe, the boundary inclined under it.
    case probeScan(ProbeScanModel)
    /// One crystal in growing thickness.
    case thicknessSeries(ThicknessSeriesModel)
    /// Stacks of any layers of a crystal and its twin.
    case layers(LayersModel)
    /// One crystal whose thickness rises along a line of probes.
    case wedge(WedgeModel)
    /// A bent, twinned wire on a film, in vacuum.
    case nanowire(NanowireModel)
    /// A twinned wire, tilted so that its crystals lie over each other.
    case overlap(OverlapModel)
    /// A particle inside a crystal.
    case embedded(EmbeddedModel)
    /// Two patterns of Gaussian spots, mixed along a line: no physics.
    case gaussianArrays(GaussianArraysModel)
    /// A file of data whose truth nobody knows.
    case measured(MeasuredModel)

    /// The words that `kind:` may have.
    public static let kinds = [
        LineScanBicrystalModel.kind, ProbeScanModel.kind, ThicknessSeriesModel.kind, LayersModel.kind,
        WedgeModel.kind, NanowireModel.kind, OverlapModel.kind, EmbeddedModel.kind, GaussianArraysModel.kind,
        MeasuredModel.kind,
    ]

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
        case LineScanBicrystalModel.kind: self = .lineScanBicrystal(try LineScanBicrystalModel(value))
        case ProbeScanModel.kind: self = .probeScan(try ProbeScanModel(value))
        case ThicknessSeriesModel.kind: self = .thicknessSeries(try ThicknessSeriesModel(value))
        case LayersModel.kind: self = .layers(try LayersModel(value))
        case WedgeModel.kind: self = .wedge(try WedgeModel(value))
        case NanowireModel.kind: self = .nanowire(try NanowireModel(value))
        case OverlapModel.kind: self = .overlap(try OverlapModel(value))
        case EmbeddedModel.kind: self = .embedded(try EmbeddedModel(value))
        case GaussianArraysModel.kind: self = .gaussianArrays(try GaussianArraysModel(value))
        case MeasuredModel.kind: self = .measured(try MeasuredModel(value))
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

    /// What the dataset depends on besides the content of the files that it names: `resolvedYAML` without the title, and the
    /// kind's revision.
    public var digestYAML: String {
        var withoutEffect: Set = ["title"]
        if case .measured = self { withoutEffect = MeasuredModel.withoutEffect }
        let revision = simulated.map { type(of: $0).revision } ?? 1
        return YAMLValue(
            .map(
                (yaml.entries ?? []).filter { !withoutEffect.contains($0.key) }
                    + (revision > 1 ? [("revision", .integer(revision))] : []))
        ).document
    }

    /// Every setting but the title, with its whole key.
    var settings: [(String, String)] { yaml.settings().filter { $0.0 != "title" } }

    /// What patterns are computed from.
    package enum Source {
        /// Stacks of crystals, simulated as they are.
        case crystals(any CrystalModel)
        /// Columns, whose patterns come from a library.
        case columns(any ColumnModel)
        case arrays(GaussianArraysModel)
        case file(MeasuredModel)
    }

    package var source: Source {
        switch self {
        case .lineScanBicrystal(let model): .crystals(model)
        case .probeScan(let model): .crystals(model)
        case .thicknessSeries(let model): .crystals(model)
        case .layers(let model): .crystals(model)
        case .wedge(let model): .crystals(model)
        case .nanowire(let model): .columns(model)
        case .overlap(let model): .columns(model)
        case .embedded(let model): .columns(model)
        case .gaussianArrays(let model): .arrays(model)
        case .measured(let model): .file(model)
        }
    }

    /// The crystals under the microscope; nil for models without physics.
    package var simulated: (any SimulatedModel)? {
        switch source {
        case .crystals(let model): model
        case .columns(let model): model
        case .arrays, .file: nil
        }
    }

    private var yaml: YAMLValue {
        switch source {
        case .crystals(let model): model.yaml
        case .columns(let model): model.yaml
        case .arrays(let model): model.yaml
        case .file(let model): model.yaml
        }
    }

    public var kind: String {
        switch source {
        case .crystals(let model): type(of: model).kind
        case .columns(let model): type(of: model).kind
        case .arrays: GaussianArraysModel.kind
        case .file: MeasuredModel.kind
        }
    }

    /// The end members' names, in the order of the truth; none where a dataset has no truth.
    public var memberNames: [String] {
        switch self {
        case .lineScanBicrystal, .probeScan, .layers: ["A", "B"]
        case .wedge: ["A"]
        case .thicknessSeries, .measured: []
        case .nanowire(let model): model.memberNames
        case .overlap(let model): model.memberNames
        case .embedded(let model): model.memberNames
        case .gaussianArrays(let model): model.arrays.members.map(\.name)
        }
    }

    /// What bends the patterns: the detector's own, or for measured data what their patterns are corrected for after the
    /// learning.
    package var distortion: Distortion {
        switch source {
        case .crystals(let model): model.detector.distortion
        case .columns(let model): model.detector.distortion
        case .arrays: .none
        case .file(let model): model.distortion
        }
    }

    /// One line for people; empty where the file has none.
    public var title: String {
        switch source {
        case .crystals(let model): model.title
        case .columns(let model): model.title
        case .arrays(let model): model.title
        case .file(let model): model.title
        }
    }

    /// Where every random stream of the dataset begins.
    public var seed: UInt64 {
        switch source {
        case .crystals(let model): model.seed
        case .columns(let model): model.seed
        case .arrays(let model): model.seed
        case .file: 1
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
