import Arrays
import Metrics
import TestSupport
import Testing

@Suite struct PropertyTests {
    @Test func aMapThatIsConstantButForRoundingHasNoMinima() {
        // A common component's loading: 1 at every position, the last bit up and down.
        let map = (0..<30).map { 1 - Double($0 % 3) * Double.ulpOfOne }
        #expect(interiorMinima(of: map).isEmpty)
        // The same shape at a size that is no rounding: every third position is a minimum but the last one, at the end.
        #expect(interiorMinima(of: (0..<30).map { 1 - Double($0 % 3) * 1e-6 }).count == 9)
    }

    /// Every score of a comparison by metric and member.
    static func scores(_ comparison: Comparison) -> [String: Score] {
        var scores: [String: Score] = [:]
        for metric in Metric.all {
            switch metric.scope {
            case .whole: scores[metric.name] = metric.score(comparison)
            case .member:
                for (member, name) in comparison.truth.names.enumerated() {
                    scores["\(metric.name) of \(name)"] = metric.score(comparison, member: member)
                }
            }
        }
        return scores
    }

    static func expectSame(_ first: Comparison, _ second: Comparison, tolerance: Double, without: Set<String> = []) {
        let (first, second) = (scores(first), scores(second))
        for (name, score) in first where !without.contains(name) {
            guard let other = second[name] else { continue }
            // Angles near 0 keep half of the digits.
            let allowed = name.hasPrefix("pattern-angle") ? 2e-6 : tolerance
            if let value = score.value, let otherValue = other.value {
                #expect(abs(value - otherValue) <= allowed * max(1, abs(value)), "\(name): \(value) and \(otherValue)")
            } else {
                #expect(score == other, "\(name)")
            }
        }
        #expect(first.count == second.count)
    }

    /// Random mixtures of the true patterns and maps, with a source too many.
    static func mixed(_ fixture: Fixture, seed: UInt64) -> (patterns: [[Double]], maps: [[Double]]) {
        var random = Seed(seed).stream("mixtures")
        func mixtures(of arrays: [[Double]], amount: Double) -> [[Double]] {
            let own = arrays.map { array in
                arrays.reduce(array) { mix($0, 1, $1, amount * random.uniform()) }
            }
            return own + [own[0].map { $0 * random.uniform() }]
        }
        return (mixtures(of: fixture.patterns, amount: 0.3), mixtures(of: fixture.maps, amount: 0.2))
    }

    @Test("Perfect input scores the best value of every metric")
    func perfectInput() throws {
        var defined: Set<String> = []
        let ofObservations = ["reconstruction-error", "dark-field-agreement", "pattern-spread"]
        for (input, fixture) in [("a", try Fixture.a.get()), ("b", try Fixture.b.get()), ("c", try Fixture.c.get())] {
            for scaling in Comparison.MapScaling.allCases {
                let comparison = try fixture.compared(patterns: fixture.patterns, maps: fixture.maps, scaling: scaling)
                for metric in Metric.all {
                    guard let best = metric.best else { continue }
                    // Counting noise is in the observations whatever the estimate.
                    if ofObservations.contains(metric.name), input == "c" { continue }
                    for member in fixture.truth.names.indices {
                        guard let value = metric.score(comparison, member: member).value else { continue }
                        #expect(abs(value - best) < 1e-6, "\(metric.name) on \(input), \(scaling): \(value)")
                        defined.insert(metric.name)
                    }
                }
            }
        }
        #expect(defined == Set(Metric.all.filter { $0.best != nil }.map(\.name)))
    }

    @Test("The order of the sources changes no score", arguments: Comparison.MapScaling.allCases)
    func permutation(scaling: Comparison.MapScaling) throws {
        for fixture in [try Fixture.a.get(), try Fixture.c.get()] {
            let (patterns, maps) = Self.mixed(fixture, seed: 11)
            Self.expectSame(
                try fixture.compared(patterns: patterns, maps: maps, scaling: scaling),
                try fixture.compared(patterns: patterns.reversed(), maps: maps.reversed(), scaling: scaling),
                tolerance: 1e-10)
        }
    }

    @Test(
        "How a source's scale is divided between pattern and map changes no score of free scales",
        arguments: [Comparison.MapScaling.maximumOne, .leastSquares])
    func scale(scaling: Comparison.MapScaling) throws {
        // Signed components may change their sign as well; their Amari index is read at the scale that they come in.
        let factors = scaling == .leastSquares ? [-3.0, 0.02, -1, 40] : [3, 0.02, 1, 40]
        for fixture in [try Fixture.a.get(), try Fixture.c.get()] {
            // As many sources as members, so that the Amari index is defined.
            let sources = Self.mixed(fixture, seed: 5)
            let (patterns, maps) = (sources.patterns.dropLast(), sources.maps.dropLast())
            Self.expectSame(
                try fixture.compared(patterns: Array(patterns), maps: Array(maps), scaling: scaling),
                try fixture.compared(
                    patterns: zip(patterns, factors).map { pattern, s in pattern.map { s * $0 } },
                    maps: zip(maps, factors).map { map, s in map.map { $0 / s } }, scaling: scaling),
                tolerance: 1e-9, without: scaling == .leastSquares ? ["amari"] : [])
        }
    }

    @Test("A scan that is read backwards scores the same")
    func direction() throws {
        let fixture = try Fixture.a.get()
        let (patterns, maps) = Self.mixed(fixture, seed: 2)
        let forwards = try fixture.compared(patterns: patterns, maps: maps, scaling: .maximumOne, observed: false)
        let truth = Comparison.Truth(
            names: fixture.truth.names, patterns: fixture.truth.patterns,
            maps: Matrix(fixture.maps.map { $0.reversed() }),
            reflections: fixture.truth.reflections, radii: fixture.truth.radii)
        let backwards = try Comparison(
            truth: truth,
            estimate: .init(
                patterns: Matrix(patterns), maps: Matrix(maps.map { $0.reversed() }), mapScaling: .maximumOne),
            shape: fixture.shape)
        Self.expectSame(forwards, backwards, tolerance: 1e-10)
    }

    static func value(_ name: String, _ comparison: Comparison, _ member: Int) throws -> Double {
        let metric = try #require(Metric.named(name))
        return try #require(metric.score(comparison, member: member).value)
    }

    @Test("The difference picture's norm is the sine of the pattern angle")
    func differenceIsSine() throws {
        let fixture = try Fixture.c.get()
        let comparison = try fixture.compared(
            patterns: Self.mixed(fixture, seed: 8).patterns, maps: fixture.maps + [fixture.map(0)])
        for member in 0..<3 {
            let angle = try Self.value("pattern-angle", comparison, member)
            let difference = try Self.value("display-difference", comparison, member)
            let radians = angle * .pi / 180
            // sin x to x⁷/7!, enough below 0.3 rad.
            let sine =
                radians - radians * radians * radians / 6 * (1 - radians * radians / 20 * (1 - radians * radians / 42))
            #expect(angle > 0.1 && radians < 0.3)
            #expect(abs(difference - sine) < 1e-8)
        }
    }

    @Test("A map of half the height has the right shape")
    func mapGain() throws {
        let fixture = try Fixture.a.get()
        let comparison = try fixture.compared(patterns: fixture.patterns, maps: fixture.maps.map { $0.map { $0 / 2 } })
        let power = fixture.map(0).reduce(0) { $0 + $1 * $1 } / 30
        #expect(try Self.value("map-rmse-gain", comparison, 0) < 1e-15)
        #expect(abs(try Self.value("map-rmse", comparison, 0) - power.squareRoot() / 2) < 1e-15)
    }
}
