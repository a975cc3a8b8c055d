import Arrays
import Datasets
import Detection
import Formats
import TestSupport
import Testing

@Suite struct RenderingTests {
    @Test func aRenderedBeamKeepsItsIntensityAndItsPlace() throws {
        let detector = try detector()
        let pattern = try detector.render(oneBeam(detector, y: 20.3, x: 40.7, intensities: [0.37])).row(0)
        var (sum, y, x) = (0.0, 0.0, 0.0)
        for (index, value) in pattern.enumerated() {
            sum += Double(value)
            y += Double(value) * Double(index / 64)
            x += Double(value) * Double(index % 64)
        }
        #expect(abs(sum - 0.37) < 1e-6)
        #expect(abs(y / sum - 20.3) < 1e-5)
        #expect(abs(x / sum - 40.7) < 1e-5)
    }

    @Test func halfTheWidthAwayTheBeamIsHalfAsBright() throws {
        let detector = try detector()
        let pattern = try detector.render(oneBeam(detector, y: 32, x: 32))
        let peak = pattern[0, 32 * 64 + 32]
        #expect(abs(pattern[0, 32 * 64 + 34] / peak - 0.5) < 1e-6)
        #expect(abs(pattern[0, 30 * 64 + 32] / peak - 0.5) < 1e-6)
    }

    @Test func aBeamOnTheEdgeLosesHalfAndOneBesideItLeavesNoTrace() throws {
        let detector = try detector()
        let edge = try detector.render(oneBeam(detector, y: 32, x: -0.5)).elements.reduce(0, +)
        #expect(abs(edge - 0.5) < 1e-5)
        for x in [-9.9, -10.2, -11, -1e9, 73, 74.5, 1e12] {
            let total = try detector.render(oneBeam(detector, y: 32, x: x)).elements.reduce(0, +)
            #expect(total < 1e-6)
        }
    }

    @Test func withoutPointSpreadABeamFallsOnOnePixel() throws {
        let source = try detector()
        let sharp = try Detector(pixels: [64, 64], halfWidth: source.halfWidth, psf: .none)
        let pattern = try sharp.render(oneBeam(sharp, y: 10.2, x: 12.4))
        #expect(pattern[0, 10 * 64 + 12] == 1)
        #expect(pattern.elements.reduce(0, +) == 1)
    }

    @Test(arguments: [
        ("bicrystal_311_float64.I0_az1", "bicrystal_311_float64", "P0"),
        ("bicrystal_311_10mrad_200az.I200", "bicrystal_311_10mrad_200az", "P10"),
        ("bicrystal_311_20mrad_200az.I200", "bicrystal_311_20mrad_200az", "P20"),
    ])
    func bicrystalPatternsAgreeWithTheReferenceToACount(intensity: String, axes: String, patterns: String) throws {
        let detector = try detector(pixels: [128, 128], fwhm: 2)
        let beams = try referenceBeams(intensity: intensity, axes: axes, alongRows: true)
        let counts = try detector.expose(try detector.render(beams), seed: Seed(1)).counts.elements
        let expected = try Reference.array("learning/inputs_d_multislice.\(patterns).npy").values
        #expect(counts.count == expected.count)
        let worst = zip(counts, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
        #expect(worst <= 1)
    }

    @Test func aBeamThatIsNoNumberIsRefused() throws {
        let detector = try detector()
        #expect(throws: DetectionError.badBeam(index: 0)) {
            try detector.render(oneBeam(detector, y: 3, x: 3, intensities: [.nan]))
        }
        #expect(throws: DetectionError.badBeam(index: 0)) { try detector.render(oneBeam(detector, y: .infinity, x: 3)) }
    }
}
