internal import FoundationEssentials
internal import Multislice
internal import Quantities
internal import Specimens

extension Workbench {
    /// A crystal's cell, atoms and density, the extinction lengths of its strongest beams, and what is doubtful about it.
    static func crystalFacts(_ url: URL, energy: Energy) throws -> [Fact] {
        let structure = try CrystalStructure(contentsOf: url)
        let cell = structure.cell
        func degrees(_ angle: Double) -> String { "\((angle * 180 / .pi * 1e4).rounded() / 1e4)°" }
        func edge(_ length: Double) -> String { "\((length * 1e5).rounded() / 1e5) Å" }
        var facts = [
            Fact(
                name: "crystal",
                value: "\(structure.name), \(structure.formula), \(structure.spaceGroup), "
                    + "\(structure.sites.count) atoms in the cell"),
            Fact(
                name: "cell",
                value: "a \(edge(cell.a)), b \(edge(cell.b)), c \(edge(cell.c)), "
                    + "α \(degrees(cell.alpha)), β \(degrees(cell.beta)), γ \(degrees(cell.gamma))"),
        ]
        if let density = structure.density {
            facts.append(Fact(name: "density", value: "\((density * 1000).rounded() / 1000) g/cm³"))
        }
        let kinds = Dictionary(grouping: structure.sites, by: \.element)
        for (element, sites) in kinds.sorted(by: { $0.key.atomicNumber < $1.key.atomicNumber }) {
            let factors = Set(sites.map { ($0.b * 1000).rounded() / 1000 }).sorted()
            facts.append(
                Fact(
                    name: element.symbol,
                    value: "\(sites.count) atoms, B = \(factors.map { "\($0)" }.joined(separator: ", ")) Å²"))
        }
        let warnings = (structure.warnings + structure.doubts).map { Fact(name: "warning", value: $0) }
        return try facts + extinctionLengths(of: structure, energy: energy) + warnings
    }

    private static func extinctionLengths(of structure: CrystalStructure, energy: Energy) throws -> [Fact] {
        guard !structure.sites.isEmpty else { return [] }
        let factor = try StructureFactor(of: structure)
        let constant = Electron(energy: energy).interactionConstant()
        return factor.strongestReflections(count: 6).map { reflection in
            let length = factor.extinctionLength(of: reflection, interactionConstant: constant)
            return Fact(
                name: "extinction length \(reflection)",
                value: "\(length.rounded() / 10) nm at \(energy), with B as above")
        }
    }
}
