import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

@Suite struct ExposureTests {
    let flat = Matrix<Float>(rows: 4, columns: 4096, repeating: 1 / 4096)

    @Test(arguments: [4.0, 400.0])
    func countingNoiseHasThePoissonMeanAndVariance(mean: Double) throws {
        let detector = try detector(dose: mean * 4096)
        let exposure = try detector.expose(flat, seed: Seed(5))
        let counts = exposure.counts.elements.map { (Double($0) / exposure.scale).rounded() }
        let count = Double(counts.count)
        let average = counts.reduce(0, +) / count
        let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / (count - 1)
        // Five standard errors: √(λ/n) of the mean, √((2λ² + λ)/n) of the variance.
        #expect(abs(average - mean) < 5 * (mean / count).squareRoot())
        #expect(abs(variance - mean) < 5 * ((2 * mean * mean + mean) / count).squareRoot())
    }

    @Test func noiseIsDrawnForEachPositionAndFollowsTheSeedOnly() throws {
        let detector = try detector(dose: 1e5)
        let first = try detector.expose(flat, seed: Seed(5)).counts
        let before = Threads.count
        Threads.count = 1
        defer { Threads.count = before }
        #expect(try detector.expose(flat, seed: Seed(5)).counts == first)
        #expect(try detector.expose(flat, seed: Seed(6)).counts != first)
        #expect(first.row(0) != first.row(1))
    }

    @Test func backgroundSaturationAndScaleActOnTheBrightestPixel() throws {
        let rendered = Matrix<Float>(rows: 1, columns: 4096, elements: [1, 0.5] + [Float](repeating: 0, count: 4094))
        let hazy = try detector(background: Fraction(10, "%"), bits: .eight)
        let counts = try hazy.expose(rendered, seed: Seed(1)).counts.row(0)
        // A haze of 0.1 under 1, 0.5 and 0: 255 × 1.1, 0.6 and 0.1 of 1.1.
        #expect(Array(counts[0..<3]) == [255, 139, 23])
        let blind = try detector(saturation: Fraction(25, "%"))
        let clipped = try blind.expose(rendered, seed: Seed(1))
        #expect(Array(clipped.counts.row(0)[0..<3]) == [65535, 65535, 0])
        #expect(abs(clipped.scale - 4 * 65535) < 1e-6)
    }

    @Test func theMaskHidesTheDirectBeamAndNothingElse() throws {
        let kept = try detector(fwhm: 2)
        let masked = try detector(fwhm: 2, directBeam: .mask)
        let beams = Beams(
            ky: [0, 0], kx: [0, 10 * kept.pixelSize], intensity: Matrix([[0.8, 0.2]]), labels: ["", ""])
        let full = try kept.expose(try kept.render(beams), seed: Seed(1)).counts.row(0)
        let hidden = try masked.expose(try masked.render(beams), seed: Seed(1)).counts.row(0)
        for index in full.indices {
            let (dy, dx) = (Double(index / 64 - 32), Double(index % 64 - 32))
            let inside = dy * dy + dx * dx <= 1.75 * 1.75
            #expect(hidden[index] == (inside ? 0 : full[index]))
        }
    }

    @Test func darknessIsAnError() throws {
        let detector = try detector()
        #expect(throws: DetectionError.noIntensity) {
            try detector.expose(Matrix(rows: 1, columns: 4096), seed: Seed(1))
        }
    }

    @Test func theDirectBeamFallsOnTheMiddlePixel() throws {
        let detector = try detector(pixels: [512, 512])
        #expect(abs(detector.pixelSize - 0.00625) < 1e-15)
        #expect(detector.position(ky: 0, kx: 0) == (256, 256))
    }

    // Three widths beyond the edge a Gaussian is down to exp(-25) of its peak.
    @Test(arguments: [1.0, 4, 8, 16]) func beamsAreKnownBeyondTheEdgeAsFarAsTheyLeaveATrace(fwhm: Double) throws {
        let wide = try detector(pixels: [64, 128], fwhm: fwhm)
        #expect(abs(wide.extent - 1.6) < 1e-12)
        #expect(wide.reach >= 1.6 + 3 * fwhm * wide.pixelSize - 1e-12)
        let high = try detector(pixels: [128, 64], fwhm: fwhm)
        #expect(abs(high.extent - 3.2) < 1e-12)
    }

    @Test("A turned detector sees as far as its farthest corner", arguments: [-150, -60.0, -10, 10, 45, 80, 100])
    func extentOfATurnedDetector(degrees: Double) throws {
        let turned = try Detector(
            pixels: [64, 128], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .none,
            distortion: Distortion(rotation: Angle(degrees, "deg")))
        let (c, s) = (abs(cos(degrees * .pi / 180)), abs(sin(degrees * .pi / 180)))
        // Half sides of 1.6 and 0.8 Å⁻¹.
        #expect(abs(turned.extent - max(1.6 * c + 0.8 * s, 1.6 * s + 0.8 * c)) < 1e-12)
    }

    @Test func theLargestValuesOfARangeAreAllowed() throws {
        let detector = try Detector(
            pixels: [64, 64], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .none, background: Fraction(100, "%"),
            dose: ElectronCount(1e12, "electrons"), saturation: Fraction(100, "%"))
        #expect(detector.saturation?.value == 1 && detector.background?.value == 1)
    }

    @Test(arguments: ["pixels", "half-width", "psf.fwhm", "background", "dose", "saturation"])
    func aDetectorThatCannotBeIsRefused(key: String) {
        let error = #expect(throws: DetectionError.self) {
            try Detector(
                pixels: key == "pixels" ? [4, 4] : [64, 64],
                halfWidth: ReciprocalLength(key == "half-width" ? -1 : 16, "nm^-1"),
                psf: .gaussian(fwhm: PixelLength(key == "psf.fwhm" ? 0 : 4, "px")),
                background: Fraction(key == "background" ? 101 : 1, "%"),
                dose: ElectronCount(key == "dose" ? 0 : 1000, "electrons"),
                saturation: Fraction(key == "saturation" ? 0 : 70, "%"))
        }
        #expect(error?.description.hasPrefix("detector.\(key): ") == true)
    }
}
