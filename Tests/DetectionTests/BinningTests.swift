import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

@Suite struct BinningTests {
    func detector(
        binning: Int = 1, pixels: [Int] = [64, 96], psf: PointSpread = .gaussian(fwhm: PixelLength(internalValue: 4)),
        radial: RadialBackground? = nil, uniform: Fraction? = nil, ellipticity: Ellipticity? = nil
    ) throws -> Detector {
        try Detector(
            pixels: pixels, halfWidth: ReciprocalLength(16, "nm^-1"), psf: psf, background: uniform,
            distortion: Distortion(ellipticity: ellipticity), binning: binning, radialBackground: radial)
    }

    @Test(arguments: [0.0, 6]) func aBinnedPatternIsTheRenderedOneSummed(discRadius: Double) throws {
        let (fine, coarse) = (try detector(), try detector(binning: 4))
        let radius = discRadius * fine.pixelSize
        let beams = Beams(
            ky: [-0.31, 0.1], kx: [0.42, -0.77], intensity: Matrix([[0.6, 0.4], [0.1, 0.9]]), labels: ["", ""])
        let (full, binned) = (
            try fine.render(beams, discRadius: radius), try coarse.render(beams, discRadius: radius)
        )
        #expect(binned.columns == 16 * 24 && coarse.rows == 16 && coarse.columns == 24)
        for position in 0..<2 {
            for row in 0..<16 {
                for column in 0..<24 {
                    var total = 0.0
                    for step in 0..<16 {
                        total += Double(full[position, (4 * row + step / 4) * 96 + 4 * column + step % 4])
                    }
                    #expect(abs(Double(binned[position, row * 24 + column]) - total) < 1e-7)
                }
            }
        }
    }

    // Pixel i of a pattern covers pixels bi ... bi + b - 1 of the sensor, so the sensor's n/2 is at (n/2 - (b - 1)/2)/b.
    @Test func theDirectBeamLiesWhereTheCountsSay() throws {
        let coarse = try detector(binning: 2, pixels: [512, 512])
        #expect(coarse.centerY == 127.75 && coarse.centerX == 127.75)
        #expect(abs(coarse.pixelSize - 0.0125) < 1e-15)
        let direct = Beams(ky: [0], kx: [0], intensity: Matrix([[1]]), labels: [""])
        let found = moments(try coarse.render(direct).row(0), columns: 256)
        #expect(abs(found.y - 127.75) < 1e-5 && abs(found.x - 127.75) < 1e-5)
        let place = coarse.position(ky: 0, kx: 10 * coarse.pixelSize)
        #expect(abs(place.y - 127.75) < 1e-12 && abs(place.x - 137.75) < 1e-12)
        #expect(coarse.apertures.centerX == 127.75)
    }

    @Test func theRadialBackgroundFallsExponentiallyFromTheDirectBeam() throws {
        let radial = try RadialBackground(amplitude: Fraction(10, "%"), decay: ReciprocalLength(2, "nm^-1"))
        let hazy = try detector(pixels: [64, 64], radial: radial, uniform: Fraction(1, "%"))
        var pattern = [Float](repeating: 0, count: 4096)
        pattern[5] = 1
        let exposure = try hazy.expose(Matrix(rows: 1, columns: 4096, elements: pattern), seed: Seed(1))
        // 0.5 nm⁻¹ a pixel: four pixels are a decay length.
        for (distance, row, column) in [
            (0.0, 32, 32), (4, 32, 36), (8, 24, 32), (5, 35, 28), (32, 0, 32), (32, 32, 0), (31, 63, 32), (31, 32, 63),
        ] {
            let expected = exposure.scale * (0.01 + 0.1 * exp(-distance / 4))
            #expect(abs(Double(exposure.noiseFree[0, row * 64 + column]) / expected - 1) < 1e-6)
        }
    }

    @Test func theEllipticityActsOnTheRadialBackground() throws {
        let radial = try RadialBackground(amplitude: Fraction(10, "%"), decay: ReciprocalLength(2, "nm^-1"))
        let hazy = try detector(
            pixels: [64, 64], radial: radial,
            ellipticity: Ellipticity(stretch: Fraction(44, "%"), axis: Angle(90, "deg")))
        var pattern = [Float](repeating: 0, count: 4096)
        pattern[5] = 1
        let shown = try hazy.expose(Matrix(rows: 1, columns: 4096, elements: pattern), seed: Seed(1)).noiseFree
        // √1.44 = 1.2 along y: 12 pixels down show what 10 would, 10 pixels across what 12 would.
        let middle = Double(shown[0, 32 * 64 + 32])
        #expect(abs(Double(shown[0, 44 * 64 + 32]) / middle / exp(-10.0 / 4) - 1) < 1e-5)
        #expect(abs(Double(shown[0, 32 * 64 + 42]) / middle / exp(-12.0 / 4) - 1) < 1e-5)
    }

    @Test func saturationCountsFromTheBrightestPixelWithItsBackground() throws {
        let radial = try RadialBackground(amplitude: Fraction(50, "%"), decay: ReciprocalLength(2, "nm^-1"))
        let blind = try Detector(
            pixels: [64, 64], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .none, saturation: Fraction(50, "%"),
            radialBackground: radial)
        let direct = Beams(ky: [0], kx: [0], intensity: Matrix([[1]]), labels: [""])
        let exposure = try blind.expose(try blind.render(direct), seed: Seed(1))
        // 1 + 0.5 at the direct beam, cut at 0.75, which becomes the largest count.
        #expect(abs(exposure.scale - 65535 / 0.75) < 1e-6)
    }

    @Test func theMaskIsTheDiscOfTheTruth() throws {
        let masked = try Detector(
            pixels: [64, 64], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .gaussian(fwhm: PixelLength(2, "px")),
            background: Fraction(50, "%"), directBeam: .mask)
        let beams = Beams(
            ky: [0, 0, 0], kx: [0, 4 * masked.pixelSize, 12 * masked.pixelSize],
            intensity: Matrix([[0.8, 0.1, 0.1], [0.8, 0.1, 0.1]]), labels: ["", "", ""])
        let scan = try Scan(beams: beams, abundances: Matrix([[0, 1], [1, 0]]), thickness: [100, 100])
        let apertures = ReflectionApertures(
            disc: 1.5, annulusInner: 2, annulusOuter: 3, directBeam: 5, centerY: 32, centerX: 32)
        let dataset = try masked.record(
            scan, name: "", seed: Seed(1), provenance: provenance, scanStep: 10, beamEnergy: 300, precessionAngle: 0,
            apertures: apertures
        ).dataset
        for (index, count) in try dataset.observations.matrix().row(0).enumerated() {
            let (dy, dx) = (Double(index / 64 - 32), Double(index % 64 - 32))
            #expect((count == 0) == (dy * dy + dx * dx <= 25))
        }
        #expect(try #require(dataset.truth).members[0].reflections.map(\.x) == [44])
    }

    @Test(arguments: [0, 3, 5, 16]) func aBinningThatDoesNotFitIsRefused(binning: Int) {
        let error = #expect(throws: DetectionError.self) { try detector(binning: binning) }
        #expect(error?.description.hasPrefix("detector.binning: ") == true)
    }

    @Test func aBackgroundThatCannotBeIsRefused() {
        #expect(throws: DetectionError.self) {
            try RadialBackground(amplitude: Fraction(101, "%"), decay: ReciprocalLength(2, "nm^-1"))
        }
        #expect(throws: DetectionError.self) {
            try RadialBackground(amplitude: Fraction(1, "%"), decay: ReciprocalLength(0, "nm^-1"))
        }
    }
}
