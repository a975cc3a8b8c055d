import Arrays
import Formats
import Multislice
import Quantities
import TestSupport
import Testing

/// Row 11 of the physics checks: beam intensities of an independent float64 prototype on the same grid.
@Suite("Beam intensities of the bicrystal against the reference files")
struct ReferenceFileTests {
    @Test("double precision agrees to 1e-6 without precession and with eight azimuths at 10 and 20 mrad")
    func doublePrecision() throws {
        for (angle, array, totals) in [
            ("0 mrad", "I0_az1", "tot0"), ("10 mrad", "I10_az8", "tot10"), ("20 mrad", "I20_az8", "tot20"),
        ] {
            let result =
                angle == "0 mrad"
                ? try GaAsCase.unprecessed.get()
                : try GaAsCase.simulation(angle, azimuths: 8, precision: .double).run(progress: .none)
            let deviation = try GaAsCase.deviation(of: result, from: "bicrystal_311_float64", array: array)
            #expect(deviation < 1e-6, "\(angle): \(deviation)")
            let stored = try Reference.array("multislice/bicrystal_311_float64.\(totals).npy").values
            try #require(result.total.count == stored.count)
            for (simulated, reference) in zip(result.total, stored) { #expect(abs(simulated - reference) < 1e-6) }
        }
    }

    @Test("single precision agrees to 1e-4 with 200 azimuths at 20 mrad")
    func singlePrecision() throws {
        let result = try GaAsCase.simulation("20 mrad", azimuths: 200, precision: .single).run(progress: .none)
        let deviation = try GaAsCase.deviation(of: result, from: "bicrystal_311_20mrad_200az", array: "I200")
        #expect(deviation < 1e-4, "\(deviation)")
    }

    @Test("so it does with the relativistic mass left out of σ, at 10 mrad")
    func nonRelativisticMass() throws {
        let result = try GaAsCase.simulation(
            "10 mrad", azimuths: 200, precision: .single, interaction: .nonRelativisticMass
        ).run(progress: .none)
        let deviation = try GaAsCase.deviation(of: result, from: "bicrystal_311_nogamma_10mrad_200az", array: "I200")
        #expect(deviation < 1e-4, "\(deviation)")
    }

    @Test("results do not depend on the number of threads")
    func threads() throws {
        let simulation = try GaAsCase.simulation("20 mrad", azimuths: 9, precision: .single)
        Threads.count = 1
        let one = try simulation.run(progress: .none)
        Threads.count = 2
        let two = try simulation.run(progress: .none)
        Threads.count = 0
        #expect(one.intensity == two.intensity)
    }
}
