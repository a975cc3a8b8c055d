import Arrays
import Datasets
import Detection
import FoundationEssentials
import Quantities
import Testing

@Suite struct ExposureTests {
    let flat = Matrix<Float>(rows: 4, columns: 4096, repeating: 1 / 4096)

    @Test(arguments: [4.0, 400.0])
    func countingNoiseHasThePoissonMeanAndVariance(mean: Double) throws {
        let detector = try detector(dose: .electrons(mean * 4096))
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
        let detector = try detector(dose: .electrons(1e5))
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
        let hazy = try detector(background: .share(Fraction(10, "%")), bits: .eight)
        let counts = try hazy.expose(rendered, seed: Seed(1)).counts.row(0)
        #expect(Array(counts[0..<3]) == [255, Float((255 * 0.6 / 1.1).rounded()), Float((255 * 0.1 / 1.1).rounded())])
        let blind = try detector(saturation: .share(Fraction(25, "%")))
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

    @Test func aDetectorReadsItsModelFileAndWritesItBack() throws {
        let text = """
            {"pixels": [128, 128], "half-width": "16 nm^-1", "psf": "none", "background": "1 %", "dose": 1e6,
             "saturation": "none", "bits": 8, "direct-beam": "mask"}
            """
        let read = try JSONDecoder().decode(Detector.self, from: Data(text.utf8))
        #expect(read.psf == .none && read.background.value == 0.01 && read.dose.electrons == 1e6)
        #expect(read.saturation == .none && read.bits == .eight && read.directBeam == .mask)
        #expect(try JSONDecoder().decode(Detector.self, from: JSONEncoder().encode(read)) == read)
        let standard = try JSONDecoder().decode(Detector.self, from: Data("{}".utf8))
        #expect(abs(standard.pixelSize - 0.00625) < 1e-15)
        #expect(standard.position(ky: 0, kx: 0) == (256, 256))
    }

    @Test(arguments: [
        #"{"pixels": [512]}"#, #"{"pixels": [4, 4]}"#, #"{"half-width": "-1 nm^-1"}"#, #"{"bits": 12}"#,
        #"{"psf": "round"}"#, #"{"psf": {"shape": "lorentzian", "fwhm": "4 px"}}"#,
        #"{"psf": {"shape": "gaussian", "fwhm": "0 px"}}"#, #"{"dose": 0}"#, #"{"dose": "much"}"#,
        #"{"background": "101 %"}"#, #"{"saturation": "0 %"}"#, #"{"direct-beam": "hide"}"#,
    ])
    func aDetectorThatCannotBeIsRefused(text: String) {
        #expect(throws: DetectionError.self) { try JSONDecoder().decode(Detector.self, from: Data(text.utf8)) }
    }
}
