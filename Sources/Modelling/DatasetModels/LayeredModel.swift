internal import Arrays
internal import Datasets
internal import Detection
internal import Multislice
internal import Quantities
internal import Specimens

/// A scan over columns in which a crystal and its twin lie over each other.
package protocol LayeredModel: ColumnModel {
    var library: LayerLibrary { get }
}

extension LayeredModel {
    /// - Throws: `SpecimenError`, `boundaryUnseen` among them where the boundary lies across the beam: its normal has no
    ///   direction there for the scan.
    func bicrystal(of structure: CrystalStructure) throws(SpecimenError) -> Bicrystal {
        let bicrystal = try Bicrystal(
            of: structure, orientation: beam.orientation(of: structure.cell), twin: twin, strain: beam.strain)
        guard norm(acrossBeam(bicrystal.boundaryNormal)) > 1e-3 else {
            throw .boundaryUnseen(
                reason:
                    "the boundary is perpendicular to the beam, which leaves its normal no direction on the detector",
                mend: "choose another zone")
        }
        return bicrystal
    }

    /// The library's one part: a stack for each of its nodes, as slices of A and B from the top down.
    ///
    /// - Parameter settings: what the stacks follow from.
    func part(
        _ stacks: [[StackPlan.Layer]], of bicrystal: Bicrystal, crystal: CrystalStructure,
        settings: [(key: String, value: YAMLValue)]
    ) throws -> LibraryPart {
        try part(
            "stacks",
            of: LibraryCrystals(
                slabs: [bicrystal.upper, bicrystal.lower], axis: bicrystal.alongBoundary, label: bicrystal.label,
                warnings: crystal.warnings + bicrystal.warnings),
            stacks: StackPlan(stacks, crystals: 2), unit: library.unit,
            settings: [("unit", .quoted(library.unit)), ("every", .integer(library.every))] + settings)
    }

    /// The thickness of each crystal among the truth's fields, and the film's where there is one; nm.
    ///
    /// - Parameter columns: with A and B as the first members.
    func fields(of columns: SpecimenColumns, filmThickness: [Double]) -> [String: [Double]] {
        var fields = layers.fields(filmThickness: filmThickness)
        for (crystal, name) in ["t_A", "t_B"].enumerated() {
            fields[name] = columns.layers.row(crystal).map { $0 / 10 }
        }
        return fields
    }
}

extension Bicrystal {
    /// The unit vector along the boundary's normal, projected across the beam.
    var alongBoundary: SIMD2<Double> { acrossBeam(boundaryNormal) / norm(acrossBeam(boundaryNormal)) }

    /// Where a beam at k = (kx, ky) of the laboratory lies from the boundary's normal: (across, along).
    var place: @Sendable (SIMD2<Double>) -> SIMD2<Double> {
        let along = alongBoundary
        return { Specimens.place($0, fromAxis: along) }
    }
}
