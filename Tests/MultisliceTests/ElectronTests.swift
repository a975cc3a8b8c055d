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

    @Test(
        "wavelengths from 60 to 1000 kV are those that tables of electron microscopy print, to the last digit",
        arguments: [(60.0, 4.866), (80, 4.176), (100, 3.7014), (200, 2.5079), (300, 1.9687), (1000, 0.8719)])
    func finerWavelength(kilovolts: Double, picometres: Double) throws {
        let electron = Electron(energy: try Energy(kilovolts, "kV"))
        #expect(abs(electron.wavelength * 100 - picometres) < (kilovolts < 100 ? 6e-4 : 6e-5))
    }

    @Test(
        "from 60 to 1000 kV λ, γ, v/c and σ are the closed forms with CODATA 2018 constants",
        arguments: [60.0, 80, 100, 120, 200, 400, 500, 1000])
    func range(kilovolts: Double) throws {
        let electron = Electron(energy: try Energy(kilovolts, "kV"))
        let (h, m, e, c) = (6.62607015e-34, 9.1093837015e-31, 1.602176634e-19, 299_792_458.0)
        let (energy, rest) = (kilovolts * 1e3 * e, m * c * c)
        let wavelength = h * c / (energy * (energy + 2 * rest)).squareRoot()
        #expect(abs(electron.wavelength * 1e-10 / wavelength - 1) < 1e-12)
        #expect(abs(electron.lorentzFactor / (1 + energy / rest) - 1) < 1e-12)
        // The other usual form, σ = 2π/(λE)·(m₀c² + E)/(2m₀c² + E) with E in eV: no formula in common with the code's.
        let sigma = 2 * .pi / (wavelength * kilovolts * 1e3) * (rest + energy) / (2 * rest + energy)
        #expect(abs(electron.interactionConstant() * 1e10 / sigma - 1) < 1e-9)
        // De Broglie once more, by the speed: λ = h/(γ m₀ v).
        let gamma = 1 + energy / rest
        let speed = c * (1 - 1 / (gamma * gamma)).squareRoot()
        #expect(abs(h / (gamma * m * speed) / wavelength - 1) < 1e-9)
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
