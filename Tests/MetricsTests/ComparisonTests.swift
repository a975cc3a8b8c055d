import Arrays
import Metrics
import Testing

@Suite struct ComparisonTests {
    let radii: ApertureRadii
    let shape = ObservationShape(scanY: 2, scanX: 2, detectorY: 3, detectorX: 3)
    let patterns = Matrix([[1.0, 0, 0, 0, 2, 0, 0, 0, 0], [0, 1, 0, 0, 0, 2, 0, 0, 0]])
    let maps = Matrix([[1, 0.5, 0, 0], [0, 0.5, 1, 1.0]])

    init() throws {
        radii = try ApertureRadii(disc: 0.5, annulusInner: 0.5, annulusOuter: 1, directBeam: 0, centerX: 1, centerY: 1)
    }

    private func compare(patterns: Matrix<Double>, maps: Matrix<Double>, truth: Matrix<Double>? = nil) throws
        -> Comparison
    {
        try Comparison(
            truth: .init(
                names: ["A", "B"], patterns: truth ?? self.patterns, maps: self.maps, reflections: [[], []],
                radii: radii),
            estimate: .init(patterns: patterns, maps: maps, mapScaling: .native), shape: shape)
    }

    @Test("Arrays of other sizes are refused by name")
    func sizes() {
        #expect(throws: MetricError.badShape(array: "estimated maps", found: "2 × 3", expected: "2 × 4")) {
            try compare(patterns: patterns, maps: Matrix([[1, 0.5, 0], [0, 0.5, 1.0]]))
        }
        #expect(throws: MetricError.badShape(array: "estimated patterns", found: "2 × 4", expected: "2 × 9")) {
            try compare(patterns: maps, maps: maps)
        }
    }

    @Test("Values that are not finite are refused by name")
    func notFinite() {
        var broken = patterns
        broken[1, 3] = .nan
        #expect(throws: MetricError.notFinite(array: "estimated patterns")) {
            try compare(patterns: broken, maps: maps)
        }
        #expect(throws: MetricError.notFinite(array: "truth patterns")) {
            try compare(patterns: patterns, maps: maps, truth: broken)
        }
    }

    @Test("Apertures that overlap or have no size are refused")
    func apertures() {
        #expect(throws: MetricError.self) {
            try ApertureRadii(disc: 2, annulusInner: 1, annulusOuter: 3, directBeam: 0, centerX: 0, centerY: 0)
        }
        #expect(throws: MetricError.self) {
            try ApertureRadii(disc: 0, annulusInner: 1, annulusOuter: 3, directBeam: 0, centerX: 0, centerY: 0)
        }
    }

    @Test("Without sources every member is missing, and scores say so")
    func noSources() throws {
        let comparison = try compare(patterns: Matrix(rows: 0, columns: 9), maps: Matrix(rows: 0, columns: 4))
        #expect(comparison.matching.sources == [nil, nil])
        func score(_ name: String) throws -> Score { try #require(Metric.named(name)).score(comparison, member: 1) }
        #expect(try score("pattern-angle") == .value(90))
        #expect(try score("pattern-ncc") == .value(0))
        // Abundances 0, 0.5, 1, 1 against zeros.
        #expect(try score("map-rmse") == .value(0.75))
        #expect(try score("shortfall").reason?.contains("stands for B") == true)
    }

    @Test("A scan of several lines has no profile, data without reflections no leakage")
    func undefined() throws {
        let comparison = try compare(patterns: patterns, maps: maps)
        let undefined = [
            "edge-rise", "mid-offset", "mid-shift", "boundary-width-ratio", "non-monotonicity", "minima",
            "deepest-minimum",
            "leakage", "shared-ratio", "direct-beam-ratio", "pseudo-subtraction", "dips", "third-source-mean",
            "third-source-max", "scree-rank", "scree-gap", "scree-contrast", "reconstruction-error",
            "dark-field-agreement", "edge-lines", "edge-line-rows", "film-split",
            "pattern-spread", "separating-components",
        ]
        for metric in Metric.all {
            let score = metric.score(comparison, member: 0)
            #expect((score.value == nil) == undefined.contains(metric.name), "\(metric.name): \(score)")
        }
    }
}
