internal import Detection
package import Multislice
internal import Quantities
internal import Specimens

/// One simulation of a library.
package struct LibraryPart: Sendable {
    /// For people, such as "tilt 4 mrad".
    package let name: String
    package let simulation: StackSimulation
    /// Everything that its beams depend on besides the content of the crystals' files, as canonical YAML.
    package let inputs: String
    /// Which reflections a beam (kx, ky in Å⁻¹) is.
    package let label: @Sendable (_ kx: Double, _ ky: Double) -> String
    /// What a reader should know of the crystals.
    package let warnings: [String]
}

/// The crystals that a library's stacks are made of.
struct LibraryCrystals {
    /// Over one common cell.
    let slabs: [PeriodicSlab]
    /// The unit vector across the beam that the scan turns to detector y.
    let axis: SIMD2<Double>
    let label: @Sendable (_ kx: Double, _ ky: Double) -> String
    let warnings: [String]
}

extension ColumnModel {
    /// A part of the library.
    ///
    /// - Parameters:
    ///   - tilt: of the crystals about the normal of `crystals.axis`, beyond the beam's; rad.
    ///   - settings: what the stacks and the tilt follow from, besides what all parts do.
    func part(
        _ name: String, of crystals: LibraryCrystals, stacks: StackPlan, unit: Length, tilt: Double = 0,
        settings: [(key: String, value: YAMLValue)]
    ) throws -> LibraryPart {
        // Turned, the square of the detector still lies within the beams.
        let turned = abs(crystals.axis.x) + abs(crystals.axis.y)
        let reach = try reach(
            wanted: wantedReach * turned, seen: detector.extent * turned, over: crystals.slabs[0])
        let inputs =
            [("library", .word(Self.kind))] + cellYAML + scattererYAML
            + [("twin", twin.yaml), ("beam", beam.yaml)] + settings + [
                ("instrument", instrument.yaml), ("precession", precession.yaml), ("illumination", illumination.yaml),
                ("discretization", discretization.yaml), ("reach", .reciprocalLength(reach)),
            ] + (dependsOnSeed ? [("seed", .integer(seed))] : [])
        return LibraryPart(
            name: name,
            simulation: try StackSimulation(
                crystals: crystals.slabs, plan: stacks, unit: unit, instrument: instrument,
                illumination: illumination.tilted(by: tilt * crystals.axis), discretization: discretization,
                reach: reach, scattering: scattering, seed: seed),
            inputs: YAMLValue(.map(inputs)).document, label: crystals.label, warnings: crystals.warnings)
    }
}

extension Illumination {
    /// The same with so much more mis-tilt along x and y, rad.
    ///
    /// - Throws: `MultisliceError` where that is too much.
    fileprivate func tilted(by tilt: SIMD2<Double>) throws(MultisliceError) -> Illumination {
        try Illumination(
            precession: precession, misTilt: misTilt + tilt, semiAngle: semiAngle, samples: samples, order: order,
            seed: seed)
    }
}
