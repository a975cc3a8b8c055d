import FoundationEssentials
import Modelling
import TestSupport
import Testing

/// The message of the error that reading `text` with these settings ends in.
private func message(_ text: String = DefaultsTests.least, _ settings: [String] = []) -> String {
    do {
        let overrides = try settings.map { try Override(argument: $0) }
        _ = try DatasetModel(text: text, file: "model.yaml", overrides: overrides)
        return "no error"
    } catch {
        return "\(error)"
    }
}

@Suite struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let parts: [String]
        var testDescription: String { parts.joined(separator: " ") }
    }

    static let cases = [
        Case(
            text: "\nprecesion: {angle: \"10 mrad\"}",
            parts: ["model.yaml:6", "precesion", "unknown key", "\"precession\""]),
        Case(text: "\ndetector: {psf: {fwmh: \"4 px\"}}", parts: ["model.yaml:6", "detector.psf.fwmh", "\"fwhm\""]),
        Case(text: "\nprecession: {angle: 10}", parts: ["model.yaml:6", "precession.angle", "no unit", "\"10 mrad\""]),
        Case(
            text: "\nprecession: {angle: \"10 nm\"}", parts: ["precession.angle", "\"nm\" is no unit of angle", "mrad"]),
        Case(
            text: "\nprecession: {angle: \"120 mrad\"}",
            parts: ["model.yaml:6", "precession.angle: 120 mrad", "give 0 to 100 mrad"]),
        Case(text: "\nprecession: {angle: \"-1 mrad\"}", parts: ["precession.angle: -1 mrad", "give 0 to 100 mrad"]),
        Case(text: "\nprecession: {angle: \"nan mrad\"}", parts: ["precession.angle", "not a finite number", "write"]),
        Case(text: "\nprecession: {azimuths: 0}", parts: ["precession.azimuths", "is 0", "at least 1"]),
        Case(text: "\nprecession: {azimuths: 2.5}", parts: ["precession.azimuths", "\"2.5\"", "whole number"]),
        Case(
            text: "\nprecession: 10 mrad", parts: ["precession", "is \"10 mrad\"", "map with the keys angle, azimuths"]),
        Case(
            text: "\ninstrument: {interaction: relativist}",
            parts: ["instrument.interaction", "did you mean relativistic?"]),
        Case(text: "\ndetector: {pixels: [512]}", parts: ["detector.pixels", "has 1 elements", "write 2"]),
        Case(
            text: "\ndetector: {\n  psf: {\n    fwhm: \"0 px\"}}",
            parts: ["model.yaml:8", "detector.psf.fwhm: 0 px", "use 0.1 to 64 px, or psf: none"]),
        Case(text: "\ndetector: {dose: 100000}", parts: ["detector.dose", "no unit", "electrons"]),
        Case(text: "\ninstrument: {energy: \"1 V\"}", parts: ["instrument.energy: 1 V", "give 1 kV to 5000 kV"]),
        Case(text: "\ndetector: {background: 1}", parts: ["detector.background", "no unit", "%"]),
        Case(text: "\ndetector: {binning: 3}", parts: ["detector.binning: 3", "divides 512"]),
        Case(
            text: "\ndetector: {psf: {mixing: \"30 %\"}}",
            parts: ["detector.psf.mixing", "does nothing to a gaussian", "pseudo-voigt"]),
        Case(
            text: "\ndetector:\n  ellipticity: {stretch: \"-2 %\", axis: \"0 deg\"}",
            parts: ["model.yaml:7", "detector.ellipticity.stretch: -2 %", "use 0 to 100 %"]),
        Case(
            text: "\ndetector: {background: {radial: {amplitude: \"1 %\"}}}",
            parts: ["detector.background.radial.decay", "is missing"]),
        Case(text: "\ndetector: {bits: 32}", parts: ["detector.bits", "is 32", "use 8 or 16"]),
        Case(text: "\ndebye-waller: {gallium: \"0.68 Å^2\"}", parts: ["debye-waller.gallium", "symbol", "Ga"]),
        Case(
            text: "\nscattering: {parametrisation: kirkla}",
            parts: ["scattering.parametrisation", "did you mean kirkland?"]),
        Case(text: "\nscattering: {absorption: 2}", parts: ["model.yaml:6", "scattering.absorption", "at most 1"]),
        Case(
            text: "\nscattering: {thermal: phonons}", parts: ["scattering.thermal", "debye-waller or {frozen-phonons:"]),
        Case(
            text: "\nscattering: {thermal: {frozen-phonons: {configurations: 0}}}",
            parts: ["scattering.thermal.frozen-phonons.configurations", "is 0", "at least 1"]),
        Case(
            text: "\nscattering: {thermal: {frozen-phonons: {configurations: 2}}}\ndebye-waller: none",
            parts: ["scattering.thermal", "debye-waller: none", "give debye-waller factors"]),
        Case(
            text: "\ntruth: {apertures: {annulus: [\"6 px\", \"4 px\"]}}",
            parts: ["truth.apertures.annulus", "larger outer"]),
        Case(text: "\nseed: 1\nseed: 2", parts: ["model.yaml:", "\"seed\"", "given twice", "remove"]),
        Case(text: "\nseed: [1", parts: ["model.yaml:", "not YAML", "brackets"]),
    ]

    @Test(arguments: cases) func aBadValueIsOneLineWithFileKeyAndMend(_ bad: Case) {
        let line = message(DefaultsTests.least + bad.text)
        for part in bad.parts { #expect(line.contains(part), "\(line)") }
        #expect(!line.contains("\n"))
    }

    @Test func aNegativeThicknessIsRefused() {
        let line = message(DefaultsTests.least.replacing("\"3.74997 nm\"", with: "\"-3.74997 nm\""))
        for part in ["model.yaml:5", "stack.unit", "-3.74997 nm", "give a positive length"] {
            #expect(line.contains(part), "\(line)")
        }
    }

    @Test func aMissingKeyIsNamedWithAnExample() {
        let line = message(DefaultsTests.least.replacing(", units: 15", with: ""))
        for part in ["model.yaml:5", "stack.units", "missing", "units: 15"] { #expect(line.contains(part), "\(line)") }
        #expect(message("crystal: GaAs.cif").contains("kind: required key is missing"))
    }

    @Test func anUnknownKindNamesTheNearest() {
        let line = message("kind: gaussian-array")
        #expect(line.contains("kind") && line.contains("did you mean \"gaussian-arrays\"?"), "\(line)")
    }

    @Test(arguments: ["", "# only a comment", "just text", "[1, 2]", "--- 1\n--- 2"])
    func whatIsNoMapIsRefused(_ text: String) {
        let line = message(text)
        #expect(line.hasPrefix("model.yaml"), "\(line)")
    }

    @Test func aFileThatIsNotThereOrNoFileIsNamed() throws {
        #expect(throws: ModelError.unreadable(file: "no/such.yaml", reason: "no such file; check the path")) {
            try DatasetModel(file: "no/such.yaml")
        }
        try withTemporaryFolder { folder in
            let error = #expect(throws: ModelError.self) { try DatasetModel(file: folder.path) }
            #expect(error?.description.contains("is not a file") == true)
        }
        let error = #expect(throws: ModelError.self) { try DatasetModel(file: "/dev/zero") }
        #expect(error?.description.contains("is not a file") == true)
    }
}
