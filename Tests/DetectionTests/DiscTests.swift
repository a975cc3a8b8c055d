import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

/// Sum, centre and variance along each axis of one pattern.
func moments(_ pattern: some Sequence<Float>, columns: Int) -> (
    sum: Double, y: Double, x: Double, yy: Double, xx: Double
) {
    var (sum, y, x, yy, xx) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, value) in pattern.enumerated() {
        let (v, row, column) = (Double(value), Double(index / columns), Double(index % columns))
        sum += v
        y += v * row
        x += v * column
        yy += v * row * row
        xx += v * column * column
    }
    (y, x) = (y / sum, x / sum)
    return (sum, y, x, yy / sum - y * y, xx / sum - x * x)
}

@Suite struct DiscTests {
    // A uniform disc of radius R has the variance R²/4 along an axis; variances add in a convolution.
    @Test(arguments: [(12.3, 4.0), (5, 2), (3, 8)])
    func aDiscHasItsIntensityItsPlaceAndItsVariance(radius: Double, fwhm: Double) throws {
        let detector = try detector(pixels: [96, 96], fwhm: fwhm)
        let beam = oneBeam(detector, y: 40.3, x: 50.8, intensities: [0.37])
        let found = moments(
            try detector.render(beam, discRadius: radius * detector.pixelSize).row(0), columns: 96)
        let sigma = fwhm / (2 * (2 * log(2.0)).squareRoot())
        #expect(abs(found.sum - 0.37) < 1e-6)
        #expect(abs(found.y - 40.3) < 1e-4 && abs(found.x - 50.8) < 1e-4)
        let expected = radius * radius / 4 + sigma * sigma
        #expect(abs(found.yy / expected - 1) < 1e-4)
        #expect(abs(found.xx / expected - 1) < 1e-4)
    }

    // Against counting the points of a fine mesh that lie in the disc.
    @Test(arguments: [0.3, 0.8, 2, 6.3]) func withoutPointSpreadPixelsHaveTheShareOfTheDiscThatCoversThem(
        radius: Double
    ) throws {
        let detector = try Detector(pixels: [16, 16], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .none)
        let pattern = try detector.render(
            oneBeam(detector, y: 7.4, x: 8.1), discRadius: radius * detector.pixelSize
        ).row(0)
        let fine = 128
        for row in 0..<16 {
            for column in 0..<16 {
                var inside = 0
                for index in 0..<fine * fine {
                    let dy = Double(row) - 0.5 + (Double(index / fine) + 0.5) / Double(fine) - 7.4
                    let dx = Double(column) - 0.5 + (Double(index % fine) + 0.5) / Double(fine) - 8.1
                    if dy * dy + dx * dx <= radius * radius { inside += 1 }
                }
                let expected = Double(inside) / Double(fine * fine)
                #expect(abs(Double(pattern[row * 16 + column]) * .pi * radius * radius - expected) < 2e-3)
            }
        }
        #expect(abs(pattern.reduce(0, +) - 1) < 1e-6)
    }

    // Half of the plane, moved to its edge, blurs to half of its height: so does a disc much larger than the spread.
    @Test func aLargeDiscIsFlatInsideAndHalfAsBrightOnItsEdge() throws {
        let detector = try detector(pixels: [128, 128], fwhm: 2)
        let pattern = try detector.render(oneBeam(detector, y: 64, x: 64), discRadius: 40 * detector.pixelSize)
        let height = 1 / (Double.pi * 1600)
        for column in stride(from: 64, to: 98, by: 3) {
            #expect(abs(Double(pattern[0, 64 * 128 + column]) / height - 1) < 1e-5)
        }
        // The circle bends away by σ²/2R of the straight edge's profile, 1/(σ√2π) steep.
        let sigma = 2 / (2 * (2 * log(2.0)).squareRoot())
        let expected = 0.5 - sigma / (2 * 40 * (2 * Double.pi).squareRoot())
        #expect(abs(Double(pattern[0, 64 * 128 + 104]) / height - expected) < 2e-4)
    }

    @Test func aDiscOverTheEdgeLosesHalfAndOneBesideItLeavesNoTrace() throws {
        let detector = try detector(fwhm: 2)
        let radius = 8 * detector.pixelSize
        let edge = try detector.render(oneBeam(detector, y: 32, x: -0.5), discRadius: radius).elements.reduce(0, +)
        #expect(abs(edge - 0.5) < 1e-3)
        for x in [-20.0, -1e9, 84, 1e12] {
            #expect(try detector.render(oneBeam(detector, y: 32, x: x), discRadius: radius).elements.max() == 0)
        }
    }

    @Test func positionsDifferByTheirIntensitiesOnlyAndThreadsChangeNothing() throws {
        let detector = try detector()
        let radius = 5 * detector.pixelSize
        let beams = oneBeam(detector, y: 20.1, x: 30.7, intensities: [1, 0, 0.25])
        let patterns = try detector.render(beams, discRadius: radius)
        #expect(patterns.row(1).allSatisfy { $0 == 0 })
        #expect(zip(patterns.row(0), patterns.row(2)).allSatisfy { abs($0 / 4 - $1) <= 1e-9 })
        let before = Threads.count
        Threads.count = 1
        defer { Threads.count = before }
        #expect(try detector.render(beams, discRadius: radius) == patterns)
    }

    @Test func aDiscThatShrinksBecomesThePoint() throws {
        let detector = try detector()
        let beam = oneBeam(detector, y: 20.1, x: 30.7)
        let point = try detector.render(beam).elements
        let disc = try detector.render(beam, discRadius: 0.01 * detector.pixelSize).elements
        #expect((zip(point, disc).map { abs($0 - $1) }.max() ?? 1) < 2e-6)
    }

    @Test(arguments: [-1.0, .nan, 2]) func aDiscThatCannotBeIsRefused(radius: Double) throws {
        let detector = try detector()
        #expect(throws: DetectionError.self) { try detector.render(oneBeam(detector, y: 3, x: 3), discRadius: radius) }
    }
}
