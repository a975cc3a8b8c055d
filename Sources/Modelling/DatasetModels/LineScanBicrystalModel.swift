public import Quantities

/// `kind: line-scan-bicrystal`: at position k of the scan the beam crosses k units of crystal A, then its twin B.
public struct LineScanBicrystalModel: Sendable, Equatable {
    /// One line for people; empty when left out.
    public let title: String
    /// The CIF file as written; `crystalPath(modelFile:)` finds it.
    public let crystal: String
    public let debyeWaller: DebyeWallerSection
    public let twin: TwinSection
    public let beam: BeamSection
    public let stack: StackSection
    public let instrument: InstrumentSection
    public let precession: PrecessionSection
    public let discretization: DiscretizationSection
    /// Extra copies of the first and of the last pattern, each side.
    public let pureCopies: Int
    public let detector: DetectorSection
    public let apertures: AperturesSection
    public let seed: UInt64

    static let keys = [
        "kind", "title", "crystal", "debye-waller", "twin", "beam", "stack", "instrument", "precession",
        "discretization", "scan", "detector", "truth", "seed",
    ]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        title = try reader.title()
        crystal = try reader.text("crystal", example: "../crystals/GaAs.cif")
        debyeWaller = try DebyeWallerSection(reader)
        twin = try TwinSection(reader.section("twin", keys: TwinSection.keys))
        beam = try BeamSection(reader.section("beam", keys: BeamSection.keys))
        stack = try StackSection(reader.section("stack", keys: StackSection.keys))
        instrument = try InstrumentSection(reader.section("instrument", keys: InstrumentSection.keys, optional: true))
        precession = try PrecessionSection(reader.section("precession", keys: PrecessionSection.keys, optional: true))
        discretization = try DiscretizationSection(
            reader.section("discretization", keys: DiscretizationSection.keys, optional: true), unit: stack.unit)
        pureCopies = try reader.section("scan", keys: ["pure-copies"], optional: true)
            .integer("pure-copies", in: 0...10_000, default: 40)
        detector = try DetectorSection(reader.section("detector", keys: DetectorSection.keys, optional: true))
        apertures = try AperturesSection(reader, default: AperturesSection(detector: detector))
        seed = try reader.seed()
    }

    /// Where the CIF file lies: relative paths start at the folder of the model file.
    public func crystalPath(modelFile: String) -> String { sibling(crystal, of: modelFile) }

    /// What the beam intensities depend on besides the content of the CIF file, as canonical YAML.
    package var beamsYAML: String {
        YAMLValue.map([
            "debye-waller": debyeWaller.yaml,
            "twin": twin.yaml,
            "beam": beam.yaml,
            "stack": stack.yaml,
            "instrument": instrument.yaml,
            "precession": precession.yaml,
            "discretization": discretization.yaml,
            "half-width": .quoted(detector.halfWidth),
        ]).document
    }

    var yaml: YAMLValue {
        .map([
            "kind": .word(DatasetModel.kinds[0]),
            "title": title.isEmpty ? nil : .quoted(title),
            "crystal": .quoted(crystal),
            "debye-waller": debyeWaller.yaml,
            "twin": twin.yaml,
            "beam": beam.yaml,
            "stack": stack.yaml,
            "instrument": instrument.yaml,
            "precession": precession.yaml,
            "discretization": discretization.yaml,
            "scan": .map(["pure-copies": .integer(pureCopies)]),
            "detector": detector.yaml,
            "truth": .map(["apertures": apertures.yaml]),
            "seed": .integer(seed),
        ])
    }
}

/// `debye-waller:`, the isotropic factors B.
public enum DebyeWallerSection: Sendable, Equatable {
    /// `from-crystal`, or left out: as the CIF file has them.
    case fromCrystal
    /// `none`: B = 0 for every atom.
    case none
    /// `{Ga: "0.68 Å^2"}`: by element symbol; elements that are not named keep the CIF file's.
    case factors([String: Area])

    init(_ reader: YAMLReader) throws(ModelError) {
        guard let value = reader.value("debye-waller") else {
            self = .fromCrystal
            return
        }
        guard let entries = value.entries else {
            switch value.text {
            case "none": self = .none
            case "from-crystal": self = .fromCrystal
            default:
                throw reader.bad(
                    "debye-waller", "is \(value.kindName)",
                    mend: "write none, from-crystal or a map such as {Ga: \"0.68 Å^2\"}")
            }
            return
        }
        let map = try YAMLReader(value, path: reader.fullPath("debye-waller"), keys: entries.map(\.key))
        var factors: [String: Area] = [:]
        for (element, _) in entries {
            guard let first = element.first, first.isUppercase, element.count <= 2, element.allSatisfy(\.isLetter)
            else {
                throw map.bad(element, "is no symbol of an element", mend: "write symbols such as Ga")
            }
            factors[element] = try map.quantity(element, atLeast: 0, atMost: 100, example: "\"0.68 Å^2\"")
        }
        self = .factors(factors)
    }

    var yaml: YAMLValue {
        switch self {
        case .fromCrystal: .word("from-crystal")
        case .none: .word("none")
        case .factors(let factors):
            YAMLValue(.map(factors.sorted { $0.key < $1.key }.map { ($0.key, .quoted($0.value)) }))
        }
    }
}

/// A path written in `file`, seen from the working folder.
func sibling(_ path: String, of file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
}
