import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

@Suite struct DistortionTests {
    func detector(
        rotation: Angle? = nil, ellipticity: Ellipticity? = nil, binning: Int = 1, pixels: [Int] = [64, 64]
    ) throws -> Detector {
        try Detector(
            pixels: pixels, halfWidth: ReciprocalLength(16, "nm^-1"), psf: .gaussian(fwhm: PixelLength(4, "px")),
            distortion: Distortion(rotation: rotation, ellipticity: ellipticity), binning: binning)
    }

    func beams(_ detector: Detector) -> Beams {
        Beams(
            ky: [0, 5, -9, 3].map { $0 * detector.pixelSize }, kx: [0, 11, 4, -20].map { $0 * detector.pixelSize },
            intensity: Matrix([[0.5, 0.2, 0.2, 0.1]]), labels: ["", "", "", ""])
    }

    // A turn by 90° takes (x, y) to (-y, x); about pixel 32 of 64, pixel i goes to 64 - i.
    @Test func aQuarterTurnTransposesAndFlipsThePattern() throws {
        let straight = try detector()
        let turned = try detector(rotation: Angle(90, "deg"))
        let before = try straight.render(beams(straight)).row(0)
        let after = try turned.render(beams(straight)).row(0)
        for row in 1..<64 {
            for column in 0..<64 {
                // The pixel (y, x) shows what was at x' = y, y' = 64 - x.
                guard (1..<64).contains(64 - column) else { continue }
                #expect(abs(after[row * 64 + column] - before[(64 - column) * 64 + row]) < 1e-7)
            }
        }
    }

    @Test func aRingBecomesAnEllipseOfTheStatedRatioAxisAndArea() throws {
        let bent = try detector(
            ellipticity: Ellipticity(stretch: Fraction(8, "%"), axis: Angle(30, "deg")), pixels: [256, 256])
        let radius = 60 * bent.pixelSize
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for step in 0..<24 {
            let angle = Double(step) / 24 * 2 * Double.pi
            let beam = Beams(
                ky: [radius * sin(angle)], kx: [radius * cos(angle)], intensity: Matrix([[1]]), labels: [""])
            let found = moments(try bent.render(beam).row(0), columns: 256)
            let (x, y) = (found.x - 128, found.y - 128)
            xx += x * x / 12
            xy += x * y / 12
            yy += y * y / 12
        }
        // The second moments of points spread evenly around a circle that was stretched: its squared half axes.
        let mean = (xx + yy) / 2
        let difference = (((xx - yy) / 2) * ((xx - yy) / 2) + xy * xy).squareRoot()
        #expect(abs(((mean + difference) / (mean - difference)).squareRoot() - 1.08) < 1e-4)
        #expect(abs(0.5 * atan2(2 * xy, xx - yy) - .pi / 6) < 1e-3)
        #expect(abs((xx * yy - xy * xy).squareRoot() / 3600 - 1) < 1e-4)
    }

    @Test(arguments: [1, 2, 4]) func undoingAPositionGivesTheBeamBack(binning: Int) throws {
        let bent = try detector(
            rotation: Angle(-37, "deg"), ellipticity: Ellipticity(stretch: Fraction(12, "%"), axis: Angle(75, "deg")),
            binning: binning)
        for (ky, kx) in [(0.0, 0.0), (0.3, -1.1), (-0.7, 0.2), (1.2, 0.9)] {
            let place = bent.position(ky: ky, kx: kx)
            let beam = bent.wavevector(y: place.y, x: place.x)
            #expect(abs(beam.ky - ky) < 1e-12 && abs(beam.kx - kx) < 1e-12)
        }
    }

    @Test func aTurnOfNothingChangesNoBit() throws {
        let straight = try detector()
        let same = try detector(
            rotation: Angle(0, "deg"), ellipticity: Ellipticity(stretch: Fraction(0, "%"), axis: Angle(0, "deg")))
        #expect(try straight.render(beams(straight)) == same.render(beams(straight)))
    }

    // At 45° the corners of a square detector see √2 of its half width along an axis.
    @Test func aTurnedDetectorSeesFartherAlongTheAxes() throws {
        #expect(abs(try detector(rotation: Angle(45, "deg")).extent - 1.6 * 2.squareRoot()) < 1e-12)
        #expect(abs(try detector(rotation: Angle(90, "deg")).extent - 1.6) < 1e-12)
        let stretched = try detector(ellipticity: Ellipticity(stretch: Fraction(21, "%"), axis: Angle(0, "deg")))
        #expect(abs(stretched.extent - 1.6 * 1.1) < 1e-12)
    }

    @Test func theTruthFollowsTheDistortion() throws {
        let bent = try detector(
            rotation: Angle(90, "deg"), ellipticity: Ellipticity(stretch: Fraction(21, "%"), axis: Angle(0, "deg")))
        let beams = Beams(
            ky: [0, 0, 11 * bent.pixelSize], kx: [0, 11 * bent.pixelSize, 0],
            intensity: Matrix([[0.8, 0.2, 0], [0.8, 0.1, 0.1]]), labels: ["", "", ""])
        let scan = try Scan(beams: beams, abundances: Matrix([[0, 1], [1, 0]]), thickness: [100, 100])
        let dataset = try bent.record(
            scan, name: "", seed: Seed(1), provenance: provenance, scanStep: 10, beamEnergy: 300, precessionAngle: 0
        ).dataset
        let truth = try #require(dataset.truth)
        let shared = try #require(truth.members[1].reflections.first)
        // (11, 0) turns to (0, 11) and is squeezed to (0, 10); (0, 11) turns to (-11, 0) and is stretched to (-12.1, 0).
        #expect(truth.members[1].reflections.count == 1)
        #expect(abs(shared.x - 32) < 1e-9 && abs(shared.y - 42) < 1e-9 && shared.kind == .shared)
        let unique = try #require(truth.members[0].reflections.first { $0.kind == .unique })
        #expect(abs(unique.x - 19.9) < 1e-9 && abs(unique.y - 32) < 1e-9)
        #expect(abs(dataset.calibration.detectorX.scale - 0.05) < 1e-15)
    }

    @Test func distortionsThatCannotBeAreRefused() throws {
        #expect(throws: DetectionError.self) { try Ellipticity(stretch: Fraction(-1, "%"), axis: Angle(0, "deg")) }
        #expect(throws: DetectionError.self) { try Ellipticity(stretch: Fraction(1, "%"), axis: Angle(361, "deg")) }
        #expect(throws: DetectionError.self) { try detector(rotation: Angle(-400, "deg")) }
    }
}
