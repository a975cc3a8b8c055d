internal import Datasets
internal import Glibc
internal import Quantities
package import Specimens

/// `kind: wedge`: a scan over one crystal whose thickness rises by one unit from each position to the next.
///
/// The lower face is inclined to the upper one, across the beam, by `angle`, so positions are unit/tan(angle) apart. Each
/// is simulated as a plate of its thickness (column approximation). The one end member, A, is everywhere alone, and its
/// pattern is that of the first position: what a method finds beyond one source comes from the thickness.
public struct WedgeModel: CrystalModel, Equatable {
    public static let kind = "wedge"

    public let conditions: CrystalConditions
    public let wedge: Wedge

    static let keys = CrystalConditions.keys + ["wedge"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        wedge = try Wedge(reader.section("wedge", keys: Wedge.keys))
        conditions = try CrystalConditions(
            reader, unit: wedge.unit, thickness: Length(internalValue: wedge.unit.value * Double(wedge.to)))
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] { [("wedge", wedge.yaml)] }
    package var pureCopies: Int? { nil }

    package func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen {
        let (crystal, warnings) = try single(structures[0])
        return ScannedSpecimen(
            crystals: [crystal.slab], members: ["A"], unit: wedge.unit,
            stacks: (wedge.from...wedge.to).map { [.init(crystal: 0, units: $0)] },
            axis: ScannedSpecimen.axis(step: wedge.unit.value / tan(wedge.angle.value)), label: crystal.label,
            warnings: warnings)
    }
}
