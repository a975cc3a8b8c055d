package import Datasets
package import Detection
internal import Glibc
internal import Multislice
internal import Quantities
public import Specimens

/// `kind: embedded`: a scan over a sphere of crystal B in the middle of a plate of crystal A, its twin. B is nowhere alone.
///
/// The normal of the twins' boundary, projected across the beam, is detector y. The library is a table over the thickness
/// of B with equally much of A above and below. The true pattern of B is that of the plate, were it all B: no probe sees it.
public struct EmbeddedModel: LayeredModel, Equatable {
    public static let kind = "embedded"

    public let conditions: CrystalConditions
    public let twin: TwinLaw
    /// Of the plate, in units of the library.
    public let units: Int
    public let particle: EmbeddedSphere
    public let layers: DiffuseLayers
    public let library: LayerLibrary
    public let field: ScanField
    public let mixing: Mixing

    static let keys =
        CrystalConditions.keys + DiffuseLayers.keys + [
            "twin", "plate", "particle", "library", "scan", "probe", "mixing",
        ]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        field = try ScanField(reader)
        library = try LayerLibrary(reader.section("library", keys: LayerLibrary.keys))
        let plate = try reader.section("plate", keys: ["units"])
        units = try plate.integer("units", in: 1...100_000)
        guard units.isMultiple(of: library.every) else {
            throw plate.bad(
                "units", "\(units) is no multiple of library.every, \(library.every)",
                mend: "let the table end at the plate's thickness")
        }
        let section = try reader.section("particle", keys: ["diameter"])
        particle = EmbeddedSphere(
            diameter: try section.quantity("diameter", above: 0, atMost: 1e5, example: "\"48 nm\""))
        let thickness = library.unit.value * Double(units)
        guard particle.diameter.value <= thickness else {
            throw section.bad(
                "diameter", "\(particle.diameter) is more than the plate's \(Length(internalValue: thickness))",
                mend: "make the particle smaller or the plate thicker")
        }
        layers = try DiffuseLayers(reader)
        mixing = try reader.word("mixing", default: .dynamic)
        conditions = try CrystalConditions(
            reader, unit: library.unit, thickness: Length(internalValue: thickness))
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        shapeYAML(
            [
                ("plate", .map(["units": .integer(units)])),
                ("particle", .map(["diameter": .quoted(particle.diameter)])),
            ],
            library: library.yaml)
    }

    package var memberNames: [String] { ["A", "B"] }

    /// Of the plate, Å.
    private var thickness: Double { library.unit.value * Double(units) }

    package func library(of structures: [CrystalStructure]) throws -> [LibraryPart] {
        let all = units * discretization.slicesPerUnit
        let stacks = stride(from: 0, through: units, by: library.every).map { unitsOfB in
            let slices = unitsOfB * discretization.slicesPerUnit
            let above = (all - slices) / 2
            return [
                StackPlan.Layer(crystal: 0, slices: above), StackPlan.Layer(crystal: 1, slices: slices),
                StackPlan.Layer(crystal: 0, slices: all - slices - above),
            ]
        }
        return [
            try part(
                stacks, of: bicrystal(of: structures[0]), crystal: structures[0],
                settings: [("plate", .integer(units))])
        ]
    }

    package func scan(from beams: [Beams], of structures: [CrystalStructure]) throws -> Scan {
        let bicrystal = try bicrystal(of: structures[0])
        let axis = PatternLibrary.Axis(
            name: "the thickness of B (Å)", step: library.step, count: units / library.every + 1)
        let patterns = try PatternLibrary(axes: [axis], parts: beams, startsInVacuum: false).placed(bicrystal.place)
        let visited = field.scanY * field.scanX
        let middle = field.length / 2
        // The last position is the plate of B alone.
        let columns = try SpecimenColumns(
            libraries: [patterns], positions: visited + 1, members: 2, reach: wantedReach
        ) { position in
            guard position < visited else {
                return [Column(weight: 1, library: 0, place: [axis.end], shares: [0, 1], thickness: thickness)]
            }
            return field.probe(at: position).flatMap { place, weight -> [Column] in
                let b = particle.thickness(at: hypot(place.x, place.y - middle))
                return LayeredColumn(
                    weight: weight, thicknesses: [thickness - b, b], place: [b], pure: [[0], [axis.end]], members: 2
                ).columns(mixing)
            }
        }
        let film = layers.filmThickness(over: field) + [0]
        return try columns.scan(
            shape: scanShape, members: memberNames, fields: fields(of: columns, filmThickness: film),
            diffuse: layers.scattering(thickness: columns.thickness, filmThickness: film), unvisited: 1)
    }
}
