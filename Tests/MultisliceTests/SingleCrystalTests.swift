import Arrays
import Multislice
import Testing

/// Row 1 of the physics checks: an independent prototype that agrees with abTEM to 2e-8 on one and the same potential.
@Suite("Beam intensities of one crystal against the reference files")
struct SingleCrystalTests {
    @Test(
        "double precision agrees to 1e-6 after every period",
        arguments: [SingleCrystalCase.Zone.z110, .z311], [false, true])
    func doublePrecision(zone: SingleCrystalCase.Zone, debyeWaller: Bool) throws {
        let deviation = try deviation(Double.self, zone: zone, debyeWaller: debyeWaller)
        #expect(deviation < 1e-6)
    }

    @Test("single precision agrees to 1e-4 after every period", arguments: [SingleCrystalCase.Zone.z110, .z311])
    func singlePrecision(zone: SingleCrystalCase.Zone) throws {
        let deviation = try deviation(Float.self, zone: zone, debyeWaller: true)
        #expect(deviation < 1e-4)
    }

    private func deviation<Scalar: FourierScalar>(
        _ type: Scalar.Type, zone: SingleCrystalCase.Zone, debyeWaller: Bool
    ) throws -> Double {
        let crystal = try SingleCrystalCase(zone, debyeWaller: debyeWaller)
        let stack = try Stack<Scalar>(crystal.sliced, on: crystal.grid)
        let stored = crystal.beams(debyeWaller: debyeWaller)
        let periods = try #require(stored["total"]).count
        let spectra = stack.spectra(every: stack.count, times: periods)
        try #require(stored.count > 10 && periods > 30)
        var worst = 0.0
        for (beam, intensities) in stored {
            let order = crystal.order(of: beam)
            for (spectrum, intensity) in zip(spectra, intensities) {
                let simulated = order.map { spectrum[$0.u, $0.v] } ?? spectrum.total
                worst = max(worst, abs(simulated - intensity))
            }
        }
        return worst
    }
}
