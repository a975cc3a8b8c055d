import Arrays
import Metrics
import TestSupport
import Testing

/// What the reference's methods found on its inputs, read by our metrics: the numbers are another program's.
@Suite struct StoredEstimateTests {
    struct Input: Decodable {
        let methods: [String: Method]
        let scree: Scree
        let reflections: [String: [[Double]]]?
    }

    struct Scree: Decodable {
        let l: Int
        let gap: Double
        let contrast: Double
    }

    struct Method: Decodable {
        /// Centres in the space of scores, cluster × component.
        let centres: [[Double]]?
        /// Rows of the observations that were taken as end members.
        let idx: [Int]?
        let loadings: Loadings
        let rule: String
        let metrics: StoredMetrics

        enum CodingKeys: String, CodingKey {
            case centres = "C"
            case idx, loadings, rule, metrics
        }
    }

    /// Scan position × source; for input c only sums are stored.
    struct Loadings: Decodable {
        let values: [[Double]]?
        init(from decoder: any Decoder) throws {
            values = try? decoder.singleValueContainer().decode([[Double]].self)
        }
    }

    static let stored = Result { try Reference.json("learning/expected.json", as: [String: Input].self) }

    /// The right singular vectors with the reference's sign: Σv³ > 0, or by the left ones where that sum is rounding.
    static func components(_ observations: Matrix<Double>, _ count: Int) throws -> Matrix<Double> {
        let svd = try observations.singularValueDecomposition()
        return Matrix(
            (0..<count).map { component in
                let row = svd.vt.row(component)
                let cubes = row.reduce(0) { $0 + $1 * $1 * $1 }
                let size = row.reduce(0) { $0 + abs($1 * $1 * $1) }
                let left = svd.u.column(component).reduce(0) { $0 + $1 * $1 * $1 }
                return (abs(cubes) < 1e-6 * size ? left : cubes) > 0 ? row : row.map { -$0 }
            })
    }

    /// Expects the metrics of every estimate whose patterns follow exactly from what is stored.
    func expectAll(_ name: String, _ fixture: Fixture) throws {
        let input = try #require(try Self.stored.get()[name])
        let components = try Self.components(fixture.observations, fixture.truth.names.count)
        var read = 0
        for (method, result) in input.methods {
            // Gustafson-Kessel without clipping is undefined on the collinear scores of a and b.
            if method == "gk", name == "a" || name == "b" { continue }
            let patterns: Matrix<Double>
            if let centres = result.centres {
                patterns = .product(Matrix(centres), components)
            } else if let rows = result.idx {
                patterns = Matrix(rows.map(fixture.observations.row))
            } else if method == "svd" {
                patterns = components
            } else {
                continue
            }
            guard let loadings = result.loadings.values else { continue }
            let scaling = try #require(
                Comparison.MapScaling(rawValue: result.rule == "ls" ? "least-squares" : result.rule))
            let comparison = try Comparison(
                truth: fixture.truth,
                estimate: .init(patterns: patterns, maps: Matrix(loadings).transposed, mapScaling: scaling),
                shape: fixture.shape,
                observations: InMemoryRows(shape: fixture.shape, values: fixture.observations.converted()))
            // Loadings are stored with twelve decimals.
            try expectStored(
                result.metrics, comparison, "\(name) \(method)", tolerance: 1e-8, angleTolerance: 2e-5,
                without: name.hasPrefix("d") ? ["pseudo"] : [])
            read += 1
        }
        #expect(read >= 10)
    }

    @Test("Estimates of figure 5 score as in the reference") func figure5() throws {
        try expectAll("a", try Fixture.a.get())
    }

    @Test("Estimates of figure 6 score as in the reference") func figure6() throws {
        try expectAll("b", try Fixture.b.get())
    }

    @Test(
        "Estimates of dynamical bicrystals score as in the reference",
        arguments: ["d0", "d10", "d20", "d0m", "d10m", "d20m"])
    func bicrystals(_ name: String) throws {
        let input = try #require(try Self.stored.get()[name])
        let angle = name.filter(\.isNumber)
        let masked = name.hasSuffix("m")
        let stored = try Reference.matrix("learning/inputs_d_multislice.P\(angle).npy")
        let radii = try ApertureRadii(
            disc: 1.5, annulusInner: 2, annulusOuter: 3, directBeam: 3.5, centerX: 64, centerY: 64)
        let patterns = Matrix(
            (0..<16).map { k in
                stored.row(k).enumerated().map { pixel, value in
                    let (dx, dy) = (pixel % 128 - 64, pixel / 128 - 64)
                    return masked && dx * dx + dy * dy <= 12 ? 0 : value / 65535
                }
            })
        let steps = (0..<46).map { min(15, max(0, $0 - 15)) }
        let abundance = steps.map { Double($0) / 15 }
        let points = try #require(input.reflections)
        func reflections(_ list: String) -> [ReflectionPosition] {
            (points[list] ?? []).map { ReflectionPosition(x: $0[0], y: $0[1], isUnique: list != "shared") }
        }
        let shared = reflections("shared")
        let fixture = Fixture(
            patterns: Matrix([patterns.row(15), patterns.row(0)]), maps: Matrix([abundance, abundance.map { 1 - $0 }]),
            reflections: [reflections("A") + shared, reflections("B") + shared], radii: radii,
            shape: ObservationShape(scanY: 1, scanX: 46, detectorY: 128, detectorX: 128),
            observations: Matrix(steps.map(patterns.row)))
        try expectAll(name, fixture)
        let s = try fixture.observations.singularValueDecomposition().s
        let scree = try #require(screeContrast(singularValues: s))
        #expect(scree.rank == input.scree.l)
        #expect(abs(scree.gap - input.scree.gap) < 1e-6)
        #expect(abs(scree.contrast - input.scree.contrast) < 1e-5)
    }

    @Test(
        "Estimates from noisy counts score as in the reference", arguments: ["fcm", "rtk20", "rtk50", "gk_bab", "nmf"])
    func noisyCounts(_ name: String) throws {
        let fixture = try Fixture.c.get()
        let method = try #require(try Self.stored.get()["c"]?.methods[name])
        let maps = try Reference.matrix("learning/expected_c_maps.\(name)_\(name == "nmf" ? "Z" : "U").npy").transposed
        let comparison = try Comparison(
            truth: fixture.truth,
            estimate: .init(
                patterns: try Reference.matrix("learning/expected_c_maps.\(name)_W.npy"), maps: maps,
                mapScaling: try #require(Comparison.MapScaling(rawValue: method.rule))),
            shape: fixture.shape,
            observations: InMemoryRows(shape: fixture.shape, values: fixture.observations.converted()))
        // Stored in single precision.
        try expectStored(method.metrics, comparison, "c \(name)", tolerance: 2e-6, angleTolerance: 1e-4)
        let mean: [String: Double] = try Reference.json("learning/expected_c_extra.json", as: Extra.self).thirdMeans
        let key = "third_mean_\(name)_\(name == "nmf" ? "Z" : "U")"
        let rise = try #require(Metric.named("third-source-mean")).score(comparison, member: 2).value
        #expect(abs((rise ?? .infinity) - (mean[key] ?? .nan)) < 1e-6)
    }

    struct Extra: Decodable {
        let thirdMeans: [String: Double]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            var means: [String: Double] = [:]
            for key in container.allKeys where key.stringValue.hasPrefix("third_mean_") {
                means[key.stringValue] = try container.decode(Double.self, forKey: key)
            }
            thirdMeans = means
        }

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
    }
}
