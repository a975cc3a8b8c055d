internal import Modelling
internal import Multislice
internal import Quantities
internal import Records
internal import Specimens

/// The conditions of an experiment's line scans in dimensionless numbers.
enum PrecessionCases {
    /// - Returns: nil for datasets of other kinds, which have no single precession, thickness and zone.
    /// - Throws: what is wrong with the crystal's file or its scattering factors.
    static func of(_ entry: Modelling.DatasetEntry) throws -> PrecessionStudy.Case? {
        guard case .lineScanBicrystal(let model) = entry.model, case .zone(let zone) = model.beam.axis else {
            return nil
        }
        let structure = try model.structure(modelFile: entry.file)
        let factor = try StructureFactor(of: structure)
        guard let reflection = factor.strongestReflection(in: zone) else { return nil }
        let electron = model.instrument.electron
        let length = factor.extinctionLength(
            of: reflection, interactionConstant: electron.interactionConstant(model.instrument.interaction))
        return PrecessionStudy.Case(
            dataset: entry.name, isHeldOut: entry.isHeldOut, crystal: structure.name, zone: "\(zone)",
            energy: electron.energy / 1000, angle: model.precession.angle.value * 1000,
            thickness: model.stack.thickness / 10, bend: (model.bend?.amount.value ?? 0) * 1000,
            reflection: "\(reflection)", frequency: 1 / structure.cell.spacing(reflection),
            extinctionLength: length / 10)
    }
}
