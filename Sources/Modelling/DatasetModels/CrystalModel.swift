package import Datasets
package import Detection
internal import FoundationEssentials
package import Multislice
internal import Quantities
package import Specimens

/// A dataset that is simulated from crystals: shared conditions, and a specimen of some shape.
package protocol CrystalModel: Sendable {
    /// The word behind `kind:`.
    static var kind: String { get }
    var conditions: CrystalConditions { get }
    /// The keys of the file that are about the specimen's shape and change the beams, in a fixed order.
    var shapeYAML: [(key: String, value: YAMLValue)] { get }
    /// Extra copies of the first and of the last pattern, each side; nil for a kind without them.
    var pureCopies: Int? { get }

    /// The CIF files as written, crystal A first.
    var crystalNames: [String] { get }

    /// What stands at each position of the scan.
    ///
    /// - Parameter structures: of the CIF files, in their order.
    /// - Throws: `SpecimenError` when `up` is not across the beam or the crystals share no cell.
    func specimen(of structures: [CrystalStructure]) throws(SpecimenError) -> ScannedSpecimen
}

extension CrystalModel {
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
        return read.map { structure in
            switch debyeWaller {
            case .fromCrystal: structure
            case .none: structure.replacingB(Dictionary(structure.sites.map { ($0.element, 0) }) { first, _ in first })
            case .factors(let factors): structure.replacingB(factors.mapValues(\.value))
            }
        }
    }

    /// What stands at each position of the scan, from the files.
    ///
    /// - Throws: as `structures(modelFile:)` and `specimen(of:)`.
    package func specimen(modelFile: String) throws -> ScannedSpecimen {
        try specimen(of: structures(modelFile: modelFile))
    }

    /// The crystal as a block of its own.
    ///
    /// - Throws: as `specimen(of:)`.
    func single(_ structure: CrystalStructure) throws(SpecimenError) -> (crystal: CrystalSlab, warnings: [String]) {
        let crystal = try CrystalSlab(
            of: structure, orientation: beam.orientation(of: structure.cell), strain: beam.strain)
        return (crystal, structure.warnings + crystal.warnings)
    }

    /// The simulation of the beams that the detector sees.
    ///
    /// Beams a little beyond its edge are kept as far as the band limit allows.
    /// - Throws: `MultisliceError`, above all when the detector itself is larger than the band limit.
    package func simulation(of specimen: ScannedSpecimen) throws(MultisliceError) -> StackSimulation {
        let slab = specimen.crystals[0]
        let limit = try discretization.resolve(lengthX: slab.cellX, lengthY: slab.cellY).bandLimit.frequency
        let wanted = wantedReach
        let reach = detector.extent < limit ? min(wanted, limit.nextDown) : detector.extent
        return try StackSimulation(
            crystals: specimen.crystals, plan: specimen.plan(slicesPerUnit: discretization.slicesPerUnit),
            unit: specimen.unit, instrument: instrument, illumination: illumination, discretization: discretization,
            reach: reach, scattering: scattering, seed: seed)
    }

    /// Whether the beams follow from a random stream.
    private var dependsOnSeed: Bool { illumination.semiAngle.value > 0 || scattering.isRandom }

    /// How far beams leave a trace on the detector, Å⁻¹: point spread and disc included.
    package var wantedReach: Double { detector.reach + conditions.discRadius }

    /// What a reader should know of a simulation's settings before trusting the numbers.
    package func warnings(about simulation: StackSimulation) -> [String] {
        var found: [String] = []
        let phase = simulation.parabolicPhaseError
        if phase >= 0.1 {
            found.append(
                "the parabolic propagator leaves out a phase of up to \(Shown.number(phase)) rad inside the Laue circle at this tilt, energy and thickness (π t θ⁴/4λ); reduce the tilt or the thickness"
            )
        }
        let limit = simulation.bandLimit.frequency
        if limit < wantedReach {
            found.append(
                "the band limit of \(Shown.number(limit * 10)) nm⁻¹ lies less than \(Shown.number(wantedReach * 10)) nm⁻¹ out, as far as beams leave a trace on a detector of ±\(Shown.number(detector.extent * 10)) nm⁻¹; use a finer discretization.grid"
            )
        }
        return found
    }

    /// What the beam intensities depend on besides the content of the CIF file, as canonical YAML.
    package var beamsYAML: String {
        YAMLValue(
            .map(
                cellYAML + scattererYAML + shapeYAML + [
                    ("beam", beam.yaml), ("instrument", instrument.yaml), ("precession", precession.yaml),
                    ("illumination", illumination.yaml),
                ] + (dependsOnSeed ? [("seed", .integer(seed))] : []) + [
                    ("discretization", discretization.yaml), ("reach", .reciprocalLength(wantedReach)),
                ])
        ).document
    }

    private var scattererYAML: [(key: String, value: YAMLValue)] {
        [("debye-waller", debyeWaller.yaml), ("scattering", scattering.yaml)]
    }

    private var cellYAML: [(key: String, value: YAMLValue)] { conditions.cell.map { [("cell", $0.yaml)] } ?? [] }

    var yaml: YAMLValue {
        YAMLValue(
            .map(
                [("kind", .word(Self.kind))] + (title.isEmpty ? [] : [("title", .quoted(title))]) + [
                    ("crystal", .quoted(crystal))
                ] + cellYAML + scattererYAML + shapeYAML + [
                    ("beam", beam.yaml), ("instrument", instrument.yaml), ("precession", precession.yaml),
                    ("illumination", illumination.yaml), ("discretization", discretization.yaml),
                ] + (pureCopies.map { [("scan", .map(["pure-copies": .integer($0)]))] } ?? []) + [
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

/// Numbers in messages, to three digits.
enum Shown {
    static func number(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
