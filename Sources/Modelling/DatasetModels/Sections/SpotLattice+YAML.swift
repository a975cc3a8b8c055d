import Detection
import Quantities

/// `lattice:`, where the spots of a member are: `{spacing: "16 px", origin: [32, 32], range: [-1, 1], sites: all}`.
extension SpotLattice {
    static let keys = ["spacing", "origin", "range", "sites"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let spacing: PixelLength = try reader.quantity("spacing", example: "\"16 px\"")
        let origin = try reader.numbers("origin", count: 2, example: "[32, 32]")
        let range = try reader.integers("range", count: 2, in: -1000...1000, example: "[-1, 1]")
        guard range[0] <= range[1] else {
            throw reader.bad(
                "range", "runs from \(range[0]) down to \(range[1])", mend: "write the smaller index first")
        }
        let sites: Sites = try reader.word("sites", default: .all)
        self = try reader.checked { () throws(DetectionError) in
            try SpotLattice(
                spacing: spacing, originY: origin[0], originX: origin[1], range: range[0]...range[1], sites: sites)
        }
    }

    var yaml: YAMLValue {
        .map([
            "spacing": .quoted(spacing), "origin": YAMLValue(.list([.number(originY), .number(originX)])),
            "range": .integers([range.lowerBound, range.upperBound]), "sites": .word(sites.rawValue),
        ])
    }
}
