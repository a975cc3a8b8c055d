import Arrays
import Metrics
import TestSupport
import Testing

@Suite struct DoubleDiffractionTests {
    @Test(
        "An independent multislice calculation shows the known shares of double diffraction",
        arguments: [
            ("bicrystal_311_float64", "I0_az1", 0.39), ("bicrystal_311_10mrad_200az", "I200", 0.30),
            ("bicrystal_311_20mrad_200az", "I200", 0.22),
        ])
    func bicrystal(_ file: String, _ array: String, _ share: Double) throws {
        let intensities = try Reference.matrix("multislice/\(file).\(array).npy")
        // Beams in the order of a Fourier transform: the direct beam is the first.
        let reading = try #require(doubleDiffraction(intensities: intensities, directBeam: 0))
        #expect(reading.shares.count == 16)
        #expect(abs(reading.largest - share) < 0.005)
        // Pure crystals have next to nothing there.
        #expect(reading.shares[0] < 0.02)
        #expect(reading.shares[15] < 0.02)
    }

    @Test("Linear mixtures of the pure crystals have no double diffraction")
    func linearMixture() throws {
        let mixed = Matrix([[0.5, 0.2, 0, 0], [0.5, 0.1, 0.1, 0], [0.5, 0, 0.2, 0]])
        #expect(try #require(doubleDiffraction(intensities: mixed, directBeam: 0)).largest == 0)
        let twice = Matrix([[0.5, 0.2, 0, 0], [0.5, 0.1, 0.1, 0.1], [0.5, 0, 0.2, 0]])
        #expect(abs(try #require(doubleDiffraction(intensities: twice, directBeam: 0)).largest - 1.0 / 3) < 1e-15)
    }

    @Test("Without diffracted intensity there is no share") func undefined() {
        #expect(doubleDiffraction(intensities: Matrix([[1, 0], [1, 0]]), directBeam: 0) == nil)
        #expect(doubleDiffraction(intensities: Matrix([[1, 0.5]]), directBeam: 0) == nil)
        #expect(doubleDiffraction(intensities: Matrix([[1, 0.5], [1, 0.2]]), directBeam: 2) == nil)
    }
}
