import Arrays
import Detection
import Quantities
import Testing

@Suite("Read noise")
struct ReadNoiseTests {
    private static func detector(dose: Double?, readNoise: Double?) throws -> Detector {
        try Detector(
            pixels: [64, 64], halfWidth: ReciprocalLength(16, "nm^-1"), psf: .none,
            dose: dose.map { ElectronCount(internalValue: $0) },
            readNoise: readNoise.map { ElectronCount(internalValue: $0) })
    }

    // Independent variances add: that of a Poisson count of mean μ is μ, that of the reading σ².
    @Test("a bright pixel's variance is that of its count plus that of its reading")
    func bright() throws {
        let (mean, sigma) = (900.0, 20.0)
        let exposure = try Self.detector(dose: mean * 4096, readNoise: sigma)
            .expose(Matrix(rows: 4, columns: 4096, repeating: 1 / 4096), seed: Seed(5))
        let counts = exposure.counts.elements.map { Double($0) / exposure.scale }
        let count = Double(counts.count)
        let average = counts.reduce(0, +) / count
        let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / (count - 1)
        let expected = mean + sigma * sigma
        // Five standard errors.
        #expect(abs(average - mean) < 5 * (expected / count).squareRoot())
        #expect(abs(variance - expected) < 5 * expected * (2 / count).squareRoot())
    }

    // Half of a normal variable is below zero and stored as zero; the mean of the rest is σ/√(2π) over all.
    @Test("dark pixels keep the upper half of the reading")
    func dark() throws {
        let sigma = 6.0
        var elements = [Float](repeating: 0, count: 4096)
        elements[0] = 1
        let exposure = try Self.detector(dose: 1e5, readNoise: sigma)
            .expose(Matrix(rows: 1, columns: 4096, elements: elements), seed: Seed(3))
        let counts = exposure.counts.row(0).dropFirst().map { Double($0) / exposure.scale }
        let count = Double(counts.count)
        let average = counts.reduce(0, +) / count
        let expected = sigma / (2 * Double.pi).squareRoot()
        let spread = sigma * (0.5 - 1 / (2 * Double.pi)).squareRoot()
        // Rounding to whole stored counts adds a half of 1e5/65535 electrons at most.
        #expect(abs(average - expected) < 5 * spread / count.squareRoot() + 0.8)
        #expect(abs(Double(counts.count { $0 == 0 }) / count - 0.5) < 5 * 0.5 / count.squareRoot() + 0.06)
    }

    @Test("counting noise does not depend on the reading, and read noise needs a dose")
    func streams() throws {
        let flat = Matrix<Float>(rows: 2, columns: 4096, repeating: 1 / 4096)
        let quiet = try Self.detector(dose: 4096 * 1e4, readNoise: 1e-6).expose(flat, seed: Seed(2))
        let plain = try Self.detector(dose: 4096 * 1e4, readNoise: nil).expose(flat, seed: Seed(2))
        #expect(quiet.counts == plain.counts)
        #expect(throws: DetectionError.self) { try Self.detector(dose: nil, readNoise: 5) }
        #expect(throws: DetectionError.self) { try Self.detector(dose: 1000, readNoise: -1) }
    }
}
