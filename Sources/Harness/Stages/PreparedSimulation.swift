internal import Modelling
internal import Multislice

/// A simulation that datasets need, and what its beams are kept under.
struct PreparedSimulation {
    let key: StageKey
    let simulation: any BeamSimulation
    /// Which reflections a beam (kx, ky in Å⁻¹) is.
    let label: (_ kx: Double, _ ky: Double) -> String
}

extension DatasetStage {
    /// The simulations that `dataset` runs; none for data that take none.
    func simulations(of model: DatasetModel, modelFile: String) throws -> [PreparedSimulation] {
        let crystal = try fileDigest(of: model, modelFile: modelFile)
        return try Self.blaming(modelFile) {
            switch model.source {
            case .arrays, .file: return []
            case .crystals(let crystals):
                let structures = try crystals.structures(modelFile: modelFile)
                let specimen = try crystals.specimen(of: structures)
                return [
                    PreparedSimulation(
                        key: Self.beamsKey(crystals.beamsYAML, crystal: crystal),
                        simulation: try crystals.beamSimulation(of: specimen, structures), label: specimen.label)
                ]
            case .columns(let columns):
                return try columns.library(of: columns.structures(modelFile: modelFile)).map {
                    PreparedSimulation(
                        key: Self.beamsKey($0.inputs, crystal: crystal), simulation: $0.simulation, label: $0.label)
                }
            }
        }
    }
}
