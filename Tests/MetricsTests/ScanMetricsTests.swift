import Arrays
import Glibc
import Metrics
import Testing

@Suite struct ScanMetricsTests {
    @Test("Agreement with dark field is Pearson's correlation, whatever scale and offset")
    func darkField() throws {
        // Σ(x - 2)(y - 2) / 2 = ½.
        let value = try #require(darkFieldAgreement(image: [1, 2, 3], map: [1, 3, 2]).value)
        #expect(abs(value - 0.5) < 1e-15)
        let scaled = try #require(darkFieldAgreement(image: [105, 107, 109], map: [-1, -3, -2]).value)
        #expect(abs(scaled + 0.5) < 1e-12)
        #expect(darkFieldAgreement(image: [0.1, 0.1, 0.1], map: [1, 3, 2]).reason?.contains("image") == true)
        #expect(darkFieldAgreement(image: [1, 2, 3], map: [0.3, 0.3, 0.3]).reason?.contains("map") == true)
        #expect(darkFieldAgreement(image: [1, 2], map: [1]).value == nil)
        for scale in [1e-12, 1e12] {
            let other = try #require(
                darkFieldAgreement(image: [1, 2, 3].map { $0 * scale }, map: [1, 3, 2].map { $0 * scale }).value)
            #expect(abs(other - value) < 1e-12)
            let flat = [0.3, 0.3, 0.3].map { $0 * scale }
            #expect(darkFieldAgreement(image: [1, 2, 3], map: flat).reason?.contains("map") == true)
            #expect(darkFieldAgreement(image: flat, map: [1, 2, 3]).reason?.contains("image") == true)
        }
    }

    @Test("The dark-field image sums the discs of a member's own reflections")
    func darkFieldOfObservations() throws {
        // Two crystals with one pixel each; the map follows crystal A's pixel at 3 of 4 positions.
        let shape = ObservationShape(scanY: 1, scanX: 4, detectorY: 3, detectorX: 7)
        var observations = Matrix<Float>(rows: 4, columns: 21)
        for (position, amount) in [1.0, 2, 3, 6].enumerated() {
            observations[position, 7 + 1] = Float(amount)
            observations[position, 7 + 5] = Float(6 - amount)
        }
        var patterns = Matrix<Double>(rows: 2, columns: 21)
        patterns[0, 8] = 6
        patterns[1, 12] = 6
        let radii = try ApertureRadii(
            disc: 0.5, annulusInner: 0.5, annulusOuter: 1, directBeam: 0, centerX: 3, centerY: 1)
        let sixths: [Double] = [1, 2, 3, 6]
        let shares = Matrix<Double>([sixths.map { $0 / 6 }, sixths.map { 1 - $0 / 6 }])
        let maps = Matrix<Double>([[1, 2, 3, 3], [0, 0, 0, 1]])
        let comparison = try Comparison(
            truth: .init(
                names: ["A", "B"], patterns: patterns,
                maps: shares,
                reflections: [[.init(x: 1, y: 1, isUnique: true)], [.init(x: 5, y: 1, isUnique: false)]], radii: radii),
            estimate: .init(patterns: patterns, maps: maps, mapScaling: .native), shape: shape,
            observations: InMemoryRows(shape: shape, values: observations, rowsPerBlock: 3))
        let metric = try #require(Metric.named("dark-field-agreement"))
        // Deviations (-2, -1, 0, 3) and (-1.25, -0.25, 0.75, 0.75): 5/√(14 · 2.75).
        let value = try #require(metric.score(comparison, member: 0).value)
        #expect(abs(value - 5 / (14 * 2.75).squareRoot()) < 1e-12)
        #expect(metric.score(comparison, member: 1).reason?.contains("unique reflections") == true)
        let flat = try Comparison(
            truth: comparison.truth,
            estimate: .init(patterns: patterns, maps: Matrix([[2, 2, 2, 2], [0, 0, 0, 1.0]]), mapScaling: .native),
            shape: shape, observations: InMemoryRows(shape: shape, values: observations, rowsPerBlock: 3))
        #expect(metric.score(flat, member: 0).reason?.contains("the map is the same everywhere") == true)
        let unseen = try Comparison(truth: comparison.truth, estimate: comparison.estimate, shape: shape)
        #expect(metric.score(unseen, member: 0).reason?.contains("not at hand") == true)
    }

    /// A wire along y, six positions wide between vacuum: crystal 0 in the upper three rows, crystal 1 below.
    private static let wire = (
        a: grid { y, x in y < 3 && x > 0 && x < 7 ? 1 : 0 }, vacuum: grid { _, x in x > 0 && x < 7 ? 0 : 1 }
    )

    private static func grid(_ value: (Int, Int) -> Double) -> [Double] {
        (0..<6).flatMap { y in (0..<8).map { x in value(y, x) } }
    }

    @Test("Edge lines read what was planted along the wire's edge")
    func edgeLinesOfWire() throws {
        // Crystal 0's map in crystal 1: 0.05 everywhere, 0.08 at the edge of two rows, 0.02 at the edge of the third.
        let map = Self.grid { y, x in
            guard y >= 3, x > 0, x < 7 else { return Self.wire.a[y * 8 + x] }
            return x == 1 || x == 6 ? (y == 4 ? 0.02 : 0.08) : 0.05
        }
        let lines = try #require(edgeLines(truth: Self.wire.a, vacuum: Self.wire.vacuum, estimate: map, scanX: 8))
        #expect(abs(lines.rise - 0.01) < 1e-12)
        #expect(lines.rows == 3 && lines.brighterRows == 2)
        let perfect = try #require(
            edgeLines(truth: Self.wire.a, vacuum: Self.wire.vacuum, estimate: Self.wire.a, scanX: 8))
        #expect(perfect.rise == 0 && perfect.rows == 3 && perfect.brighterRows == 0)
    }

    @Test("The end of a wire is an edge too; without vacuum there is none")
    func edgesAbove() throws {
        // Vacuum above the first row of crystal 1 only.
        let map = Self.grid { y, _ in y == 1 ? 0.3 : 0 }
        let lines = try #require(
            edgeLines(
                truth: Self.grid { _, _ in 0 }, vacuum: Self.grid { y, _ in y == 0 ? 0.5 : 0.4 }, estimate: map,
                scanX: 8))
        #expect(abs(lines.rise - 0.3) < 1e-12)
        // No row holds both, but every column does.
        #expect(lines.rows == 8 && lines.brighterRows == 8)
        let none = Self.grid { _, _ in 0 }
        #expect(edgeLines(truth: Self.wire.a, vacuum: none, estimate: Self.wire.a, scanX: 8) == nil)
        #expect(edgeLines(truth: Self.wire.a, vacuum: none, estimate: Self.wire.a, scanX: 7) == nil)
    }

    @Test("The film's d′ is the distance of the groups over their spread, in any coordinates")
    func film() throws {
        // Means 1 and 11, variances 2 and 2.
        let film = [10.0, 10, 0, 0, 10]
        let values = [0.0, 2, 10, 12, 99]
        let expected = 10 / 2.0.squareRoot()
        let value = try #require(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: [values]).value)
        #expect(abs(value - expected) < 1e-12)
        let turned = [values.map { 0.6 * $0 }, values.map { -0.8 * $0 }, values.map { _ in 7 }]
        let same = try #require(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: turned).value)
        #expect(abs(same - expected) < 1e-12)
        // A spread at right angles to the line through the means does not count.
        let across = [0.0, 0, 5, -5, 0]
        let wide = try #require(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: [values, across]).value)
        #expect(abs(wide - expected) < 1e-12)
    }

    @Test("Without a film, without both groups or without a spread there is no d′")
    func filmUndefined() {
        let film = [10.0, 10, 0, 0]
        #expect(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: [[1, 1, 1, 1]]) == .value(0))
        #expect(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: [[1, 1, 2, 2]]).value == nil)
        #expect(filmSplit(film: film, pure: [0, 1, 2], coordinates: [[1, 1, 2, 2]]).value == nil)
        #expect(filmSplit(film: [0, 0, 0, 0], pure: [0, 1, 2, 3], coordinates: [[1, 1, 2, 2]]).value == nil)
        #expect(filmSplit(film: film, pure: [0, 1, 2, 3], coordinates: []).value == nil)
    }

    @Test("A difference in one component counts as one, a component a crystal as two")
    func components() throws {
        let (a, b) = ([1.0, 1, 0, 0, 0, 0], [0.0, 0, 1, 1, 0, 0])
        func number(_ maps: [[Double]]) -> Double? {
            separatingComponents(maps: maps, first: [0, 1], second: [2, 3]).value
        }
        let sum = mix(a, 1, b, 1)
        #expect(abs(try #require(number([mix(a, 1, b, -1), sum])) - 1) < 1e-12)
        #expect(abs(try #require(number([mix(a, -30, b, 30), [1, 1, 1, 1, 1, 1]])) - 1) < 1e-12)
        #expect(abs(try #require(number([a, b, mix(sum, -1, [1, 1, 1, 1, 1, 1], 1)])) - 2) < 1e-12)
        // Both maps have a mean of zero and a standard deviation of 1; contrasts 2 and ½: 2.5²/4.25.
        let strong = [1.0, 1, -1, -1, 1, -1]
        let rest = (6 - 4 * 0.0625).squareRoot() / 2.0.squareRoot()
        let weak = [0.25, 0.25, -0.25, -0.25, rest, -rest]
        #expect(abs(try #require(number([strong, weak])) - 6.25 / 4.25) < 1e-12)
        #expect(number([sum]) == nil)
        #expect(separatingComponents(maps: [a], first: [], second: [2]).value == nil)
    }

    @Test("Patterns at equal angles to their mean read that angle, with the direct beam left out")
    func spread() throws {
        let angle = 7.5 * Double.pi / 180
        let (across, along) = (Float(sin(angle)), Float(cos(angle)))
        // Pixel 2 is the direct beam; member 1 is pure at one position only.
        let rows = Matrix<Float>([[along, across, 900], [along, -across, 5], [0, 1, 0]])
        let shape = ObservationShape(scanY: 1, scanX: 3, detectorY: 1, detectorX: 3)
        for rowsPerBlock in [1, 3] {
            let scores = try patternSpreads(
                observations: InMemoryRows(shape: shape, values: rows, rowsPerBlock: rowsPerBlock),
                pure: [[0, 1], [2]], leavingOut: [2])
            #expect(abs(try #require(scores[0].value) - 7.5) < 1e-5)
            #expect(scores[1].reason?.contains("fewer than two") == true)
        }
        let black = try patternSpreads(
            observations: InMemoryRows(shape: shape, values: Matrix([[0, 0, 4], [1, 0, 4], [0, 0, 0]])),
            pure: [[0, 1]], leavingOut: [2])
        #expect(black[0].reason?.contains("black") == true)
    }

    @Test("Of a crystal that thins out only its full thickness is asked about a film")
    func filmAtFullThickness() throws {
        // Six positions of A; at the last two, which are thin, the map says something else altogether.
        let shape = ObservationShape(scanY: 1, scanX: 7, detectorY: 1, detectorX: 2)
        let maps = Matrix([[0.0, 2, 10, 12, 90, -80, 0], [0, 0, 0, 0, 0, 0, 1]])
        let pattern = Matrix([[1.0, 0], [0, 1]])
        let radii = try ApertureRadii(
            disc: 0.5, annulusInner: 0.5, annulusOuter: 1, directBeam: 0, centerX: 1, centerY: 0)
        func split(_ fields: [String: [Double]]) throws -> Double? {
            let comparison = try Comparison(
                truth: .init(
                    names: ["A", "vacuum"], patterns: pattern,
                    maps: Matrix([[1, 1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 1.0]]),
                    reflections: [[.init(x: 0, y: 0, isUnique: true)], []], radii: radii, fields: fields),
                estimate: .init(patterns: pattern, maps: maps, mapScaling: .native), shape: shape)
            return try #require(Metric.named("film-split")).score(comparison, member: 0).value
        }
        let film = [10.0, 10, 0, 0, 10, 0, 0]
        // Means 1 and 11, variances 2 and 2.
        let whole = try #require(try split(["film": film, "thickness": [120, 119.9, 120, 120, 30, 30, 0]]))
        #expect(abs(whole - 10 / 2.0.squareRoot()) < 1e-12)
        let all = try #require(try split(["film": film]))
        #expect(abs(all - whole) > 1)
        #expect(try split([:]) == nil)
    }
}
