public import Datasets
public import Detection
public import Multislice
public import Specimens

/// `kind: line-scan-bicrystal`: at position k of the scan the beam crosses k units of crystal A, then its twin B.
public struct LineScanBicrystalModel: Sendable, Equatable {
    /// One line for people; empty when left out.
    public let title: String
    /// The CIF or .xyz file as written; `crystalPath(modelFile:)` finds it.
    public let crystal: String
    /// The CIF or .xyz file of crystal B; nil where B is a twin of A.
    public let crystalB: String?
    /// The cell of a plain .xyz file; nil where the files bring their own.
    public let cell: CellModel?
    public let debyeWaller: DebyeWaller
    public let twin: TwinLaw
    /// The composition plane (hkl) of A, `boundary: {normal: [h, k, l]}`; nil for the one that the twin law suggests.
    public let boundary: MillerIndices?
    public let beam: BeamDirections
    public let stack: LineScanStack
    public let instrument: Instrument
    public let precession: Precession
    public let discretization: Discretization
    /// Extra copies of the first and of the last pattern, each side.
    public let pureCopies: Int
    public let detector: Detector
    public let apertures: ReflectionApertures
    public let seed: UInt64

    static let keys = [
        "kind", "title", "crystal", "crystal-b", "cell", "debye-waller", "twin", "boundary", "beam", "stack",
        "instrument",
        "precession",
        "discretization", "scan", "detector", "truth", "seed",
    ]

    init(_ value: YAMLValue) throws(ModelError) {
        let reader = try YAMLReader(value, keys: Self.keys)
        title = try reader.title()
        crystal = try reader.text("crystal", example: "../crystals/GaAs.cif")
        crystalB = try reader.optionalText("crystal-b")
        cell =
            reader.value("cell") == nil ? nil : try CellModel(reader.section("cell", keys: CellModel.keys))
        debyeWaller = try DebyeWaller(reader)
        twin = try TwinLaw(reader.section("twin", keys: TwinLaw.keys))
        boundary =
            reader.value("boundary") == nil
            ? nil : try reader.section("boundary", keys: ["normal"]).plane("normal", example: "[1, 1, 2]")
        beam = try BeamDirections(reader.section("beam", keys: BeamDirections.keys))
        stack = try LineScanStack(reader.section("stack", keys: LineScanStack.keys))
        instrument = try Instrument(reader.section("instrument", keys: Instrument.keys, optional: true))
        precession = try Precession(reader.section("precession", keys: Precession.keys, optional: true))
        discretization = try Discretization(
            reader.section("discretization", keys: Discretization.keys, optional: true), stack: stack)
        pureCopies = try reader.section("scan", keys: ["pure-copies"], optional: true)
            .integer("pure-copies", in: 0...10_000, default: 40)
        detector = try Detector(reader.section("detector", keys: Detector.keys, optional: true))
        apertures = try ReflectionApertures(reader, default: detector.apertures)
        seed = try reader.seed()
    }

    /// Where the CIF file lies: relative paths start at the folder of the model file.
    public func crystalPath(modelFile: String) -> String { sibling(crystal, of: modelFile) }

    /// Where the CIF file of crystal B lies; nil where B is a twin of A.
    public func crystalBPath(modelFile: String) -> String? { crystalB.map { sibling($0, of: modelFile) } }

    /// What the beam intensities depend on besides the content of the CIF files, as canonical YAML.
    package var beamsYAML: String {
        YAMLValue.map([
            "cell": cell?.yaml,
            "debye-waller": debyeWaller.yaml,
            "twin": twin.yaml,
            "beam": beam.yaml,
            "stack": stack.yaml,
            "instrument": instrument.yaml,
            "precession": precession.yaml,
            "discretization": discretization.yaml,
            "reach": .reciprocalLength(detector.reach),
        ]).document
    }

    var yaml: YAMLValue {
        .map([
            "kind": .word(DatasetModel.kinds[0]),
            "title": title.isEmpty ? nil : .quoted(title),
            "crystal": .quoted(crystal),
            "crystal-b": crystalB.map { .quoted($0) },
            "cell": cell?.yaml,
            "debye-waller": debyeWaller.yaml,
            "twin": twin.yaml,
            "boundary": boundary.map { .map(["normal": .indices($0)]) },
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

/// A path written in `file`, seen from the working folder.
func sibling(_ path: String, of file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    return file[...slash] + path
}
