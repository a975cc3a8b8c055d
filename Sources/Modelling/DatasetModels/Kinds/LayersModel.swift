internal import Datasets
internal import Quantities
package import Specimens

/// `kind: layers`: a scan over stacks of any layers of a crystal A and its twin B in any order.
///
/// Pure stacks, A before the written ones and B behind them, have the thickness of the thickest; each comes `pure-copies`
/// times. Abundances are shares of the thickness: they say nothing of the order, which the model in the provenance keeps.
public struct LayersModel: PairModel, Equatable {
    public static let kind = "layers"

    public let conditions: CrystalConditions
    public let pair: CrystalPair
    public let layers: Layers
    /// How often each pure stack is added.
    public let pureStacks: Int

    static let keys = CrystalConditions.keys + CrystalPair.keys + ["layers", "scan"]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        pair = try CrystalPair(reader)
        layers = try Layers(reader.section("layers", keys: Layers.keys))
        conditions = try CrystalConditions(
            reader, unit: layers.unit, thickness: layers.thickness)
        pureStacks = try reader.pureCopies(default: 1)
        guard pureStacks > 0 || Layers.names.indices.allSatisfy(layers.hasPureStack) else {
            throw reader.bad(
                "scan", "has no pure copies, and not every crystal has a stack of its own",
                mend: "add stacks such as [A 15] and [B 15], or write scan: {pure-copies: 1}")
        }
    }

    package var shapeYAML: [(key: String, value: YAMLValue)] {
        pair.yaml + [("layers", layers.yaml), ("scan", .map(["pure-copies": .integer(pureStacks)]))]
    }
    package var pureCopies: Int? { nil }

    package func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen {
        let (bicrystal, warnings) = try bicrystal(of: structures)
        func pure(_ crystal: Int) -> [[ScannedSpecimen.Layer]] {
            Array(repeating: [.init(crystal: crystal, units: layers.thickest)], count: pureStacks)
        }
        return ScannedSpecimen(
            crystals: [bicrystal.upper, bicrystal.lower], members: Layers.names, unit: layers.unit,
            stacks: pure(0) + layers.stacks + pure(1),
            axis: Axis(name: "x", scale: 1, offset: 0, units: "px"), label: bicrystal.label,
            warnings: warnings)
    }
}
