internal import FoundationEssentials
internal import Multislice
internal import Quantities
internal import Specimens

extension Workbench {
    /// Cell, Debye-Waller factors and the extinction lengths of the strongest reflections.
    static func crystalFacts(_ url: URL, energy: Energy) throws -> [Fact] {
        let structure = try CrystalStructure(contentsOf: url)
        let cell = structure.cell
        let electron = Electron(energy: energy)
        let factor = try StructureFactor(of: structure)
        func degrees(_ angle: Double) -> String { "\((angle * 180 / .pi * 1e4).rounded() / 1e4)°" }
        var facts = [
            Fact(
                name: "crystal",
                value: "\(structure.name), \(structure.spaceGroup), \(structure.sites.count) atoms in the cell"),
            Fact(
                name: "cell",
                value:
                    "a \(cell.a) Å, b \(cell.b) Å, c \(cell.c) Å, α \(degrees(cell.alpha)), β \(degrees(cell.beta)), γ \(degrees(cell.gamma))"
            ),
        ]
        let kinds = Dictionary(grouping: structure.sites, by: \.element)
        for (element, sites) in kinds.sorted(by: { $0.key.atomicNumber < $1.key.atomicNumber }) {
            let factors = Set(sites.map(\.b)).sorted().map { "\($0)" }.joined(separator: ", ")
            facts.append(Fact(name: element.symbol, value: "\(sites.count) atoms, B = \(factors) Å²"))
        }
        for reflection in factor.strongestReflections(count: 6) {
            let length = factor.extinctionLength(of: reflection, interactionConstant: electron.interactionConstant())
            facts.append(
                Fact(
                    name: "extinction length \(reflection)",
                    value: "\((length).rounded() / 10) nm at \(energy), with B as above"))
        }
        return facts + structure.warnings.map { Fact(name: "warning", value: $0) }
    }
}
