import Quantities
import Specimens

/// `instrument:`, the electrons: `{energy: "300 kV", interaction: relativistic}`.
extension Instrument {
    static let keys = ["energy", "interaction"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let energy = try reader.quantity("energy", default: Energy(internalValue: 3e5), example: "\"300 kV\"")
        let interaction: InteractionModel = try reader.word("interaction", default: .relativistic)
        self = try reader.checked { () throws(SpecimenError) in
            try Instrument(energy: energy, interaction: interaction)
        }
    }

    var yaml: YAMLValue { .map(["energy": .quoted(energy), "interaction": .word(interaction.rawValue)]) }
}
