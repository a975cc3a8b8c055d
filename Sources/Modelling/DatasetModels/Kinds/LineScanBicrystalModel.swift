internal import Datasets
public import Specimens

/// `kind: line-scan-bicrystal`: at position k of the scan the beam crosses k units of crystal A, then its twin B.
public struct LineScanBicrystalModel: CrystalModel, Equatable {
    public static let kind = "line-scan-bicrystal"

    public let conditions: CrystalConditions
    public let twin: TwinLaw
    public let stack: LineScanStack
    public let pureCopies: Int?

    static let keys = CrystalConditions.keys + ["twin", "stack", "scan"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        stack = try LineScanStack(reader.section("stack", keys: LineScanStack.keys))
        conditions = try CrystalConditions(reader, unit: stack.unit)
        pureCopies = try reader.pureCopies(default: 40)
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] { [("twin", twin.yaml), ("stack", stack.yaml)] }

    /// The crystal and its twin, A above B.
    ///
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    public func bicrystal(of structure: CrystalStructure) throws(SpecimenError) -> Bicrystal {
        try Bicrystal(of: structure, orientation: orientation(of: structure), twin: twin)
    }

    package func specimen(modelFile: String) throws -> ScannedSpecimen {
        let structure = try structure(modelFile: modelFile)
        let bicrystal = try bicrystal(of: structure)
        return ScannedSpecimen(
            crystals: [bicrystal.upper, bicrystal.lower], members: ["A", "B"], unit: stack.unit,
            stacks: (0..<stack.positions).map { k in
                [.init(crystal: 0, units: k), .init(crystal: 1, units: stack.units - k)]
            },
            axis: ScannedSpecimen.axis(step: try stack.step(boundaryNormal: bicrystal.boundaryNormal)),
            label: bicrystal.label,
            warnings: structure.warnings)
    }
}

extension YAMLReader {
    /// `scan: {pure-copies: 40}`.
    func pureCopies(default fallback: Int) throws(ModelError) -> Int {
        try section("scan", keys: ["pure-copies"], optional: true)
            .integer("pure-copies", in: 0...10_000, default: fallback)
    }
}
