package import Datasets
package import Detection
internal import FoundationEssentials
package import Multislice
internal import Quantities
package import Specimens

/// A dataset that is simulated: crystals under shared conditions.
package protocol SimulatedModel: Sendable {
    /// The word behind `kind:`.
    static var kind: String { get }
    /// Raised with every change of what this kind's datasets hold that leaves the other kinds' as they are.
    static var revision: Int { get }
    var conditions: CrystalConditions { get }
    /// The keys of the file that are about the specimen's shape, in a fixed order.
    var shapeYAML: [(key: String, value: YAMLValue)] { get }
    /// The key `scan`, where the file has one.
    var scanYAML: [(key: String, value: YAMLValue)] { get }
    /// The CIF files as written, crystal A first.
    var crystalNames: [String] { get }
    /// Whether beams are points within the discs of a convergent beam, rather than whole discs.
    var discsAreSampled: Bool { get }
    /// Whether the beams follow from a random stream.
    var dependsOnSeed: Bool { get }
}

extension SimulatedModel {
    package static var revision: Int { 1 }
    package var discsAreSampled: Bool { false }
    package var dependsOnSeed: Bool {
        illumination.semiAngle.value > 0 && illumination.order == .shuffled || scattering.isRandom
    }
    package var title: String { conditions.title }
    package var crystal: String { conditions.crystal }
    package var debyeWaller: DebyeWaller { conditions.debyeWaller }
    package var scattering: ScatteringModel { conditions.scattering }
    package var beam: BeamDirections { conditions.beam }
    package var instrument: Instrument { conditions.instrument }
    package var precession: Precession { conditions.illumination.precession }
    package var illumination: Illumination { conditions.illumination }
    package var discretization: Discretization { conditions.discretization }
    package var detector: Detector { conditions.detector }
    package var apertures: ReflectionApertures { conditions.apertures }
    package var seed: UInt64 { conditions.seed }

    /// Where the CIF file lies: relative paths start at the folder of the model file.
    package func crystalPath(modelFile: String) -> String { sibling(crystal, of: modelFile) }

    package var crystalNames: [String] { [crystal] }

    /// Where the CIF files lie: what the dataset depends on besides the model.
    package func crystalPaths(modelFile: String) -> [String] { crystalNames.map { sibling($0, of: modelFile) } }

    /// Crystal A with the model's Debye-Waller factors.
    ///
    /// - Throws: as `structures(modelFile:)`.
    package func structure(modelFile: String) throws -> CrystalStructure { try structures(modelFile: modelFile)[0] }

    /// The crystals of the CIF files with the model's Debye-Waller factors.
    ///
    /// - Throws: `SpecimenError` for a CIF file, `ModelError` for a factor of an element that no crystal has.
    package func structures(modelFile: String) throws -> [CrystalStructure] {
        let read = try crystalPaths(modelFile: modelFile).map {
            try CrystalStructure(contentsOf: URL(filePath: $0), cell: conditions.cell?.cell)
        }
        let elements = Set(read.flatMap(\.sites).map(\.element))
        if case .factors(let factors) = debyeWaller {
            for element in factors.keys.sorted(by: { $0.atomicNumber < $1.atomicNumber })
            where !elements.contains(element) {
                throw ModelError.badValue(
                    origin: modelFile, key: "debye-waller.\(element)",
                    problem: "\(crystalNames.joined(separator: " or ")) has no \(element)",
                    mend: "use \(elements.map(\.symbol).sorted().joined(separator: ", "))")
            }
        }
        return zip(read, crystalNames).map { structure, name in
            let shaken =
                switch debyeWaller {
                case .fromCrystal: structure
                case .none:
                    structure.replacingB(Dictionary(structure.sites.map { ($0.element, 0) }) { first, _ in first })
                case .factors(let factors): structure.replacingB(factors.mapValues(\.value))
                }
            return shaken.warning(of: structure.doubts.map { "\(name): \($0)" })
        }
    }

    /// The crystal as a block of its own.
    ///
    /// - Throws: as `specimen(of:)`.
    func single(_ structure: CrystalStructure) throws(SpecimenError) -> (crystal: CrystalSlab, warnings: [String]) {
        let crystal = try CrystalSlab(
            of: structure, orientation: beam.orientation(of: structure.cell), strain: beam.strain)
        return (crystal, structure.warnings + crystal.warnings)
    }

    /// How far beams are kept: a little beyond the detector's edge, as far as the band limit allows.
    ///
    /// - Parameter wanted: Å⁻¹; beyond `seen` it is a luxury.
    func reach(
        wanted: Double, seen: Double, over slab: PeriodicSlab
    ) throws(MultisliceError) -> Double {
        let limit = try discretization.resolve(lengthX: slab.cellX, lengthY: slab.cellY).bandLimit.frequency
        return seen < limit ? min(wanted, limit.nextDown) : seen
    }

    /// How far beams leave a trace on the detector, Å⁻¹: point spread and disc included.
    package var wantedReach: Double { detector.reach + conditions.discRadius }

    var scattererYAML: [(key: String, value: YAMLValue)] {
        [("debye-waller", debyeWaller.yaml), ("scattering", scattering.yaml)]
    }

    var cellYAML: [(key: String, value: YAMLValue)] { conditions.cell.map { [("cell", $0.yaml)] } ?? [] }

    var yaml: YAMLValue {
        YAMLValue(
            .map(
                [("kind", .word(Self.kind))] + (title.isEmpty ? [] : [("title", .quoted(title))]) + [
                    ("crystal", .quoted(crystal))
                ] + cellYAML + scattererYAML + shapeYAML + [
                    ("beam", beam.yaml), ("instrument", instrument.yaml), ("precession", precession.yaml),
                    ("illumination", illumination.yaml), ("discretization", discretization.yaml),
                ] + scanYAML + [
                    ("detector", detector.yaml), ("truth", .map(["apertures": apertures.yaml])),
                    ("seed", .integer(seed)),
                ]))
    }
}

/// A path written in `file`, seen from the working folder.
func sibling(_ path: String, of file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
}
