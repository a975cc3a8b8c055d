internal import Detection
internal import Quantities

/// `film:` and `diffuse:`, what scatters electrons out of the beams: a supporting film, and what lies between the spots of the
/// crystals themselves.
public struct DiffuseLayers: Sendable, Equatable {
    /// Nil for none.
    public let film: SupportFilm?
    /// Nil for nothing.
    public let diffuse: DiffuseLayer?

    static let keys = ["film", "diffuse"]

    init(_ reader: YAMLReader) throws(ModelError) {
        film = try reader.orWord("none", "film", default: nil) { reader throws(ModelError) in
            try SupportFilm(reader.section("film", keys: SupportFilm.keys))
        }
        diffuse = try reader.orWord("none", "diffuse", default: nil) { reader throws(ModelError) in
            try DiffuseLayer(reader.section("diffuse", keys: DiffuseLayer.keys))
        }
    }

    var yaml: [(key: String, value: YAMLValue)] {
        [("film", film?.yaml ?? .word("none")), ("diffuse", diffuse?.yaml ?? .word("none"))]
    }

    /// - Parameters:
    ///   - thickness: of the crystals at every position, Å.
    ///   - filmThickness: as `filmThickness(over:)`.
    func scattering(thickness: [Double], filmThickness: [Double]) -> [DiffuseScattering] {
        var layers: [(depth: [Double], decay: ReciprocalLength)] = []
        if let diffuse { layers.append((thickness.map { $0 / diffuse.meanFreePath.value }, diffuse.halo)) }
        if let layer = film?.layer {
            layers.append((filmThickness.map { $0 / layer.meanFreePath.value }, layer.halo))
        }
        return DiffuseScattering.layers(layers)
    }

    /// The film among the truth's fields, nm; nothing without one.
    func fields(filmThickness: [Double]) -> [String: [Double]] {
        film == nil ? [:] : ["film": filmThickness.map { $0 / 10 }]
    }

    /// The mean over the probe at every position, Å.
    func filmThickness(over field: ScanField) -> [Double] {
        (0..<field.scanY * field.scanX).map { position in
            film.map { film in
                field.probe(at: position).reduce(0) { $0 + $1.weight * film.thickness(at: $1.place) }
            } ?? 0
        }
    }
}
