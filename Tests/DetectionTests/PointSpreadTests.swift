import Arrays
import Datasets
import Detection
import Glibc
import Quantities
import Testing

@Suite struct PointSpreadTests {
    func detector(_ psf: PointSpread, size: Int = 256) throws -> Detector {
        try Detector(pixels: [size, size], halfWidth: ReciprocalLength(16, "nm^-1"), psf: psf)
    }

    static let shapes: [PointSpread] = [
        .gaussian(fwhm: PixelLength(internalValue: 6)), .lorentzian(fwhm: PixelLength(internalValue: 6)),
        .pseudoVoigt(fwhm: PixelLength(internalValue: 6), mixing: Fraction(internalValue: 0.3)),
    ]

    @Test(arguments: shapes) func halfTheWidthAwayEveryShapeIsHalfAsBright(psf: PointSpread) throws {
        let detector = try detector(psf)
        let pattern = try detector.render(oneBeam(detector, y: 128, x: 128))
        let peak = pattern[0, 128 * 256 + 128]
        for neighbour in [128 * 256 + 131, 128 * 256 + 125, 125 * 256 + 128, 131 * 256 + 128] {
            #expect(abs(pattern[0, neighbour] / peak - 0.5) < 1e-4)
        }
    }

    @Test(arguments: shapes) func everyShapeSumsToOneAndKeepsItsPlace(psf: PointSpread) throws {
        let detector = try detector(psf)
        let found = moments(try detector.render(oneBeam(detector, y: 120.3, x: 130.6)).row(0), columns: 256)
        #expect(abs(found.sum - 1) < 1e-5)
        #expect(abs(found.y - 120.3) < 2e-2 && abs(found.x - 130.6) < 2e-2)
    }

    // (1 + r²/γ²)^(-3/2) with γ = FWHM/(2√(2^(2/3) - 1)): a thousandth of the peak lies where γ²/(γ² + r²) = 1/100.
    @Test func theLorentzianFallsWithTheCubeOfTheDistance() throws {
        let detector = try detector(.lorentzian(fwhm: PixelLength(internalValue: 6)))
        let pattern = try detector.render(oneBeam(detector, y: 128, x: 128))
        let gamma = 6 / (2 * (pow(2, 2.0 / 3) - 1).squareRoot())
        let peak = Double(pattern[0, 128 * 256 + 128])
        for distance in [1, 5, 12, 39, 80] {
            let expected = pow(1 + Double(distance * distance) / (gamma * gamma), -1.5)
            #expect(abs(Double(pattern[0, 128 * 256 + 128 + distance]) / peak / expected - 1) < 1e-4)
        }
        #expect(pattern[0, 128 * 256 + 128 + 97] == 0)
    }

    @Test func aPseudoVoigtIsTheMixtureOfBoth() throws {
        let patterns = try Self.shapes.map { psf in
            let detector = try detector(psf)
            return try detector.render(oneBeam(detector, y: 120.3, x: 130.6)).elements
        }
        // The Lorentzian's lost tail, 4 %, goes to each shape by itself: hence the share in front of each.
        let (gaussian, lorentzian, mixed) = (patterns[0], patterns[1], patterns[2])
        let kept = 1 - 0.0407
        let scale = 0.7 + 0.3 * kept
        for index in stride(from: 0, to: gaussian.count, by: 7) {
            let expected = (0.7 * Double(gaussian[index]) + 0.3 * kept * Double(lorentzian[index])) / scale
            #expect(abs(Double(mixed[index]) - expected) < 2e-6)
        }
    }

    // A disc's convolution with a Lorentzian, summed over the disc by brute force.
    @Test(arguments: shapes) func aDiscIsTheSumOfItsPoints(psf: PointSpread) throws {
        let detector = try detector(psf, size: 64)
        let radius = 7.0
        var points: [(y: Double, x: Double)] = []
        for y in stride(from: -6.75, to: 7, by: 0.5) {
            for x in stride(from: -6.75, to: 7, by: 0.5) where y * y + x * x <= radius * radius {
                points.append((32 + y, 32 + x))
            }
        }
        let count = points.count
        let equal = [Float](repeating: 1 / Float(count), count: count)
        let many = Beams(
            ky: points.map { ($0.y - 32) * detector.pixelSize }, kx: points.map { ($0.x - 32) * detector.pixelSize },
            intensity: Matrix(rows: 1, columns: count, elements: equal), labels: [String](repeating: "", count: count))
        let expected = try detector.render(many).elements
        let found = try detector.render(
            oneBeam(detector, y: 32, x: 32), discRadius: radius * detector.pixelSize
        ).elements
        let peak = found.max() ?? 0
        let differences: [Float] = zip(found, expected).map { abs($0 - $1) }
        let worst: Float = differences.max() ?? 1
        #expect(worst < 0.02 * peak)
        let (sum, expectedSum): (Float, Float) = (found.reduce(0, +), expected.reduce(0, +))
        #expect(abs(sum - expectedSum) < 0.01)
    }

    @Test func aMixtureOfMoreThanAllIsRefused() {
        let error = #expect(throws: DetectionError.self) {
            try detector(.pseudoVoigt(fwhm: PixelLength(4, "px"), mixing: Fraction(101, "%")))
        }
        #expect(error?.description.hasPrefix("detector.psf.mixing: ") == true)
    }
}
