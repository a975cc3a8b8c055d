package import Datasets
package import Detection
internal import Multislice
internal import Quantities
public import Specimens

/// `kind: overlap`: a scan over a twinned wire whose axis is inclined to the beam, so that the twins lie over each other around
/// their boundary, and the vacuum beside it.
///
/// The wire's axis is the normal of the boundary; projected, it is scan y and detector y. Crystal A lies above B. The library
/// is a table over the thicknesses of both.
public struct OverlapModel: LayeredModel, Equatable {
    public static let kind = "overlap"

    public let conditions: CrystalConditions
    public let twin: TwinLaw
    public let wire: TiltedWire
    public let layers: DiffuseLayers
    public let library: LayerLibrary
    public let field: ScanField
    public let mixing: Mixing

    static let keys =
        CrystalConditions.keys + DiffuseLayers.keys + ["twin", "wire", "library", "scan", "probe", "mixing"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        field = try ScanField(reader)
        wire = try TiltedWire(reader.section("wire", keys: TiltedWire.keys), length: field.length)
        let section = try reader.section("library", keys: LayerLibrary.keys)
        library = try LayerLibrary(section)
        try section.checkTable(step: library.step, thickness: wire.section.largestThickness, atMost: 1000)
        layers = try DiffuseLayers(reader)
        mixing = try reader.word("mixing", default: .dynamic)
        conditions = try CrystalConditions(reader, unit: library.unit)
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        shapeYAML([("wire", wire.yaml)], library: library.yaml)
    }

    package var memberNames: [String] { ["A", "B"] + (field.leaves(wire.section) ? ["vacuum"] : []) }

    package func library(of structures: [CrystalStructure]) throws -> [LibraryPart] {
        let bicrystal = try inclined(structures[0])
        let slices = library.every * discretization.slicesPerUnit
        let table = table(bicrystal)
        return [
            try part(
                table.nodes.map { node in
                    [.init(crystal: 0, slices: node.a * slices), .init(crystal: 1, slices: node.b * slices)]
                }, of: bicrystal, crystal: structures[0],
                settings: [("stacks", .integer(table.nodes.count))])
        ]
    }

    private func table(_ bicrystal: Bicrystal) -> OverlapTable {
        OverlapTable(step: library.step, thickness: wire.largestThickness(normal: bicrystal.boundaryNormal))
    }

    /// - Throws: `SpecimenError.boundaryUnseen` where the boundary is not inclined.
    private func inclined(_ structure: CrystalStructure) throws(SpecimenError) -> Bicrystal {
        let bicrystal = try bicrystal(of: structure)
        guard abs(bicrystal.boundaryNormal.z) > 1e-3 else {
            throw .boundaryUnseen(
                reason: "the boundary is parallel to the beam: nothing would overlap", mend: "choose another zone")
        }
        return bicrystal
    }

    package func scan(from beams: [Beams], of structures: [CrystalStructure]) throws -> Scan {
        let bicrystal = try inclined(structures[0])
        let patterns = try table(bicrystal).library(beams[0]).placed(bicrystal.place)
        let names = memberNames
        let columns = try SpecimenColumns(
            libraries: [patterns], positions: field.scanY * field.scanX, members: names.count, reach: wantedReach
        ) { position in
            field.probe(at: position).flatMap { place, weight -> [Column] in
                let (a, b) = wire.thicknesses(at: place, normal: bicrystal.boundaryNormal)
                guard a + b > 0 else {
                    return [Column(weight: weight, library: nil, place: [], shares: [0, 0, 1], thickness: 0)]
                }
                return LayeredColumn(
                    weight: weight, thicknesses: [a, b], place: [a, b], pure: [[a + b, 0], [0, a + b]],
                    members: names.count
                ).columns(mixing)
            }
        }
        let film = layers.filmThickness(over: field)
        return try columns.scan(
            shape: scanShape, members: names, fields: fields(of: columns, filmThickness: film),
            diffuse: layers.scattering(thickness: columns.thickness, filmThickness: film))
    }
}
