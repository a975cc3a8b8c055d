public import Quantities

/// The electron source: its energy, and which mass stands in the interaction constant.
///
/// In a model file `{energy: "300 kV", interaction: relativistic}`.
public struct Instrument: Sendable, Equatable {
    public let energy: Energy
    public let interaction: InteractionModel

    /// - Throws: `SpecimenError` when the energy is outside 1 keV to 5 MeV.
    public init(energy: Energy, interaction: InteractionModel = .relativistic) throws(SpecimenError) {
        guard (1e3...5e6).contains(energy.value) else { throw .energyOutOfRange(energy) }
        self.energy = energy
        self.interaction = interaction
    }

    public var electron: Electron { Electron(energy: energy) }
}
