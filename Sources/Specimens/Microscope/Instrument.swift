public import Quantities

/// The electron source: its energy, and which mass stands in the interaction constant.
///
/// In a model file `{energy: "300 kV", interaction: relativistic}`.
public struct Instrument: Sendable, Equatable, Codable {
    public let energy: Energy
    public let interaction: InteractionModel

    /// - Throws: `SpecimenError` when the energy is outside 1 keV to 5 MeV.
    public init(energy: Energy, interaction: InteractionModel = .relativistic) throws(SpecimenError) {
        guard (1e3...5e6).contains(energy.value) else { throw .energyOutOfRange(energy) }
        self.energy = energy
        self.interaction = interaction
    }

    public var electron: Electron { Electron(energy: energy) }

    private enum CodingKeys: String, CodingKey { case energy, interaction }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let energy = try container.decode(Energy.self, forKey: .energy)
        let interaction = try container.decodeIfPresent(InteractionModel.self, forKey: .interaction) ?? .relativistic
        self = try decoder.validated { () throws(SpecimenError) in
            try Instrument(energy: energy, interaction: interaction)
        }
    }
}
