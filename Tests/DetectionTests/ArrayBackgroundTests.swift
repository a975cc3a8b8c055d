import Arrays
import Datasets
import Detection
import Quantities
import Testing

@Suite struct ArrayBackgroundTests {
    func arrays(background: Double? = nil, counts: Double? = nil) throws -> GaussianArrays {
        func lattice(_ origin: Double, _ range: ClosedRange<Int>) throws -> SpotLattice {
            try SpotLattice(
                spacing: PixelLength(16, "px"), originY: origin, originX: origin, range: range)
        }
        return try GaussianArrays(
            pixels: [64, 64], sigma: PixelLength(1.25, "px"), cutoff: PixelLength(5, "px"),
            from: .init(name: "A", lattice: lattice(32, -1...1)), to: .init(name: "B", lattice: lattice(40, -2...1)),
            pure: 60, mixed: 1, counts: counts, background: background.map { try Fraction($0, "%") })
    }

    @Test func aBackgroundRaisesEveryPixelAlikeAndLeavesReflectionsAsTheyAre() throws {
        let plain = try arrays().dataset(name: "plain", provenance: provenance)
        let raised = try arrays(background: 5).dataset(name: "raised", provenance: provenance)
        let (x, y) = (try plain.observations.matrix(), try raised.observations.matrix())
        let expected = 0.05 * (x.elements.max() ?? 0)
        #expect(zip(x.elements, y.elements).allSatisfy { abs($1 - $0 - expected) < 1e-6 })
        for (a, b) in zip(plain.truth?.members ?? [], raised.truth?.members ?? []) {
            #expect(zip(a.pattern, b.pattern).allSatisfy { abs($1 - $0 - expected) < 1e-6 })
            #expect(a.reflections == b.reflections)
        }
    }

    @Test func countsScatterAboutTheBackgroundAsElectronsDo() throws {
        let made = try arrays(background: 5, counts: 100).dataset(name: "a", seed: 3, provenance: provenance)
        let truth = try #require(made.truth)
        let x = try made.observations.matrix()
        // Over 60 pure positions: mean and variance of a count agree with the expected count (Poisson).
        var (meanError, varianceRatio) = (0.0, 0.0)
        for pixel in 0..<4096 {
            let expected = Double(truth.members[0].pattern[pixel])
            let counts = (0..<60).map { Double(x[$0, pixel]) }
            #expect(counts.allSatisfy { $0 == $0.rounded() })
            let mean = counts.reduce(0, +) / 60
            meanError += (mean - expected) / 4096
            varianceRatio += counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59 / expected / 4096
        }
        // Standard errors: about 0.005 counts, and about 0.003.
        #expect(abs(meanError) < 0.03 && abs(varianceRatio - 1) < 0.02)
    }

    @Test func aBackgroundBelowZeroIsRefusedByKey() {
        let error = #expect(throws: DetectionError.self) { try arrays(background: -1) }
        #expect(error?.description.contains("background") == true)
    }
}
