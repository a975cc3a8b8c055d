internal import Detection
package import Multislice
internal import Quantities
package import Specimens

/// A dataset of stacks of crystals: all positions of its scan are one simulation.
package protocol CrystalModel: SimulatedModel {
    /// Extra copies of the first and of the last pattern, each side; nil for a kind without them.
    var pureCopies: Int? { get }

    /// What stands at each position of the scan.
    ///
    /// - Parameter structures: of the CIF files, in their order.
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen

    /// What computes the beams: plane waves through the specimen's stacks, unless the kind says otherwise.
    ///
    /// - Throws: `SpecimenError`, `MultisliceError`.
    func beamSimulation(of specimen: ScannedSpecimen, _ structures: [CrystalStructure]) throws -> any BeamSimulation
}

extension CrystalModel {
    package func beamSimulation(
        of specimen: ScannedSpecimen, _ structures: [CrystalStructure]
    ) throws -> any BeamSimulation {
        try simulation(of: specimen)
    }
}

extension CrystalModel {
    package var scanYAML: [(key: String, value: YAMLValue)] {
        pureCopies.map { [("scan", .map(["pure-copies": .integer($0)]))] } ?? []
    }

    /// What stands at each position of the scan, from the files.
    ///
    /// - Throws: as `structures(modelFile:)` and `specimen(of:)`.
    package func specimen(modelFile: String) throws -> ScannedSpecimen {
        try specimen(of: structures(modelFile: modelFile))
    }

    /// The simulation of the beams that the detector sees.
    ///
    /// - Throws: `MultisliceError`, above all when the detector itself is larger than the band limit.
    package func simulation(of specimen: ScannedSpecimen) throws(MultisliceError) -> StackSimulation {
        let reach = try reach(wanted: wantedReach, seen: detector.extent, over: specimen.crystals[0])
        return try StackSimulation(
            crystals: specimen.crystals, plan: specimen.plan(slicesPerUnit: discretization.slicesPerUnit),
            unit: specimen.unit, instrument: instrument, illumination: illumination, discretization: discretization,
            reach: reach, scattering: scattering, seed: seed)
    }

    /// What the beam intensities depend on besides the content of the CIF file, as canonical YAML.
    package var beamsYAML: String {
        YAMLValue(
            .map(
                cellYAML + scattererYAML + shapeYAML + [
                    ("beam", beam.yaml), ("instrument", instrument.yaml), ("precession", precession.yaml),
                    ("illumination", illumination.yaml),
                ] + (dependsOnSeed ? [("seed", .integer(seed))] : []) + [
                    ("discretization", discretization.yaml), ("reach", .reciprocalLength(wantedReach)),
                ])
        ).document
    }
}
