import Detection
import FoundationEssentials
public import Multislice
import Quantities
public import Specimens

/// From the model of a line scan to what is simulated.
extension LineScanBicrystalModel {
    /// Crystal A of the CIF file with the model's Debye-Waller factors.
    ///
    /// - Throws: `SpecimenError` for a CIF file, `ModelError` for a factor of an element that no crystal has.
    public func structure(modelFile: String) throws -> CrystalStructure {
        try structures(modelFile: modelFile).a
    }

    /// Crystal B likewise; nil where it is a twin of A.
    ///
    /// - Throws: as `structure(modelFile:)`.
    public func otherStructure(modelFile: String) throws -> CrystalStructure? {
        try structures(modelFile: modelFile).b
    }

    private func structures(modelFile: String) throws -> (a: CrystalStructure, b: CrystalStructure?) {
        let a = try CrystalStructure(contentsOf: URL(filePath: crystalPath(modelFile: modelFile)), cell: cell?.cell)
        let b = try crystalBPath(modelFile: modelFile).map {
            try CrystalStructure(contentsOf: URL(filePath: $0), cell: cell?.cell)
        }
        let elements = Set((a.sites + (b?.sites ?? [])).map(\.element))
        if case .factors(let factors) = debyeWaller {
            for element in factors.keys.sorted(by: { $0.atomicNumber < $1.atomicNumber })
            where !elements.contains(element) {
                let files = [crystal, crystalB].compactMap(\.self).joined(separator: " or ")
                throw ModelError.badValue(
                    origin: modelFile, key: "debye-waller.\(element)", problem: "\(files) has no \(element)",
                    mend: "use \(elements.map(\.symbol).sorted().joined(separator: ", "))")
            }
        }
        return (withFactors(a), b.map(withFactors))
    }

    private func withFactors(_ structure: CrystalStructure) -> CrystalStructure {
        switch debyeWaller {
        case .fromCrystal: structure
        case .none: structure.replacingB(Dictionary(structure.sites.map { ($0.element, 0) }) { first, _ in first })
        case .factors(let factors): structure.replacingB(factors.mapValues(\.value))
        }
    }

    /// Crystal A above crystal B; `other` where that is another crystal than A.
    ///
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    public func bicrystal(
        of structure: CrystalStructure, and other: CrystalStructure? = nil
    ) throws(SpecimenError) -> Bicrystal {
        try Bicrystal(
            of: structure, and: other, orientation: beam.orientation(of: structure.cell), twin: twin,
            boundary: boundary, strain: beam.strain)
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
            discretization: discretization, reach: reach)
    }
}
