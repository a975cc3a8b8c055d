import Arrays
import FoundationEssentials
import Learning
import Metrics
import TestSupport
import Testing

/// Whoever knows the truth scores at least as well as every method, and whoever knows nothing at most as well: a scale on
/// which a score can be read.
@Suite struct BracketTests {
    /// Where knowing nothing is no disadvantage, and why.
    static let withoutWorst: [String: String] = [
        "pseudo-subtraction": "a mean pattern has no dark spots, and random ones have no contrast to speak of",
        "dips": "a mean pattern has no dark spots",
        "edge-rise": "a constant map rises nowhere",
        "third-source-mean": "a constant map rises nowhere",
        "third-source-max": "a constant map rises nowhere",
        "minima": "a constant map has no minimum, and random maps have many",
        "deepest-minimum": "a constant map has no minimum",
        "non-monotonicity": "a constant map has no direction, so that it is undefined",
        "boundary-width-ratio": "a constant map has no boundary, so that it is undefined",
        "mid-shift": "a constant map has no middle, so that it is undefined",
        "mid-offset": "a constant map of 1/2 meets the middle by chance",
        "shared-ratio": "a ratio to a unique intensity of zero is undefined: a method may be far off on either side",
        "direct-beam-ratio": "signed components and patterns without contrast can be off on either side of the truth",
        "negative-values": "guesses of ignorance are not negative, signed components are",
        "edge-lines": "a constant map has no lines",
        "edge-line-rows": "a constant map has no lines",
        "film-split": "a constant map does not know of a film",
        "splitting": "signed scores of SVD can spread farther than equal shares do",
    ]
    /// Where even the truth is not best, and why.
    static let withoutBest: [String: String] = [
        "reconstruction-error": "methods may fit the noise, which the truth does not",
        "dark-field-agreement": "the image holds the noise of the observations, and so do maps that are fitted to them",
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let input: String
        let method: String
        var testDescription: String { "\(method) on \(input)" }
    }

    static let cases: [Case] = ["a", "c"].flatMap { input in
        MethodCatalogue.all.map { Case(input: input, method: $0.name) }
    }

    /// A metric that says which way is better, read for one member or for all.
    struct Reading {
        let metric: Metric
        let member: Int?
        /// The truth's score, and the worst of those who know nothing; nil where there is none.
        let best: Double?
        let worst: Double?

        init(_ metric: Metric, member: Int?, truth: Comparison, ignorant: [Comparison]) {
            self.metric = metric
            self.member = member
            best = metric.score(truth, member: member).value
            worst = ignorant.compactMap { metric.score($0, member: member).value }.min {
                Self.goodness($0, metric) < Self.goodness($1, metric)
            }
        }

        static func goodness(_ value: Double, _ metric: Metric) -> Double {
            switch metric.direction {
            case .lower: -value
            case .higher: value
            case .closer: -abs(value - (metric.best ?? 0))
            case .neutral: 0
            }
        }
    }

    /// An input with the scores that its methods stand between.
    struct Bracket {
        let fixture: Fixture
        let readings: [Reading]

        init(_ fixture: Fixture) throws {
            self.fixture = fixture
            let truth = try fixture.compared(patterns: fixture.patterns, maps: fixture.maps)
            let ignorant = try BracketTests.ignorant(fixture)
            readings = Metric.all.filter { $0.direction != .neutral }.flatMap { metric in
                let members: [Int?] = metric.scope == .member ? fixture.truth.names.indices.map { $0 } : [nil]
                return members.map { Reading(metric, member: $0, truth: truth, ignorant: ignorant) }
            }
        }

        static let a = Result { try Bracket(Fixture.a.get()) }
        static let c = Result { try Bracket(Fixture.c.get()) }
    }

    /// Every method is told how many sources there are, and to end after a hundred sweeps: scores are tried here, not how near
    /// a minimum a method comes.
    static func estimate(_ name: String, _ fixture: Fixture) throws -> Comparison {
        let type = try #require(MethodCatalogue.method(named: name))
        let rows = InMemoryRows(shape: fixture.shape, values: fixture.observations.converted())
        let found = try run(type, sources: fixture.truth.names.count, rows)
        return try Comparison(
            truth: fixture.truth,
            estimate: .init(
                patterns: found.patterns, maps: found.maps,
                mapScaling: Comparison.MapScaling(rawValue: found.mapScaling.rawValue) ?? .native),
            shape: fixture.shape, observations: rows)
    }

    private static func run<Method: CataloguedMethod>(
        _ type: Method.Type, sources: Int, _ rows: InMemoryRows
    ) throws -> any MixtureEstimate {
        let told = ["components": sources, "clusters": sources, "max-sweeps": 100]
        let json = told.filter { type.optionNames.contains($0.key) }.map { "\"\($0.key)\": \($0.value)" }
        // What makes observations ready for a method is told that method.
        let inner = "\"method\": {\"nmf\": {\"components\": \(sources)}}"
        let method = try JSONDecoder().decode(
            type, from: Data("{\((json.isEmpty ? [inner] : json).joined(separator: ", "))}".utf8))
        return try method.estimate(from: rows, seed: Seed(1), progress: .none)
    }

    /// Estimates that know nothing: the mean everywhere, numbers drawn at random, nothing, and the truth exchanged.
    static func ignorant(_ fixture: Fixture) throws -> [Comparison] {
        let (members, positions) = (fixture.truth.names.count, fixture.shape.rowCount)
        let mean = (0..<fixture.observations.columns).map { pixel in
            (0..<positions).reduce(0) { $0 + fixture.observations[$1, pixel] } / Double(positions)
        }
        var stream = Seed(5).stream("null")
        let random = (0..<members).map { _ in mean.map { _ in stream.uniform() } }
        let randomMaps = (0..<members).map { _ in (0..<positions).map { _ in stream.uniform() } }
        let share = [[Double]](repeating: .init(repeating: 1 / Double(members), count: positions), count: members)
        let exchanged = Array(fixture.maps[1...] + fixture.maps[..<1])
        let nulls = try [
            fixture.compared(patterns: .init(repeating: mean, count: members), maps: share),
            fixture.compared(patterns: random, maps: randomMaps),
            fixture.compared(patterns: random.map { $0.map { _ in 0 } }, maps: share.map { $0.map { _ in 0 } }),
            fixture.compared(patterns: fixture.patterns, maps: exchanged),
            fixture.compared(patterns: fixture.patterns, maps: fixture.maps.map { $0.map { 1 - $0 } }),
        ]
        // One pattern for all: whoever is not it gets another's.
        return try nulls
            + fixture.patterns.map { try fixture.compared(patterns: .init(repeating: $0, count: members), maps: share) }
    }

    @Test(arguments: cases)
    func `Truth, method and ignorance come in this order`(_ item: Case) throws {
        let bracket = try item.input == "a" ? Bracket.a.get() : Bracket.c.get()
        let method = try Self.estimate(item.method, bracket.fixture)
        for reading in bracket.readings {
            let metric = reading.metric
            guard let value = metric.score(method, member: reading.member).value else { continue }
            let label = "\(metric.name) of member \(reading.member.map(String.init) ?? "-")"
            let found = Reading.goodness(value, metric)
            if Self.withoutBest[metric.name] == nil, let best = reading.best {
                #expect(found <= Reading.goodness(best, metric) + 1e-6, "\(label): \(value) beats the truth's \(best)")
            }
            guard Self.withoutWorst[metric.name] == nil else { continue }
            // Signed scores are on no scale of shares, and a signed pattern can lack more than there is.
            if method.estimate.mapScaling == .leastSquares, metric.isMapScore || metric.name == "shortfall" { continue }
            if let worst = reading.worst {
                #expect(found >= Reading.goodness(worst, metric) - 1e-6, "\(label): \(value) is below ignorance")
            }
        }
    }

    @Test func `Every metric is bracketed or has a reason not to be`() {
        let names = Set(Metric.all.filter { $0.direction != .neutral }.map(\.name))
        for name in Self.withoutBest.keys { #expect(names.contains(name)) }
        for name in Self.withoutWorst.keys { #expect(names.contains(name)) }
        // What is left is bracketed on both sides.
        #expect(
            names.subtracting(Self.withoutBest.keys).subtracting(Self.withoutWorst.keys) == [
                "pattern-angle", "pattern-ncc", "leakage", "leakage-fit", "shortfall", "display-difference", "map-rmse",
                "map-rmse-gain", "pure-offset", "max-deviation", "amari", "pattern-spread",
            ])
    }
}
