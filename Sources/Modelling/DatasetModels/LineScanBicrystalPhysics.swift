import Detection
import FoundationEssentials
public import Multislice
import Quantities
public import Specimens

/// From the model of a line scan to what is simulated.
extension LineScanBicrystalModel {
    /// The crystal of the CIF file with the model's Debye-Waller factors.
    ///
    /// - Throws: `SpecimenError` for the CIF file, `ModelError` for a factor of an element that the crystal lacks.
    public func structure(modelFile: String) throws -> CrystalStructure {
        let structure = try CrystalStructure(contentsOf: URL(filePath: crystalPath(modelFile: modelFile)))
        let elements = Set(structure.sites.map(\.element))
        switch debyeWaller {
        case .fromCrystal: return structure
        case .none: return structure.replacingB(Dictionary(uniqueKeysWithValues: elements.map { ($0, 0) }))
        case .factors(let factors):
            for element in factors.keys.sorted(by: { $0.atomicNumber < $1.atomicNumber })
            where !elements.contains(element) {
                throw ModelError.badValue(
                    origin: modelFile, key: "debye-waller.\(element)", problem: "\(crystal) has no \(element)",
                    mend: "use \(elements.map(\.symbol).sorted().joined(separator: ", "))")
            }
            return structure.replacingB(factors.mapValues(\.value))
        }
    }

    /// The crystal and its twin, A above B.
    ///
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    public func bicrystal(of structure: CrystalStructure) throws(SpecimenError) -> Bicrystal {
        try Bicrystal(
            of: structure, orientation: Orientation(of: structure.cell, zone: beam.zone, up: beam.up), twin: twin)
    }

    /// The simulation of the beams that the detector sees.
    ///
    /// Beams a little beyond its edge are kept as far as the band limit allows.
    /// - Throws: `MultisliceError`, above all when the detector itself is larger than the band limit.
    public func simulation(of bicrystal: Bicrystal) throws(MultisliceError) -> LineScanSimulation {
        let limit = try discretization.resolve(lengthX: bicrystal.cellX, lengthY: bicrystal.cellY).bandLimit.frequency
        let reach = detector.extent < limit ? min(detector.reach, limit.nextDown) : detector.extent
        return try LineScanSimulation(
            bicrystal: bicrystal, stack: stack, instrument: instrument, precession: precession,
            discretization: discretization, reach: reach, scattering: scattering, seed: seed)
    }
}
