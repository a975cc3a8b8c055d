import Arrays
import Glibc
import Metrics
import Testing

@Suite struct WithoutTruthTests {
    @Test("Negative values read the planted share, whichever way a component of free sign points")
    func negative() {
        // 1 of 4 below zero in a pattern, 1 of 10 in a map.
        let (pattern, map) = ([2.0, 1, -1], [9.0, -1])
        #expect(negativeShare(patterns: [pattern], maps: [map], signed: true) == .value(0.25))
        #expect(negativeShare(patterns: [pattern.map { -$0 }], maps: [map], signed: true) == .value(0.75))
        let flipped = negativeShare(patterns: [pattern.map { -$0 }], maps: [map.map { -$0 }], signed: false)
        #expect(flipped == .value(0.25))
        #expect(negativeShare(patterns: [[1, 2]], maps: [[0, 0]], signed: true) == .value(0))
        #expect(negativeShare(patterns: [], maps: [], signed: true).value == nil)
    }

    @Test("The closest patterns stand at the planted angle")
    func closest() throws {
        let angle = 12.5 * Double.pi / 180
        let patterns = [[1.0, 0, 0], [0, 0, 3], [2 * cos(angle), 2 * sin(angle), 0]]
        let value = try #require(closestPatterns(patterns, signed: true).value)
        #expect(abs(value - 12.5) < 1e-9)
        let turned = closestPatterns([patterns[0], patterns[2].map { -$0 }], signed: false).value
        #expect(abs((turned ?? 0) - 12.5) < 1e-9)
        #expect(closestPatterns([[1, 2]], signed: true).value == nil)
    }

    @Test("Without truth a metric is read or says that it needs it")
    func inspection() throws {
        let shape = ObservationShape(scanY: 1, scanX: 2, detectorY: 1, detectorX: 2)
        let observations = InMemoryRows(shape: shape, values: Matrix([[3, 0], [0, 4]]))
        let estimate = Comparison.Estimate(
            patterns: Matrix([[1, 0], [0, 1]]), maps: Matrix([[3, 0], [0, 0]]), mapScaling: .native)
        let inspection = try Inspection(
            estimate: estimate, shape: shape, observations: observations, singularValues: [5, 4, 1, 0.01, 0.009])
        func score(_ name: String) throws -> Score { try #require(Metric.named(name)).score(inspection) }
        // 4 of (3, 4) is left over.
        let error = try #require(try score("reconstruction-error").value)
        #expect(abs(error - 0.8) < 1e-9)
        let rank = try score("scree-rank")
        #expect(rank == .value(3))
        for metric in Metric.all where metric.needsTruth {
            #expect(metric.score(inspection).reason?.contains("needs the truth") == true)
        }
        #expect(throws: MetricError.self) {
            _ = try Inspection(
                estimate: estimate, shape: ObservationShape(scanY: 1, scanX: 3, detectorY: 1, detectorX: 2))
        }
    }
}
