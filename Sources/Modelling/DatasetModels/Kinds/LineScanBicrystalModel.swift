internal import Datasets
internal import Quantities
public import Specimens

/// `kind: line-scan-bicrystal`: at position k of the scan the beam crosses k units of crystal A, then its twin B.
///
/// With `bend:` every position has a tilt of its own, and shares no slice steps with others: 15 units of 9 slices then take
/// 2160 steps instead of 1215.
public struct LineScanBicrystalModel: PairModel, Equatable {
    public static let kind = "line-scan-bicrystal"

    public let conditions: CrystalConditions
    public let pair: CrystalPair
    public let stack: LineScanStack
    /// nil for crystals of the same tilt everywhere.
    public let bend: Bend?
    public let pureCopies: Int?

    static let keys = CrystalConditions.keys + CrystalPair.keys + ["stack", "bend", "scan"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        pair = try CrystalPair(reader)
        stack = try LineScanStack(reader.section("stack", keys: LineScanStack.keys))
        bend = try Bend.read(reader)
        conditions = try CrystalConditions(
            reader, unit: stack.unit, thickness: Length(internalValue: stack.thickness))
        pureCopies = try reader.pureCopies(default: 40)
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        pair.yaml + [("stack", stack.yaml)] + (bend.map { [("bend", $0.yaml)] } ?? [])
    }

    package func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen {
        let (bicrystal, warnings) = try bicrystal(of: structures)
        return ScannedSpecimen(
            crystals: [bicrystal.upper, bicrystal.lower], members: ["A", "B"], unit: stack.unit,
            stacks: (0..<stack.positions).map { k in
                [.init(crystal: 0, units: k), .init(crystal: 1, units: stack.units - k)]
            },
            axis: ScannedSpecimen.axis(step: try stack.step(boundaryNormal: bicrystal.boundaryNormal)),
            label: bicrystal.label,
            warnings: warnings,
            localTilts: try bend?.tilts(positions: stack.positions, boundaryNormal: bicrystal.boundaryNormal),
            fields: bend.map { ["tilt": $0.angles(positions: stack.positions).map { 1000 * $0 }] } ?? [:])
    }
}

extension YAMLReader {
    /// `scan: {pure-copies: 40}`.
    func pureCopies(default fallback: Int) throws(ModelError) -> Int {
        try section("scan", keys: ["pure-copies"], optional: true)
            .integer("pure-copies", in: 0...10_000, default: fallback)
    }
}
