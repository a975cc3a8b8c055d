import Arrays
import Metrics
import Testing

@Suite struct PseudoSubtractionTests {
    /// A disc of one pixel, half as bright as its background, far from one spot of intensity 1.
    private func reading(background: Double) throws -> PseudoSubtraction {
        let radii = try ApertureRadii(
            disc: 0.5, annulusInner: 1, annulusOuter: 2, directBeam: 0, centerX: 0, centerY: 0)
        let shape = ObservationShape(scanY: 1, scanX: 1, detectorY: 9, detectorX: 9)
        let reflection = ReflectionPosition(x: 5, y: 5, isUnique: true)
        let apertures = ApertureSet(reflections: [[reflection]], radii: radii, shape: shape)
        var truth = [Double](repeating: background, count: 81)
        truth[0] = 1
        var estimate = truth
        estimate[5 * 9 + 5] /= 2
        return pseudoSubtraction(truth: truth, estimate: estimate, foreign: apertures.unique[0])
    }

    @Test("A dip counts from a background of a thousandth of the maximum on")
    func background() throws {
        let dark = try reading(background: 0.9e-3)
        #expect(dark.deepest == 0 && dark.withBackground == 0 && dark.reflections == 1)
        let visible = try reading(background: 1.1e-3)
        #expect(abs(visible.deepest - 0.5) < 1e-12 && visible.withBackground == 1 && visible.significant == 1)
    }

    @Test("Without a background pseudo-subtraction is undefined, not 0")
    func undefined() throws {
        let fixture = try Fixture.a.get()
        let comparison = try fixture.compared(patterns: fixture.patterns, maps: fixture.maps)
        for name in ["pseudo-subtraction", "dips"] {
            let score = try #require(Metric.named(name)).score(comparison, member: 0)
            #expect(score.reason?.contains("background") == true)
        }
    }
}
