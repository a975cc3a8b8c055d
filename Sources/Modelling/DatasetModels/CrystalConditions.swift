public import Datasets
public import Detection
public import Multislice
internal import Quantities
public import Specimens

/// What every dataset of simulated crystals needs, whatever its specimen's shape: crystal, microscope, detector.
public struct CrystalConditions: Sendable, Equatable {
    /// One line for people; empty when left out.
    public let title: String
    /// The CIF file as written; `CrystalModel.crystalPath(modelFile:)` finds it.
    public let crystal: String
    /// The cell of a plain .xyz file; nil where the files bring their own.
    public let cell: CellModel?
    public let debyeWaller: DebyeWaller
    /// Scattering factors, absorption and thermal motion.
    public let scattering: ScatteringModel
    public let beam: BeamDirections
    public let instrument: Instrument
    /// Precession, mis-tilt and convergence.
    public let illumination: Illumination
    public let discretization: Discretization
    public let detector: Detector
    public let apertures: ReflectionApertures
    public let seed: UInt64

    /// Keys at the top of every model file of crystals.
    static let keys = [
        "kind", "title", "crystal", "cell", "debye-waller", "scattering", "beam", "instrument", "precession",
        "illumination",
        "discretization", "detector", "truth", "seed",
    ]

    /// - Parameters:
    ///   - unit: the thickness that `slices-per-unit` is meant for.
    ///   - thickness: of the thickest stack, for automatic azimuths; nil for a specimen that cannot have them.
    init(_ reader: YAMLReader, unit: Length, thickness: Length? = nil) throws(ModelError) {
        title = try reader.title()
        crystal = try reader.text("crystal", example: "../crystals/GaAs.cif")
        cell = reader.value("cell") == nil ? nil : try CellModel(reader.section("cell", keys: CellModel.keys))
        debyeWaller = try DebyeWaller(reader)
        scattering = try ScatteringModel(reader, debyeWaller: debyeWaller)
        beam = try BeamDirections(reader.section("beam", keys: BeamDirections.keys))
        instrument = try Instrument(reader.section("instrument", keys: Instrument.keys, optional: true))
        seed = try reader.seed()
        illumination = try Illumination(reader, beam: beam, thickness: thickness, seed: seed)
        discretization = try Discretization(
            reader.section("discretization", keys: Discretization.keys, optional: true), unit: unit)
        detector = try Detector(reader.section("detector", keys: Detector.keys, optional: true))
        apertures = try ReflectionApertures(
            reader, default: detector.apertures(discRadius: Self.discRadius(illumination, instrument)))
    }

    /// Radius of the disc that a convergent beam makes of every spot, Å⁻¹: semi-angle/λ.
    public var discRadius: Double { Self.discRadius(illumination, instrument) }

    private static func discRadius(_ illumination: Illumination, _ instrument: Instrument) -> Double {
        illumination.semiAngle.value / instrument.electron.wavelength
    }
}
