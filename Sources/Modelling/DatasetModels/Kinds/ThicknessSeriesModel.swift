internal import Datasets
internal import Quantities
public import Specimens

/// `kind: thickness-series`: one crystal, and its pattern after every unit of thickness.
///
/// The axis of the scan is the thickness. There are no end members, so the dataset has no truth.
public struct ThicknessSeriesModel: CrystalModel, Equatable {
    public static let kind = "thickness-series"

    public let conditions: CrystalConditions
    /// One unit, and how many of them the last pattern has.
    public let stack: LineScanStack

    static let keys = CrystalConditions.keys + ["stack"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        stack = try LineScanStack(reader.section("stack", keys: LineScanStack.keys))
        conditions = try CrystalConditions(
            reader, unit: stack.unit, thickness: Length(internalValue: stack.thickness))
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] { [("stack", stack.yaml)] }
    package var pureCopies: Int? { nil }

    package func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen {
        let (crystal, warnings) = try single(structures[0])
        let step = stack.unit.value / 10
        return ScannedSpecimen(
            crystals: [crystal.slab], members: [], unit: stack.unit,
            stacks: (1...stack.units).map { [.init(crystal: 0, units: $0)] },
            axis: Axis(name: "thickness", scale: step, offset: step, units: "nm"), label: crystal.label,
            warnings: warnings)
    }
}
