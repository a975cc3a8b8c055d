internal import Arrays
internal import Datasets
internal import Detection
internal import Multislice
internal import Quantities
package import Specimens

/// A scan over columns in which a crystal and its twin lie over each other.
package protocol LayeredModel: ColumnModel {
    var twin: TwinLaw { get }
    var layers: DiffuseLayers { get }
    var library: LayerLibrary { get }
    var field: ScanField { get }
    var mixing: LayerMixing { get }
}

extension LayeredModel {
    package var crystalNames: [String] { [crystal] }
    package var scanShape: (scanY: Int, scanX: Int) { (field.scanY, field.scanX) }
    package var scanStep: Double { field.step.value }
    package var scanYAML: [(key: String, value: YAMLValue)] { field.yaml }

    func bicrystal(of structure: CrystalStructure) throws(SpecimenError) -> Bicrystal {
        try Bicrystal(
            of: structure, orientation: beam.orientation(of: structure.cell), twin: twin, strain: beam.strain)
    }

    /// The library's one part: a stack for each of its nodes, as slices of A and B from the top down.
    ///
    /// - Parameter settings: what the stacks follow from.
    func part(
        _ stacks: [[StackPlan.Layer]], of bicrystal: Bicrystal, crystal: CrystalStructure,
        settings: [(key: String, value: YAMLValue)]
    ) throws -> LibraryPart {
        let turned = abs(bicrystal.alongBoundary.x) + abs(bicrystal.alongBoundary.y)
        let reach = try reach(wanted: wantedReach * turned, seen: detector.extent * turned, over: bicrystal.upper)
        let inputs =
            cellYAML + scattererYAML + [("twin", twin.yaml), ("beam", beam.yaml), ("unit", .quoted(library.unit))]
            + settings + [
                ("instrument", instrument.yaml), ("precession", precession.yaml), ("illumination", illumination.yaml),
                ("discretization", discretization.yaml), ("reach", .reciprocalLength(reach)),
            ] + (dependsOnSeed ? [("seed", .integer(seed))] : [])
        return LibraryPart(
            name: "stacks",
            simulation: try StackSimulation(
                crystals: [bicrystal.upper, bicrystal.lower], plan: StackPlan(stacks, crystals: 2),
                unit: library.unit, instrument: instrument, illumination: illumination,
                discretization: discretization, reach: reach, scattering: scattering, seed: seed),
            inputs: YAMLValue(.map([("library", .word(Self.kind))] + inputs)).document, label: bicrystal.label,
            warnings: crystal.warnings + bicrystal.warnings)
    }

    /// The thickness of each crystal among the truth's fields, and the film's where there is one; nm.
    ///
    /// - Parameter columns: with A and B as the first members.
    func fields(of columns: SpecimenColumns, filmThickness: [Double]) -> [String: [Double]] {
        var fields: [String: [Double]] = [:]
        for (crystal, name) in ["t_A", "t_B"].enumerated() {
            fields[name] = columns.layers.row(crystal).map { $0 / 10 }
        }
        if layers.film != nil { fields["film"] = filmThickness.map { $0 / 10 } }
        return fields
    }
}

extension Bicrystal {
    /// The unit vector along the boundary's normal, projected across the beam.
    var alongBoundary: SIMD2<Double> {
        let length = (boundaryNormal.x * boundaryNormal.x + boundaryNormal.y * boundaryNormal.y).squareRoot()
        return [boundaryNormal.x / length, boundaryNormal.y / length]
    }

    /// Where a beam at k = (kx, ky) of the laboratory lies from the boundary's normal: (across, along).
    var place: @Sendable (SIMD2<Double>) -> SIMD2<Double> {
        let along = alongBoundary
        return { [$0.x * along.y - $0.y * along.x, $0.x * along.x + $0.y * along.y] }
    }
}
