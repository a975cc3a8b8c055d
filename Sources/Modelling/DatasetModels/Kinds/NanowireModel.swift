package import Datasets
package import Detection
internal import Multislice
internal import Quantities
public import Specimens

/// `kind: nanowire`: a scan over a bent, twinned wire of hexagonal section, partly on a supporting film, and the vacuum beside
/// it.
///
/// The wire lies across the beam along the normal of the twins' boundary, which is scan y and detector y. Its library is a
/// table over local tilt and thickness of crystal A; B shows the mirror image.
public struct NanowireModel: ColumnModel, Equatable {
    public static let kind = "nanowire"

    public let conditions: CrystalConditions
    public let twin: TwinLaw
    public let wire: Nanowire
    public let layers: DiffuseLayers
    public let library: WireLibrary
    public let field: ScanField
    public let mixing: Mixing

    static let keys =
        CrystalConditions.keys + DiffuseLayers.keys + ["twin", "wire", "library", "scan", "probe", "mixing"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        field = try ScanField(reader)
        wire = try Nanowire(reader.section("wire", keys: Nanowire.keys), length: field.length)
        library = try WireLibrary(reader.section("library", keys: WireLibrary.keys), wire: wire)
        layers = try DiffuseLayers(reader)
        mixing = try reader.word("mixing", default: .dynamic)
        conditions = try CrystalConditions(reader, unit: library.unit, thickness: library.thickness)
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        shapeYAML([("wire", wire.yaml)], library: library.yaml)
    }

    package var memberNames: [String] {
        Set(wire.segments).sorted().map { ["A", "B"][$0] } + (field.leaves(wire.section) ? ["vacuum"] : [])
    }

    // MARK: Library

    package func library(of structures: [CrystalStructure]) throws -> [LibraryPart] {
        let (crystal, warnings) = try single(structures[0])
        let twins = try twins(structures[0])
        let crystals = LibraryCrystals(
            slabs: [crystal.slab], axis: twins.axis, label: crystal.label, warnings: warnings)
        let plan = try StackPlan(
            (1...library.depths).map { [.init(crystal: 0, slices: $0 * library.every * discretization.slicesPerUnit)] },
            crystals: 1)
        return try library.tilts.map { tilt in
            try part(
                "tilt \(tilt)", of: crystals, stacks: plan, unit: library.unit, tilt: tilt.value,
                settings: [
                    ("tilt", .quoted(tilt)), ("unit", .quoted(library.unit)), ("every", .integer(library.every)),
                    ("depths", .integer(library.depths)),
                ])
        }
    }

    private func twins(_ structure: CrystalStructure) throws(SpecimenError) -> MirroredTwin {
        let twins = try MirroredTwin(
            of: structure, orientation: beam.orientation(of: structure.cell), twin: twin)
        guard abs(twins.placeInA(illumination.misTilt).x) < 1e-9 else {
            throw .notMirrored(
                reason: "beam.tilt is not along the normal of the twins' boundary",
                mend: "tilt along the wire only")
        }
        return twins
    }

    // MARK: Scan

    package func scan(from beams: [Beams], of structures: [CrystalStructure]) throws -> Scan {
        let twins = try twins(structures[0])
        let table = try PatternLibrary(axes: library.axes, parts: beams, startsInVacuum: true)
        let ofA = table.placed(twins.placeInA)
        let ofB = table.placed(twins.placeInB) { $0.hasPrefix("A ") ? "B " + $0.dropFirst(2) : $0 }
        let names = memberNames
        let crystals = Set(wire.segments).sorted()
        let columns = try SpecimenColumns(
            libraries: [ofA, ofB], positions: field.scanY * field.scanX, members: names.count, reach: wantedReach
        ) { position in
            field.probe(at: position).map { place, weight in
                let thickness = wire.thickness(across: place.x)
                let crystal = thickness > 0 ? wire.crystal(along: place.y) : nil
                let member = crystal.flatMap(crystals.firstIndex) ?? names.count - 1
                return Column(
                    weight: weight, library: crystal, place: [tilt(at: place), thickness],
                    shares: names.indices.map { $0 == member ? 1 : 0 }, thickness: thickness)
            }
        }
        let mixed = mixing == .linear ? columns.mixedLinearly() : columns
        let film = layers.filmThickness(over: field)
        var fields = layers.fields(filmThickness: film)
        fields["tilt"] = localTilt.map { $0 * 1000 }
        return try mixed.scan(
            shape: scanShape, members: names, fields: fields,
            diffuse: layers.scattering(thickness: mixed.thickness, filmThickness: film))
    }

    /// rad.
    private func tilt(at place: SIMD2<Double>) -> Double { wire.bend.tilt(at: place.y / field.length) }

    /// The mean over the part of the probe that is on the wire; 0 beside it.
    private var localTilt: [Double] {
        (0..<field.scanY * field.scanX).map { position in
            let onWire = field.probe(at: position).filter { wire.thickness(across: $0.place.x) > 0 }
            let weight = onWire.reduce(0) { $0 + $1.weight }
            return weight > 0 ? onWire.reduce(0) { $0 + $1.weight * tilt(at: $1.place) } / weight : 0
        }
    }
}
