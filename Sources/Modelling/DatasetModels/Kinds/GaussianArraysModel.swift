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

    static let keys = ["kind", "title", "pixels", "sigma", "cut-off", "members", "scan", "storage", "truth", "seed"]

    /// `storage:`, the numbers that are stored: patterns of unit amplitude need fractions.
    private enum Storage: String, CaseIterable {
        case float32
    }

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        title = try reader.title()
        arrays = try GaussianArrays(reader)
        let _: Storage = try reader.word("storage", default: .float32)
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
            "scan": .map(["pure": .integer(arrays.pure), "mixed": .integer(arrays.mixed)]),
            "storage": .word(Storage.float32.rawValue),
            "truth": .map(["apertures": apertures.yaml]),
            "seed": .integer(seed),
        ])
    }
}
