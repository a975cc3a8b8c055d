public import Quantities

/// `film: {thickness: "10 nm", along: ["300 nm", "600 nm"], mean-free-path: "200 nm", halo: "3 nm^-1"}`, an amorphous film on
/// part of the field: `along` of scan y, `across` of scan x; all of it where they are left out.
public struct SupportFilm: Sendable, Equatable {
    public let thickness: Length
    public let along: [Length]?
    public let across: [Length]?
    public let layer: DiffuseLayer

    static let keys = ["thickness", "along", "across"] + DiffuseLayer.keys

    init(_ reader: YAMLReader) throws(ModelError) {
        thickness = try reader.quantity("thickness", atLeast: 0, atMost: 1e5, example: "\"10 nm\"")
        along = try Self.range(reader, "along")
        across = try Self.range(reader, "across")
        layer = try DiffuseLayer(reader)
    }

    private static func range(_ reader: YAMLReader, _ key: String) throws(ModelError) -> [Length]? {
        guard reader.value(key) != nil else { return nil }
        var ends: [Length] = []
        for value in try reader.list(key, count: 2, example: "[\"300 nm\", \"600 nm\"]") {
            ends.append(try Length(reading: value, path: reader.fullPath(key)))
        }
        guard ends[0].value < ends[1].value else {
            throw reader.bad(key, "runs from \(ends[0]) to \(ends[1])", mend: "write the smaller value first")
        }
        return ends
    }

    /// The film's thickness at (x, y) of the field; all in Å.
    func thickness(at place: SIMD2<Double>) -> Double {
        func covers(_ range: [Length]?, _ value: Double) -> Bool {
            range.map { $0[0].value <= value && value <= $0[1].value } ?? true
        }
        return covers(along, place.y) && covers(across, place.x) ? thickness.value : 0
    }

    var yaml: YAMLValue {
        func range(_ ends: [Length]?) -> YAMLValue? { ends.map { YAMLValue(.list($0.map { .quoted($0) })) } }
        return .map([
            "thickness": .quoted(thickness), "along": range(along), "across": range(across),
            "mean-free-path": .quoted(layer.meanFreePath), "halo": .quoted(layer.halo),
        ])
    }
}

/// `{mean-free-path: "500 nm", halo: "2 nm^-1"}`: what scatters electrons out of the beams, and how far around the direct beam
/// they fall, to 1/e.
public struct DiffuseLayer: Sendable, Equatable {
    public let meanFreePath: Length
    public let halo: ReciprocalLength

    static let keys = ["mean-free-path", "halo"]

    init(_ reader: YAMLReader) throws(ModelError) {
        meanFreePath = try reader.quantity("mean-free-path", above: 0, atMost: 1e9, example: "\"500 nm\"")
        halo = try reader.quantity(
            "halo", default: ReciprocalLength(internalValue: 0.2), above: 0, atMost: 100, example: "\"2 nm^-1\"")
    }

    var yaml: YAMLValue { .map(["mean-free-path": .quoted(meanFreePath), "halo": .quoted(halo)]) }
}
