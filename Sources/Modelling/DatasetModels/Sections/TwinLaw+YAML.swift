import Quantities
import Specimens

/// `twin:`, how crystal B lies against crystal A: `axis: [u, v, w]` or `plane-normal: [h, k, l]` with `angle`; or
/// `mirror: [h, k, l]`; or `planes` and `directions`, each a pair with the indices in A first.
extension TwinLaw {
    static let keys = ["axis", "plane-normal", "angle", "mirror", "planes", "directions"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let ways = ["axis", "plane-normal", "mirror", "planes"].filter { reader.value($0) != nil }
        if ways.count > 1 { throw reader.bad(ways[1], "stands beside \(ways[0])", mend: "give one of the two") }
        let way = ways.first ?? "axis"
        let others = ["axis": ["angle"], "plane-normal": ["angle"], "planes": ["directions"]][way] ?? []
        for key in ["angle", "directions"] where reader.value(key) != nil && !others.contains(key) {
            throw reader.bad(key, "stands beside \(way)", mend: "remove it")
        }
        switch way {
        case "mirror":
            let plane = try reader.plane("mirror", example: "[1, -1, 1]")
            self = try reader.checked { () throws(SpecimenError) in try TwinLaw(mirror: plane) }
        case "planes":
            let planes = try reader.pair("planes", example: "[[1, 1, 1], [1, 1, 1]]", four: MillerIndices.init(plane:))
            let directions = try reader.pair(
                "directions", example: "[[1, -1, 0], [-1, 1, 0]]", four: MillerIndices.init(direction:))
            self = try reader.checked { () throws(SpecimenError) in
                try TwinLaw(planes: planes, directions: directions)
            }
        default:
            let axis: Axis =
                way == "axis"
                ? .direction(try reader.direction("axis", example: "[1, -1, 1]"))
                : .planeNormal(try reader.plane("plane-normal", example: "[1, -1, 1]"))
            let angle: Angle = try reader.quantity("angle", above: 0, atMost: 2 * .pi, example: "\"180 deg\"")
            self = try reader.checked { () throws(SpecimenError) in try TwinLaw(axis: axis, angle: angle) }
        }
    }

    var yaml: YAMLValue {
        switch relation {
        case .rotation(.direction(let indices), let angle):
            .map(["axis": .indices(indices), "angle": .quoted(angle)])
        case .rotation(.planeNormal(let indices), let angle):
            .map(["plane-normal": .indices(indices), "angle": .quoted(angle)])
        case .mirror(let plane): .map(["mirror": .indices(plane)])
        case .parallel(let planes, let directions): .map(["planes": planes.yaml, "directions": directions.yaml])
        }
    }
}

extension TwinLaw.Pair {
    var yaml: YAMLValue { YAMLValue(.list([.indices(a), .indices(b)])) }
}

extension YAMLReader {
    /// Two lists of indices, those in the axes of A first.
    fileprivate func pair(
        _ key: String, example: String, four: ([Int]) -> MillerIndices?
    ) throws(ModelError) -> TwinLaw.Pair {
        let elements = try list(key, count: 2, example: example)
        return TwinLaw.Pair(
            a: try indices(elements[0], key: key, example: example, four: four),
            b: try indices(elements[1], key: key, example: example, four: four))
    }
}
