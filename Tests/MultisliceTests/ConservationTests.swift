import Arrays
import Multislice
import Specimens
import Testing

/// Rows 2 and 5 of the physics checks; the totals of a line scan are in ReferenceFileTests.
@Suite("What becomes of the incident beam")
struct ConservationTests {
    @Test("with a band limit of 40 nm⁻¹ less than a thousandth is lost in 56 nm, with 20 nm⁻¹ a tenth")
    func norm() throws {
        let crystal = try SingleCrystalCase(.z311)
        // The prototype's norms, to their last digit.
        let norms: [(bandLimit: Double, nx: Int, ny: Int, norm: Double, tolerance: Double)] = [
            (2, 80, 24, 0.885, 5e-4), (3, 120, 36, 0.987, 5e-4), (4, 160, 48, 0.9992, 5e-5),
            (5.3, 216, 64, 0.99995, 5e-6),
        ]
        for (bandLimit, nx, ny, expected, tolerance) in norms {
            let grid = try ReciprocalGrid(nx: nx, ny: ny, lengthX: crystal.slab.cellX, lengthY: crystal.slab.cellY)
            let stack = try Stack<Double>(crystal.sliced, on: grid, bandLimit: BandLimit(bandLimit))
            let norm = stack.spectrum(after: 330).total
            #expect(abs(norm - expected) < tolerance, "\(bandLimit) Å⁻¹: \(norm)")
            if bandLimit == 4 { #expect(norm >= 0.999) }
        }
    }

    @Test("reciprocity: the direct beam through k units of A on 15 - k of B is that through 15 - k on k")
    func reciprocity() throws {
        let scan = try GaAsCase.unprecessed.get()
        let direct = try #require(scan.beams.kx.indices.first { scan.beams.kx[$0] == 0 && scan.beams.ky[$0] == 0 })
        let intensities = scan.intensity.column(direct)
        for k in 0..<8 { #expect(abs(intensities[k] - intensities[15 - k]) < 5e-4, "k = \(k)") }
        #expect((intensities.max() ?? 0) - (intensities.min() ?? 0) > 0.1, "it changes along the scan")
    }
}
