import Arrays
import ComplexModule
import Multislice
import Specimens
import TestSupport
import Testing

@Suite("Parametrisations of the scattering factors")
struct ParametrisationTests {
    private struct Stored: Decodable {
        /// Å⁻¹.
        let frequencies: [Double]
        /// Å, by parametrisation and atomic number.
        let factors: [String: [String: [Double]]]
    }

    @Test("thirteen elements have the factors that abTEM gives", arguments: ScatteringParametrisation.allCases)
    func peer(parametrisation: ScatteringParametrisation) throws {
        let stored = try Reference.json("multislice/scattering_factors.json", as: Stored.self)
        let elements = try #require(stored.factors[parametrisation.rawValue])
        #expect(elements.count == 13)
        for (key, values) in elements {
            let factor = try parametrisation.factor(atomicNumber: #require(Int(key)))
            for (g, expected) in zip(stored.frequencies, values) {
                // Kirkland's table is stored with fewer digits than abTEM's.
                let tolerance = 1e-7 * expected + 1e-12
                #expect(abs(factor(squaredFrequency: g * g) - expected) < tolerance, "Z = \(key), g = \(g)")
            }
        }
    }

    // A slip in one row of one table would stand out: three groups fitted independently.
    @Test("the fits of all elements agree to 3.5 % at 0.5 Å⁻¹ and to 2 % at 1 Å⁻¹")
    func mutual() throws {
        for (g, tolerance) in [(0.5, 0.035), (1.0, 0.02)] {
            for number in 1...103 {
                let lobato = try LobatoScatteringFactor(atomicNumber: number)(squaredFrequency: g * g)
                for other in ScatteringParametrisation.allCases where number <= 98 || other == .kirkland {
                    let factor = try other.factor(atomicNumber: number)
                    #expect(
                        abs(factor(squaredFrequency: g * g) / lobato - 1) < tolerance,
                        "\(other), Z = \(number), g = \(g)")
                }
            }
        }
    }

    @Test("far out Lobato's factors are those of the bare nuclei")
    func farOut() throws {
        let (bohrRadius, q2) = (0.529177210903, 144.0)
        for number in 1...103 {
            let bare = 2 * Double(number) / (bohrRadius * 4 * Double.pi * Double.pi * q2)
            let value = try LobatoScatteringFactor(atomicNumber: number)(squaredFrequency: q2)
            #expect(value / bare > 0.93 && value / bare < 1.03, "Z = \(number): \(value / bare)")
        }
    }

    @Test("elements outside the tables are refused")
    func refused() {
        for (parametrisation, number) in [
            (ScatteringParametrisation.lobato, 104), (.lobato, 0), (.peng, 99), (.pengLow, 99), (.peng, -1),
        ] {
            #expect(throws: MultisliceError.noScatteringFactor(atomicNumber: number)) {
                try parametrisation.factor(atomicNumber: number)
            }
        }
    }

    @Test("a crystal's potential is the chosen parametrisation's: the mean inner potential follows f_e(0)")
    func potential() throws {
        let crystal = try SingleCrystalCase(.z110)
        func mean(_ parametrisation: ScatteringParametrisation) throws -> Double {
            let potential = try ProjectedPotential(
                atoms: crystal.slab.atoms, grid: crystal.grid, parametrisation: parametrisation)
            return potential.values.elements.reduce(0) { $0 + $1.real } / Double(potential.values.elements.count)
        }
        let stored = try Reference.json("multislice/scattering_factors.json", as: Stored.self)
        func forward(_ parametrisation: ScatteringParametrisation) throws -> Double {
            let factors = try #require(stored.factors[parametrisation.rawValue])
            return try #require(factors["31"])[0] + #require(factors["33"])[0]
        }
        let kirkland = try mean(.kirkland)
        for parametrisation in [ScatteringParametrisation.lobato, .peng, .pengLow] {
            let expected = try forward(parametrisation) / forward(.kirkland)
            #expect(abs(try mean(parametrisation) / kirkland / expected - 1) < 1e-7)
        }
    }
}
