internal import Modelling
internal import Multislice
internal import Quantities
internal import Records
internal import Specimens

/// The extinction lengths of an experiment's crystals: strongest reflections, with and without Debye-Waller factors, with
/// and without the relativistic mass.
enum ExtinctionLengths {
    private static let reflections = 6

    /// - Throws: what is wrong with a crystal's file or its scattering factors.
    static func of(_ experiment: ExperimentModel) throws -> [ExtinctionLength] {
        var seen: Set<String> = []
        var lengths: [ExtinctionLength] = []
        for entry in experiment.datasets {
            guard case .lineScanBicrystal(let model) = entry.model else { continue }
            let structure = try model.structure(modelFile: entry.file)
            let key = "\(structure.name) \(structure.sites) \(model.instrument.energy.value)"
            guard seen.insert(key).inserted else { continue }
            lengths += try lengthsOf(structure, electron: model.instrument.electron)
        }
        return lengths
    }

    private static func lengthsOf(_ structure: CrystalStructure, electron: Electron) throws -> [ExtinctionLength] {
        let elements = Set(structure.sites.map(\.element)).sorted { $0.atomicNumber < $1.atomicNumber }
        let still = structure.replacingB(Dictionary(uniqueKeysWithValues: elements.map { ($0, 0) }))
        let factors = elements.map { element in
            let values = Set(structure.sites.filter { $0.element == element }.map(\.b)).sorted()
            return "\(element.symbol) \(values.map { "\($0)" }.joined(separator: "/")) Å²"
        }
        let indices = try StructureFactor(of: structure).strongestReflections(count: reflections)
        var lengths: [ExtinctionLength] = []
        for (crystal, withDebyeWaller) in [(structure, true), (still, false)] {
            let factor = try StructureFactor(of: crystal)
            for interaction in InteractionModel.allCases {
                for reflection in indices {
                    let length = factor.extinctionLength(
                        of: reflection, interactionConstant: electron.interactionConstant(interaction))
                    lengths.append(
                        ExtinctionLength(
                            crystal: structure.name, family: family(of: reflection), energy: electron.energy / 1000,
                            withDebyeWaller: withDebyeWaller, debyeWaller: factors.joined(separator: ", "),
                            relativistic: interaction == .relativistic, nanometres: length / 10))
                }
            }
        }
        return lengths
    }

    private static func family(of indices: MillerIndices) -> String {
        [indices.h, indices.k, indices.l].map { abs($0) }.sorted(by: >).map(String.init).joined(separator: " ")
    }
}
