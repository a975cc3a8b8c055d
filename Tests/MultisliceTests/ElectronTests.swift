import Quantities
import Testing

/// Relativistic electrons against CODATA closed forms and published tables.
@Suite("Electron wavelength and interaction constant")
struct ElectronTests {
    @Test(
        "wavelengths are those of Williams & Carter (2009), table 1.2",
        arguments: [(100.0, 3.701), (200, 2.508), (300, 1.969), (400, 1.644), (1000, 0.872)])
    func wavelength(kilovolts: Double, picometres: Double) throws {
        let electron = Electron(energy: try Energy(kilovolts, "kV"))
        #expect(abs(electron.wavelength * 100 - picometres) < 6e-4)
    }

    @Test("at 300 kV λ, γ and σ are the closed forms with CODATA 2018 constants")
    func closedForms() throws {
        let electron = Electron(energy: try Energy(300, "kV"))
        let (h, m, e, c) = (6.62607015e-34, 9.1093837015e-31, 1.602176634e-19, 299_792_458.0)
        let energy = 300e3 * e
        let momentum = (2 * m * energy * (1 + energy / (2 * m * c * c))).squareRoot()
        let gamma = 1 + energy / (m * c * c)
        let sigma = 2 * Double.pi * gamma * m * e * (h / momentum) / (h * h)
        #expect(abs(electron.wavelength * 1e-10 / (h / momentum) - 1) < 1e-12)
        #expect(abs(electron.lorentzFactor / gamma - 1) < 1e-12)
        #expect(abs(electron.interactionConstant() * 1e10 / sigma - 1) < 1e-12)
        #expect(abs(electron.interactionConstant(.nonRelativisticMass) * gamma * 1e10 / sigma - 1) < 1e-12)
        // The numbers as people quote them.
        #expect(abs(electron.wavelength - 0.01968749) < 5e-9)
        #expect(abs(electron.lorentzFactor - 1.5870854) < 5e-8)
        #expect(abs(electron.interactionConstant() - 6.526161e-4) < 5e-11)
    }
}
