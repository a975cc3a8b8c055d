package import Specimens

/// A dataset of two crystals, A and B.
package protocol PairModel: CrystalModel {
    var pair: CrystalPair { get }
}

extension PairModel {
    package var twin: TwinLaw { pair.twin }

    /// Where the CIF file of crystal B lies; nil where B is a twin of A.
    package func crystalBPath(modelFile: String) -> String? { pair.crystalB.map { sibling($0, of: modelFile) } }

    package var crystalNames: [String] { [crystal, pair.crystalB].compactMap(\.self) }

    /// Crystal A above crystal B.
    ///
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    package func bicrystal(
        of structures: [CrystalStructure]
    ) throws(SpecimenError) -> (bicrystal: Bicrystal, warnings: [String]) {
        let bicrystal = try Bicrystal(
            of: structures[0], and: structures.count > 1 ? structures[1] : nil,
            orientation: beam.orientation(of: structures[0].cell), twin: twin, boundary: pair.boundary,
            strain: beam.strain)
        return (bicrystal, structures.flatMap(\.warnings) + bicrystal.warnings)
    }
}
