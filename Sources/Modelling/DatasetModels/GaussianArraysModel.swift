public import Quantities

/// `kind: gaussian-arrays`: two patterns of Gaussian spots, the first pure, then mixed, then the second pure.
public struct GaussianArraysModel: Sendable, Equatable {
    /// One line for people; empty when left out.
    public let title: String
    /// Rows (y) and columns (x).
    public let pixels: [Int]
    /// Standard deviation of a spot.
    public let sigma: PixelLength
    /// A spot is zero from this radius on.
    public let cutOff: PixelLength
    /// The end member that the scan begins with, and the one that it ends with.
    public let members: [Member]
    /// Pure positions at each end of the scan.
    public let pure: Int
    /// Mixed positions between them.
    public let mixed: Int
    public let storage: Storage
    public let apertures: AperturesSection
    public let seed: UInt64

    /// An end member: a name and where its spots are.
    public struct Member: Sendable, Equatable {
        public let name: String
        public let lattice: Lattice
    }

    /// Spots at origin + spacing · (i, j) for i and j in `range`.
    public struct Lattice: Sendable, Equatable {
        public let spacing: PixelLength
        /// y and x of the site (0, 0), pixels.
        public let origin: [Double]
        /// First and last index.
        public let range: [Int]
        public let sites: Sites
    }

    public enum Sites: String, Sendable, CaseIterable {
        case all
        /// Only where i + j is even.
        case checkerboard
    }

    /// The numbers that are stored.
    public enum Storage: String, Sendable, CaseIterable {
        case float32
    }

    static let keys = ["kind", "title", "pixels", "sigma", "cut-off", "members", "scan", "storage", "truth", "seed"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        title = try reader.title()
        pixels = try reader.integers("pixels", count: 2, in: 8...8192, default: [64, 64], example: "[64, 64]")
        sigma = try reader.quantity("sigma", above: 0, atMost: 4096, example: "\"1.25 px\"")
        cutOff = try reader.quantity("cut-off", above: 0, atMost: 4096, example: "\"5 px\"")
        let list = try reader.list("members", count: 2, example: "[{name: A, lattice: ...}, {name: B, lattice: ...}]")
        var members: [Member] = []
        for (index, element) in list.enumerated() {
            members.append(try Member(element, path: "members.\(index + 1)"))
        }
        guard members[0].name != members[1].name else {
            throw reader.bad("members", "both are called \"\(members[0].name)\"", mend: "give each its own name")
        }
        self.members = members
        let scan = try reader.section("scan", keys: ["pure", "mixed"])
        pure = try scan.integer("pure", in: 0...100_000, example: "10")
        mixed = try scan.integer("mixed", in: 0...100_000, example: "10")
        guard pure + mixed > 0 else {
            throw scan.bad(
                "pure", "and mixed are both 0, which leaves no position", mend: "choose at least 1 for one of them")
        }
        storage = try reader.word("storage", default: .float32)
        apertures = try AperturesSection(reader, default: AperturesSection(cutOff: cutOff))
        seed = try reader.seed()
    }

    var yaml: YAMLValue {
        .map([
            "kind": .word(DatasetModel.kinds[1]),
            "title": title.isEmpty ? nil : .quoted(title),
            "pixels": .integers(pixels),
            "sigma": .quoted(sigma),
            "cut-off": .quoted(cutOff),
            "members": YAMLValue(.list(members.map(\.yaml))),
            "scan": .map(["pure": .integer(pure), "mixed": .integer(mixed)]),
            "storage": .word(storage.rawValue),
            "truth": .map(["apertures": apertures.yaml]),
            "seed": .integer(seed),
        ])
    }
}

extension GaussianArraysModel.Member {
    init(_ value: YAMLValue, path: String) throws(ModelError) {
        let reader = try YAMLReader(value, path: path, keys: ["name", "lattice"])
        name = try reader.text("name", example: "A")
        lattice = try GaussianArraysModel.Lattice(
            reader.section("lattice", keys: ["spacing", "origin", "range", "sites"]))
    }

    var yaml: YAMLValue { .map(["name": .quoted(name), "lattice": lattice.yaml]) }
}

extension GaussianArraysModel.Lattice {
    init(_ reader: YAMLReader) throws(ModelError) {
        spacing = try reader.quantity("spacing", above: 0, atMost: 4096, example: "\"16 px\"")
        origin = try reader.numbers("origin", count: 2, example: "[32, 32]")
        range = try reader.integers("range", count: 2, in: -1000...1000, example: "[-1, 1]")
        guard range[0] <= range[1] else {
            throw reader.bad(
                "range", "runs from \(range[0]) down to \(range[1])", mend: "write the smaller index first")
        }
        sites = try reader.word("sites", default: .all)
    }

    var yaml: YAMLValue {
        .map([
            "spacing": .quoted(spacing), "origin": YAMLValue(.list(origin.map { .number($0) })),
            "range": .integers(range), "sites": .word(sites.rawValue),
        ])
    }
}
