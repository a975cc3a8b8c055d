public import Datasets
public import Detection
import Quantities

/// `kind: gaussian-arrays`: two patterns of Gaussian spots, the first pure, then mixed, then the second pure.
public struct GaussianArraysModel: Sendable, Equatable {
    public static let kind = "gaussian-arrays"

    /// One line for people; empty when left out.
    public let title: String
    public let arrays: GaussianArrays
    public let apertures: ReflectionApertures
    public let seed: UInt64

    static let keys = [
        "kind", "title", "pixels", "sigma", "cut-off", "members", "scan", "counts", "background", "storage", "truth",
        "seed",
    ]

    /// `storage:`, the numbers that are stored: patterns of unit amplitude need fractions, counts are whole.
    private enum Storage: String, CaseIterable {
        case float32, uint16
    }

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        title = try reader.title()
        arrays = try GaussianArrays(reader)
        let fitting: Storage = arrays.counts == nil ? .float32 : .uint16
        let storage: Storage = try reader.word("storage", default: fitting)
        guard storage == fitting else {
            throw reader.bad(
                "storage", "is \(storage.rawValue)",
                mend: "write \(fitting.rawValue): "
                    + (arrays.counts == nil ? "there are no counts" : "counts are whole"))
        }
        apertures = try ReflectionApertures(reader, default: arrays.apertures)
        seed = try reader.seed()
    }

    var yaml: YAMLValue {
        .map([
            "kind": .word(Self.kind),
            "title": title.isEmpty ? nil : .quoted(title),
            "pixels": .integers(arrays.pixels),
            "sigma": .quoted(arrays.sigma),
            "cut-off": .quoted(arrays.cutoff),
            "members": YAMLValue(.list(arrays.members.map(\.yaml))),
            "scan": .map([
                "pure": .integer(arrays.pure), "mixed": .integer(arrays.mixed),
                "lines": arrays.lines == 1 ? nil : .integer(arrays.lines),
            ]),
            "counts": arrays.counts.map { .number($0) },
            "background": arrays.background.map { .quoted($0) },
            "storage": .word((arrays.counts == nil ? Storage.float32 : .uint16).rawValue),
            "truth": .map(["apertures": apertures.yaml]),
            "seed": .integer(seed),
        ])
    }
}
