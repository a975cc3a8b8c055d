import Metrics
import Testing

@Suite struct MetricListTests {
    @Test("The list holds each metric once, and each explains itself")
    func names() {
        let names = Metric.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            Set(names) == [
                "pattern-angle", "pattern-ncc", "map-rmse", "map-rmse-gain", "pure-offset", "edge-rise", "mid-offset",
                "mid-shift", "max-deviation", "boundary-width-ratio", "non-monotonicity", "minima", "deepest-minimum",
                "pseudo-subtraction", "dips", "leakage", "leakage-fit", "shared-ratio", "direct-beam-ratio",
                "shortfall",
                "splitting", "third-source-mean", "third-source-max", "scree-rank", "scree-gap", "scree-contrast",
                "amari",
                "reconstruction-error", "display-difference", "negative-values", "closest-patterns",
                "dark-field-agreement", "edge-lines", "edge-line-rows", "film-split", "pattern-spread",
                "separating-components",
            ])
        for metric in Metric.all {
            #expect(metric.explanation.count > 80 && !metric.explanation.contains("\n"), "\(metric.name)")
            #expect(!metric.title.isEmpty && !metric.source.isEmpty)
            #expect(metric.best != nil || metric.direction == .neutral)
            #expect(metric.scope == .member || !metric.isMapScore)
        }
    }

    @Test("A metric of one member asks which")
    func member() throws {
        let fixture = try Fixture.a.get()
        let comparison = try fixture.compared(patterns: fixture.patterns, maps: fixture.maps)
        let angle = try #require(Metric.named("pattern-angle"))
        #expect(angle.score(comparison).reason?.contains("name one") == true)
        #expect(angle.score(comparison, member: 2).value == nil)
        #expect(Metric.named("pattern angle") == nil)
    }
}
