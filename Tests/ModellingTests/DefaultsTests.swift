import Datasets
import Detection
import Modelling
import Multislice
import Quantities
import Specimens
import Testing

@Suite struct DefaultsTests {
    static let least = """
        kind: line-scan-bicrystal
        crystal: GaAs.cif
        twin: {axis: [1, -1, 1], angle: "180 deg"}
        beam: {zone: [3, 1, 1], up: [0, -1, 1]}
        stack: {unit: "3.74997 nm", units: 15}
        """

    static func bicrystal(_ text: String, _ settings: String...) throws -> LineScanBicrystalModel {
        let overrides = try settings.map { try Override(argument: $0) }
        guard
            case .lineScanBicrystal(let model) = try DatasetModel(text: text, file: "least.yaml", overrides: overrides)
        else { throw ModelError.unreadable(file: "least.yaml", reason: "is no line scan") }
        return model
    }

    @Test func whatAFileLeavesOutIsFilledIn() throws {
        let model = try Self.bicrystal(Self.least)
        #expect(model.debyeWaller == .fromCrystal)
        #expect(model.instrument.energy == (try Energy(300, "kV")))
        #expect(model.instrument.interaction == .relativistic)
        #expect(model.precession.azimuths == 1)
        #expect(model.pureCopies == 40)
        #expect(model.detector.pixels == [512, 512])
        #expect(model.detector.psf == .gaussian(fwhm: try PixelLength(4, "px")))
        #expect(model.detector.background == nil)
        #expect(model.detector.bits == .sixteen)
        #expect(model.seed == 1)
    }

    // 9 slices of 0.41666 nm in 3.74997 nm, 5 of 0.375 nm in half of it.
    @Test func slicesAreAtMostAFifthOfANanometreTwice() throws {
        #expect(try Self.bicrystal(Self.least).discretization.slicesPerUnit == 9)
        #expect(try Self.bicrystal(Self.least, "stack.unit=1.874985 nm").discretization.slicesPerUnit == 5)
    }

    @Test func aperturesFollowThePointSpread() throws {
        let usual = try Self.bicrystal(Self.least).apertures
        #expect(
            [usual.disc, usual.annulusInner, usual.annulusOuter, usual.directBeam] == [3, 4, 6, 14])
        let wide = try Self.bicrystal(Self.least, "detector.psf.fwhm=8 px", "detector.pixels=[256, 256]").apertures
        #expect([wide.disc, wide.annulusInner, wide.annulusOuter, wide.directBeam] == [6, 8, 12, 7])
        let own = try Self.bicrystal(Self.least, "truth.apertures.annulus=[\"5 px\", \"7 px\"]").apertures
        #expect([own.disc, own.annulusInner, own.annulusOuter] == [3, 5, 7])
    }

    @Test func withoutAngleThereIsOneAzimuth() throws {
        #expect(try Self.bicrystal(Self.least, "precession={angle: 0 mrad, azimuths: 200}").precession.azimuths == 1)
        #expect(try Self.bicrystal(Self.least, "precession.angle=10 mrad").precession.azimuths == 200)
    }

    @Test func aTwinAxisMayBeTheNormalOfAPlane() throws {
        let model = try Self.bicrystal(Self.least, "twin={plane-normal: [1, 0, 1], angle: 180 deg}")
        #expect(model.twin.axis == .planeNormal(MillerIndices(1, 0, 1)))
        let error = #expect(throws: ModelError.self) { try Self.bicrystal(Self.least, "twin.plane-normal=[1, 0, 1]") }
        #expect(error?.description.contains("give one of the two") == true)
    }

    @Test func aTitleBelongsToNoDigest() throws {
        let titled = try DatasetModel(text: Self.least + "\ntitle: \"Twin\"", file: "least.yaml")
        let plain = try DatasetModel(text: Self.least, file: "least.yaml")
        #expect(titled.resolvedYAML != plain.resolvedYAML)
        #expect(titled.digestYAML == plain.digestYAML)
    }

    @Test(arguments: ["30 nm^-1", "33 nm^-1", "2.9 Å^-1", "0.3 1/Å", "7.7 nm^-1"])
    func aBandLimitSurvivesTheResolvedTextToTheLastDigit(_ limit: String) throws {
        let model = try Self.bicrystal(Self.least, "discretization.band-limit=\(limit)")
        #expect(model.discretization.bandLimit == (try ReciprocalLength(text: limit).value))
        #expect(try Self.bicrystal(DatasetModel.lineScanBicrystal(model).resolvedYAML) == model)
    }

    @Test(arguments: [
        "debye-waller=none", "twin={plane-normal: [1, 0, 1], angle: 180 deg}", "debye-waller={Ga: 0.68 Å^2}",
        "instrument.interaction=non-relativistic-mass",
        "discretization={grid: automatic, slices-per-unit: 27, band-limit: 30 nm^-1, precision: double}",
        "detector={psf: none, background: 1 %, dose: 1e5 electrons, saturation: 70 %, bits: 8, direct-beam: mask}",
        "detector={rotation: 12 deg, ellipticity: {stretch: 2 %, axis: 30 deg}, binning: 2}",
        "detector={psf: {shape: lorentzian, fwhm: 3 px}, background: {radial: {amplitude: 2 %, decay: 2 nm^-1}}}",
        "detector.background={uniform: 1 %, radial: {amplitude: 2 %, decay: 2 nm^-1}}",
        "detector.psf={shape: pseudo-voigt, fwhm: 3 px, mixing: 30 %}",
        "title=\"a: \\\"quoted\\\" title, 2 # 3\"", "crystal=/absolute/path with space.cif", "seed=42",
        "scattering.parametrisation=lobato", "scattering={parametrisation: peng-low, absorption: 0.1}",
        "scattering.thermal={frozen-phonons: {configurations: 8}}",
        "truth.apertures={disc: 2.5 px, annulus: [3 px, 4.5 px], direct-beam: 9 px}",
    ])
    func everyOptionSurvivesTheResolvedText(_ setting: String) throws {
        let plain = try DatasetModel(text: Self.least, file: "least.yaml")
        let model = try DatasetModel(text: Self.least, file: "least.yaml", overrides: [try Override(argument: setting)])
        #expect(model != plain)
        #expect(try DatasetModel(text: model.resolvedYAML, file: "resolved") == model)
    }

    @Test func withFrozenPhononsBeamsDependOnTheSeedToo() throws {
        let phonons = "scattering.thermal={frozen-phonons: {configurations: 2}}"
        let one = try Self.bicrystal(Self.least, phonons).beamsYAML
        #expect(try Self.bicrystal(Self.least, phonons, "seed=2").beamsYAML != one)
    }

    @Test func scatteringIsKirklandsWithDebyeWallerFactorsAndNoAbsorptionAndStandsInTheResolvedModel() throws {
        let model = try Self.bicrystal(Self.least)
        #expect(model.scattering == .standard)
        let resolved = DatasetModel.lineScanBicrystal(model).resolvedYAML
        #expect(resolved.contains("scattering: {parametrisation: kirkland, absorption: none, thermal: debye-waller}\n"))
    }

    @Test func beamsDependOnTheSpecimenAndTheMicroscopeAlone() throws {
        let usual = try Self.bicrystal(Self.least).beamsYAML
        for setting in [
            "title=x", "scan.pure-copies=15", "detector.background=1 %", "detector.psf=none", "seed=2",
            "detector.binning=2",
        ] {
            #expect(try Self.bicrystal(Self.least, setting).beamsYAML == usual, "\(setting)")
        }
        for setting in [
            "stack.units=14", "precession.angle=1 mrad", "debye-waller=none", "discretization.precision=double",
            "instrument.energy=200 kV", "beam.zone=[4, 1, 1]", "twin.angle=60 deg", "detector.half-width=8 nm^-1",
            "detector.psf.fwhm=40 px", "detector.rotation=10 deg", "scattering.parametrisation=peng",
            "scattering.absorption=0.05", "scattering.thermal={frozen-phonons: {configurations: 2}}",
        ] {
            #expect(try Self.bicrystal(Self.least, setting).beamsYAML != usual, "\(setting)")
        }
    }

    @Test func theOrderOfKeysInTheFileDoesNotMatter() throws {
        let reversed = Self.least.split(separator: "\n").reversed().joined(separator: "\n")
        #expect(
            try DatasetModel(text: reversed, file: "a").resolvedYAML
                == DatasetModel(text: Self.least, file: "b").resolvedYAML)
    }
}
