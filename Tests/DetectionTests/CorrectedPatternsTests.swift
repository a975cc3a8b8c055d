import Arrays
import Datasets
import Detection
import Quantities
import Testing

@Suite struct CorrectedPatternsTests {
    let shape = ObservationShape(scanY: 1, scanX: 1, detectorY: 128, detectorX: 128)
    let center = CentralBeam.Place(y: 64, x: 64)
    let ellipse: Distortion

    init() throws {
        ellipse = try Distortion(
            rotation: Angle(3, "deg"), ellipticity: Ellipticity(stretch: Fraction(6, "%"), axis: Angle(35, "deg")))
    }

    func detector(_ distortion: Distortion, binning: Int = 1) throws -> Detector {
        try Detector(
            pixels: [128 * binning, 128 * binning], halfWidth: ReciprocalLength(16, "nm^-1"),
            psf: .gaussian(fwhm: PixelLength(4 * Double(binning), "px")), distortion: distortion, binning: binning)
    }

    func beams(_ places: [(y: Double, x: Double)], _ detector: Detector) -> Beams {
        Beams(
            ky: places.map { $0.y * detector.pixelSize }, kx: places.map { $0.x * detector.pixelSize },
            intensity: Matrix([places.map { _ in 1 / Float(places.count) }]), labels: places.map { _ in "" })
    }

    // The reference is the renderer, which moves beams and no pixels.
    @Test(arguments: [1, 2]) func spotsComeBackToTheirPlaces(binning: Int) throws {
        for place in [(y: 0.0, x: 0.0), (y: 30, x: 11), (y: -40, x: 21), (y: 17, x: -45)] {
            let bent = try detector(ellipse, binning: binning)
            let seen = try bent.render(beams([place], bent))
            let corrected = ellipse.corrected(
                seen, shape: shape, directBeam: CentralBeam.Place(y: bent.centerY, x: bent.centerX))
            let found = moments(corrected.row(0), columns: 128)
            #expect(abs(found.y - bent.centerY - place.y) < 0.02 && abs(found.x - bent.centerX - place.x) < 0.02)
            // The Jacobian is 1: what a spot holds stays.
            #expect(abs(found.sum - 1) < 0.01)
        }
    }

    @Test("A quarter turn about any pixel moves every pixel to its place")
    func quarterTurn() throws {
        let shape = ObservationShape(scanY: 1, scanX: 1, detectorY: 24, detectorX: 36)
        var random = Seed(3).stream("pixels")
        let pattern = (0..<24 * 36).map { _ in Float(random.normal()) }
        let turned = try Distortion(rotation: Angle(90, "deg")).corrected(
            Matrix(rows: 1, columns: 24 * 36, elements: pattern), shape: shape,
            directBeam: CentralBeam.Place(y: 9, x: 20))
        for y in 1..<23 {
            for x in 1..<35 {
                // (dx, dy) is seen at (-dy, dx).
                let (fromY, fromX) = (9 + (x - 20), 20 - (y - 9))
                guard (1..<23).contains(fromY), (1..<35).contains(fromX) else { continue }
                #expect(abs(turned[0, y * 36 + x] - pattern[fromY * 36 + fromX]) < 1e-5)
            }
        }
    }

    @Test func aPatternIsMuchNearerToTheUndistortedOneThanBefore() throws {
        var places: [(y: Double, x: Double)] = []
        for h in -3...3 { for k in -3...3 { places.append((y: Double(15 * h + 2 * k), x: Double(13 * k))) } }
        let (bent, straight) = (try detector(ellipse), try detector(.none))
        let seen = try bent.render(beams(places, bent))
        let wanted = Array(try straight.render(beams(places, straight)).row(0))
        func correlation(_ pattern: [Float]) -> Double {
            let n = Double(pattern.count)
            let (a, b) = (pattern.map(Double.init), wanted.map(Double.init))
            let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
            let (da, db) = (a.map { $0 - meanA }, b.map { $0 - meanB })
            func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            return product(da, db) / (product(da, da) * product(db, db)).squareRoot()
        }
        let corrected = ellipse.corrected(seen, shape: shape, directBeam: center)
        #expect(correlation(Array(seen.row(0))) < 0.8)
        #expect(correlation(Array(corrected.row(0))) > 0.995)
        #expect(corrected.elements.min() ?? -1 >= 0)
    }

    @Test func withoutDistortionNoBitChanges() throws {
        var random = Seed(3).stream("pattern")
        let pattern = Matrix<Float>([(0..<shape.columnCount).map { _ in Float(random.normal()) }])
        let nothing = [
            Distortion.none, try Distortion(rotation: Angle(0, "deg")),
            try Distortion(ellipticity: Ellipticity(stretch: Fraction(0, "%"), axis: Angle(30, "deg"))),
        ]
        for distortion in nothing {
            let same = distortion.corrected(pattern, shape: shape, directBeam: CentralBeam.Place(y: 63.1, x: 64.7))
            #expect(same == pattern)
        }
    }

    @Test func aQuarterTurnMovesWholePixels() throws {
        var pattern = Matrix<Float>(rows: 1, columns: shape.columnCount)
        pattern[0, 64 * 128 + 74] = 5
        let quarter = try Distortion(rotation: Angle(90, "deg"))
        let corrected = quarter.corrected(pattern, shape: shape, directBeam: center)
        // (10, 0) was seen there; the beam without the turn from +x to +y is at (0, -10).
        #expect(abs(corrected[0, 54 * 128 + 64] - 5) < 1e-5)
        #expect(abs(corrected.elements.reduce(0, +) - 5) < 1e-5)
    }
}
