import Detection
import Quantities

/// The keys of `kind: gaussian-arrays` that say what the patterns are and how they are mixed.
extension GaussianArrays {
    init(_ reader: YAMLReader) throws(ModelError) {
        let pixels = try reader.integers("pixels", count: 2, default: [64, 64], example: "[64, 64]")
        let sigma: PixelLength = try reader.quantity("sigma", example: "\"1.25 px\"")
        let cutoff: PixelLength = try reader.quantity("cut-off", example: "\"5 px\"")
        let list = try reader.list("members", count: 2, example: "[{name: A, lattice: ...}, {name: B, lattice: ...}]")
        let first = try Member(list[0], path: "members.1")
        let last = try Member(list[1], path: "members.2")
        guard first.name != last.name else {
            throw reader.bad("members", "both are called \"\(first.name)\"", mend: "give each its own name")
        }
        let scan = try reader.section("scan", keys: ["pure", "mixed", "lines"])
        let pure = try scan.integer("pure", in: 1...100_000, example: "10")
        let mixed = try scan.integer("mixed", in: 0...100_000, example: "10")
        let lines = try scan.integer("lines", in: 1...100_000, default: 1)
        // Zero stands for a key that is left out: no counting.
        let counts = try reader.number("counts", in: 0...10_000, default: 0)
        let background: Fraction? = try reader.orWord("none", "background", default: nil) { reader throws(ModelError) in
            try reader.quantity("background", example: "\"1 %\"")
        }
        self = try reader.checked { () throws(DetectionError) in
            try GaussianArrays(
                pixels: pixels, sigma: sigma, cutoff: cutoff, from: first, to: last, pure: pure, mixed: mixed,
                lines: lines, counts: counts > 0 ? counts : nil, background: background)
        }
    }
}

extension GaussianArrays.Member {
    init(_ value: YAMLValue, path: String) throws(ModelError) {
        let reader = try YAMLReader(value, path: path, keys: ["name", "lattice"])
        self.init(
            name: try reader.text("name", example: "A"),
            lattice: try SpotLattice(reader.section("lattice", keys: SpotLattice.keys)))
    }

    var yaml: YAMLValue { .map(["name": .quoted(name), "lattice": lattice.yaml]) }
}
