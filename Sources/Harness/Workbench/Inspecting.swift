internal import Arrays
internal import Datasets
internal import Formats
public import FoundationEssentials
internal import Modelling
internal import Multislice
internal import Quantities
internal import Specimens

extension Workbench {
    /// One line about a file.
    public struct Fact: Codable, Sendable {
        public var name: String
        public var value: String
    }

    /// What a file is.
    ///
    /// - Parameter energy: accelerating voltage for the extinction lengths of a crystal, such as "300 kV".
    /// - Throws: what is wrong with the file, in one line.
    public static func info(about url: URL, energy: String) throws -> [Fact] {
        switch try FileKind.detect(url) {
        case .cif: try crystalFacts(url, energy: Energy(text: energy))
        case .dataset: try datasetFacts(url)
        case .result: try resultFacts(url)
        case .yaml: try modelFacts(url)
        case .npy: [Fact(name: "array", value: "\(try NumPyArray(contentsOf: url).shape)")]
        case let kind: [Fact(name: "file", value: kind.rawValue)]
        }
    }

    private static func crystalFacts(_ url: URL, energy: Energy) throws -> [Fact] {
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

    private static func datasetFacts(_ url: URL) throws -> [Fact] {
        let dataset = try DatasetFile.read(url)
        let shape = dataset.shape
        var facts = [
            Fact(name: "dataset", value: dataset.name),
            Fact(
                name: "shape",
                value:
                    "scan \(shape.scanY) × \(shape.scanX), detector \(shape.detectorY) × \(shape.detectorX), \(dataset.storage.rawValue)"
            ),
        ]
        for axis in dataset.calibration.axes {
            facts.append(
                Fact(
                    name: "axis \(axis.name)",
                    value: "step \(axis.scale) \(axis.units), from \(axis.offset) \(axis.units)"))
        }
        if let energy = dataset.calibration.beamEnergy { facts.append(Fact(name: "energy", value: "\(energy) kV")) }
        if let angle = dataset.calibration.precessionAngle {
            facts.append(Fact(name: "precession angle", value: "\(angle) mrad"))
        }
        if let truth = dataset.truth {
            for member in truth.members {
                let unique = member.reflections.filter { $0.kind == .unique }.count
                facts.append(
                    Fact(
                        name: "end member \(member.name)",
                        value: "\(member.reflections.count) reflections, \(unique) of them unique"))
            }
        } else {
            facts.append(Fact(name: "truth", value: "none: metrics that need it cannot be had"))
        }
        if let beams = dataset.beams { facts.append(Fact(name: "beams", value: "\(beams.kx.count)")) }
        facts += dataset.provenance.digests.sorted { $0.key < $1.key }.map {
            Fact(name: "digest of \($0.key)", value: $0.value)
        }
        return facts + dataset.provenance.warnings.map { Fact(name: "warning", value: $0) }
    }

    private static func resultFacts(_ url: URL) throws -> [Fact] {
        let estimate = try ResultFile.read(url)
        let numbers = estimate.convergence.sorted { $0.key < $1.key }
        return [
            Fact(name: "result", value: "\(estimate.method) on \(estimate.dataset)"),
            Fact(name: "sources", value: "\(estimate.patterns.rows)"),
            Fact(name: "maps", value: "compared \(estimate.mapScaling)"),
        ] + numbers.map { Fact(name: $0.key, value: "\($0.value)") }
    }

    private static func modelFacts(_ url: URL) throws -> [Fact] {
        let model = try DatasetModel(file: url.path)
        return [
            Fact(name: "model", value: model.title.isEmpty ? model.kind : model.title),
            Fact(name: "digest", value: Digest.of(model.digestYAML)),
            Fact(name: "resolved", value: "\n" + model.resolvedYAML),
        ]
    }
}
