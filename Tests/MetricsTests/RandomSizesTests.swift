import Arrays
import Metrics
import TestSupport
import Testing

/// What holds of every metric on truths of any size, also 0, 1 and primes, drawn from a seed.
@Suite struct RandomSizesTests {
    /// Members, scan and detector.
    static let sizes: [(Int, Int, Int, Int, Int)] = [
        (1, 1, 1, 1, 1), (1, 1, 7, 5, 3), (2, 1, 2, 2, 1), (2, 1, 13, 11, 7), (2, 1, 31, 13, 17), (2, 1, 3, 1, 19),
        (2, 7, 5, 11, 11), (3, 5, 11, 13, 13), (3, 1, 17, 16, 16), (5, 7, 7, 17, 19), (7, 3, 13, 23, 23),
    ]

    static let scenes: [RandomScene] = sizes.enumerated().flatMap { index, size in
        (1...3).map { draw in
            RandomScene(
                members: size.0, scanY: size.1, scanX: size.2, detectorY: size.3, detectorX: size.4,
                seed: UInt64(100 * index + draw))
        }
    }

    static func name(_ scene: RandomScene) -> String { "\(scene.names.count) members, \(scene.shape)" }

    @Test func theTruthScoresTheBestValueAgainstItself() throws {
        for scene in Self.scenes {
            for scaling in Comparison.MapScaling.allCases {
                let comparison = try scene.compared((scene.patterns, scene.maps), scaling: scaling)
                for metric in Metric.all {
                    guard let best = metric.best else { continue }
                    for member in scene.names.indices {
                        guard let value = metric.score(comparison, member: member).value else { continue }
                        // A member that is nowhere pure has no map of maximum 1.
                        if scaling == .maximumOne, metric.isMapScore, !scene.maps[member].contains(1) { continue }
                        #expect(abs(value - best) < 2e-6, "\(metric.name), \(scaling), \(Self.name(scene))")
                    }
                }
            }
        }
    }

    @Test func membersInAnotherOrderScoreTheSame() throws {
        for scene in Self.scenes {
            let order = Array(scene.names.indices.reversed())
            PropertyTests.expectSame(try scene.compared(), try scene.reordered(order).compared(), tolerance: 1e-9)
        }
    }

    @Test func exchangedAxesScoreTheSame() throws {
        for scene in Self.scenes {
            // Bright edges are counted along rows where rows and columns hold as many of them.
            PropertyTests.expectSame(
                try scene.compared(), try scene.transposed.compared(), tolerance: 1e-9, without: ["edge-line-rows"])
        }
    }

    @Test func aLineScanAlongYIsReadAsOneAlongX() throws {
        var scene = RandomScene(members: 2, scanY: 1, scanX: 23, detectorY: 11, detectorX: 11, seed: 4)
        // From 10 to 90 %: nowhere pure.
        scene.maps = scene.maps.map { $0.map { 0.1 + 0.8 * $0 } }
        let along = (try scene.compared(), try scene.transposed.compared())
        let offset = try #require(Metric.named("mid-offset"))
        let value = try #require(offset.score(along.0, member: 0).value)
        #expect(abs(try #require(offset.score(along.1, member: 0).value) - value) < 1e-12)
    }

    @Test(arguments: [0x1p-60, 0x1p-20, 0x1p20, 0x1p60]) func patternsOnAnotherScaleScoreTheSame(_ factor: Double)
        throws
    {
        for scene in Self.scenes {
            func times(_ rows: [[Double]]) -> [[Double]] { rows.map { $0.map { factor * $0 } } }
            var scaled = scene
            scaled.patterns = times(scene.patterns)
            scaled.estimate.patterns = times(scene.estimate.patterns)
            PropertyTests.expectSame(try scene.compared(), try scaled.compared(), tolerance: 1e-9)
        }
    }

    @Test func nothingAtAllHasScoresOrReasons() throws {
        let shapes = [(0, 0, 0, 0), (0, 5, 3, 3), (1, 0, 3, 3), (1, 5, 0, 3), (1, 5, 3, 0), (1, 1, 1, 1)]
        for (index, size) in shapes.enumerated() {
            for members in [1, 2, 3] {
                let scene = RandomScene(
                    members: members, scanY: size.0, scanX: size.1, detectorY: size.2, detectorX: size.3,
                    seed: UInt64(index))
                let (patterns, maps) = scene.estimate
                for count in 0...members {
                    let found = (Array(patterns.prefix(count)), Array(maps.prefix(count)))
                    for scaling in Comparison.MapScaling.allCases {
                        for score in PropertyTests.scores(try scene.compared(found, scaling: scaling)).values {
                            #expect(score.value?.isFinite ?? true)
                            #expect(score.reason.map { !$0.isEmpty } ?? true)
                        }
                    }
                }
            }
        }
    }

    @Test func zerosAndExtremesHaveFiniteScoresOrReasons() throws {
        let sizes = [(2, 1, 13, 11, 7), (3, 5, 7, 9, 9)]
        for size in sizes {
            let scene = RandomScene(
                members: size.0, scanY: size.1, scanX: size.2, detectorY: size.3, detectorX: size.4, seed: 9)
            for factor in [0, -1, 1e-300, 1e300, Double.leastNonzeroMagnitude, 1e154] {
                func times(_ rows: [[Double]]) -> [[Double]] { rows.map { $0.map { factor * $0 } } }
                let (patterns, maps) = scene.estimate
                for found in [(times(patterns), maps), (patterns, times(maps)), (times(patterns), times(maps))] {
                    for scaling in Comparison.MapScaling.allCases {
                        for (name, score) in PropertyTests.scores(try scene.compared(found, scaling: scaling)) {
                            #expect(score.value?.isFinite ?? true, "\(name) at \(factor)")
                        }
                    }
                }
            }
        }
    }

    @Test func noScoreIsMadeWithAnInvalidOperationOrADivisionByZero() throws {
        for scene in Self.scenes {
            let raised = try floatExceptions {
                for scaling in Comparison.MapScaling.allCases {
                    _ = PropertyTests.scores(try scene.compared(scaling: scaling))
                }
            }
            #expect(raised == [], "\(Self.name(scene))")
        }
    }
}
