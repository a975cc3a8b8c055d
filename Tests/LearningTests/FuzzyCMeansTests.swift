// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

@Suite struct FuzzyCMeansTests {
    struct Units: Decodable {
        struct Memberships: Decodable { let D2, fcm_m2, fcm_m1_5: [[Double]] }
        struct Case: Decodable {
            let U, C: [[Double]]
            let J: Double
        }
        struct Toy: Decodable {
            let Y, C0: [[Double]]
            let fcm: Case
        }
        let memberships: Memberships
        let toy8: Toy
        let fcm_three_points: Case
    }

    @Test func membershipsOfGivenDistancesAreThoseOfTheReference() throws {
        let cases = try Reference.json("learning/units.json", as: Units.self).memberships
        for (d2, (two, oneAndAHalf)) in zip(cases.D2, zip(cases.fcm_m2, cases.fcm_m1_5)) {
            for (m, expected) in [(2, two), (1.5, oneAndAHalf)] {
                let u = FuzzyRule(fuzzifier: m).memberships(squaredDistances: d2)
                for (found, expected) in zip(u, expected) { #expect(abs(found - expected) < 1e-14) }
            }
        }
    }

    @Test func aPointOnTwoCentresBelongsToBothInEqualParts() {
        #expect(FuzzyRule(fuzzifier: 2).memberships(squaredDistances: [0, 3, 0]) == [0.5, 0, 0.5])
    }

    @Test func eightPointsClusterAsInTheReference() throws {
        let toy = try Reference.json("learning/units.json", as: Units.self).toy8
        let found = try FuzzyCMeans(clusters: 2).partition(
            of: Matrix(toy.Y), from: Matrix(toy.C0))
        #expect(difference(found.memberships, Matrix(toy.fcm.U)) < 1e-7)
        #expect(difference(found.centres, Matrix(toy.fcm.C)) < 1e-7)
        #expect(abs((found.convergence.objective.last ?? 0) / toy.fcm.J - 1) < 1e-9)
    }

    @Test func threePointsOnALineClusterAsInTheReference() throws {
        let expected = try Reference.json("learning/units.json", as: Units.self).fcm_three_points
        let found = try FuzzyCMeans(clusters: 2).partition(
            of: Matrix([[-1], [0], [1]]), from: Matrix([[-1], [1]]))
        #expect(difference(found.centres, Matrix(expected.C)) < 1e-7)
        #expect(difference(found.memberships, Matrix(expected.U)) < 1e-7)
        #expect(abs((found.convergence.objective.last ?? 0) / expected.J - 1) < 1e-9)
    }

    @Test(arguments: ReferenceInput.allCases)
    func allStartsReachTheReferenceOptimum(_ input: ReferenceInput) throws {
        let clusters = input == .c ? 3 : 2
        let expected = try input.expected().methods.fcm
        let found = try FuzzyCMeans(clusters: clusters).estimate(from: input.rows(), seed: Seed(7), progress: .none)
        // Inputs that are not counts reach a method rounded to single precision.
        let (jTolerance, uTolerance) = input == .c ? (1e-9, 1e-7) : (1e-6, 5e-6)
        #expect(found.convergence.converged)
        #expect(found.convergence.startsAgreeing == 20)
        #expect(abs((found.convergence.objective.last ?? 0) / expected.J - 1) < jTolerance)
        let u = try expected.loadings.all.map { Matrix($0) } ?? Reference.matrix("learning/expected_c_maps.fcm_U.npy")
        #expect(difference(found.maps.transposed, u) < uTolerance)
        let centres = try #require(found.diagnostics["centres"])
        #expect(difference(centres, Matrix(expected.C)) < uTolerance * max(1, abs(expected.C[0][0])))
        for i in 0..<found.maps.columns { #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12) }
    }

    @Test(arguments: ReferenceInput.allCases)
    func theDeterministicStartIsThatOfTheReference(_ input: ReferenceInput) throws {
        let clusters = input == .c ? 3 : 2
        let svd = try TruncatedSVD(components: clusters).estimate(from: input.rows(), seed: Seed(1), progress: .none)
        let start = farthestPoints(of: svd.maps.transposed, count: clusters)
        #expect(difference(start, Matrix(try input.expected().methods.fcm.far_init)) < 1e-5)
    }

    @Test func patternsOfTheNoisyInputAreTheReprojectedCentres() throws {
        let found = try FuzzyCMeans(clusters: 3).estimate(
            from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        let w = try Reference.matrix("learning/expected_c_maps.fcm_W.npy")
        #expect(difference(found.patterns, w) < 1e-5)
    }

    /// Three clusters on a plane of three scores: the first is 3 + 2a - b where the others are a and b.
    @Test func ofThreeScoresTheGridLiesInThePlaneOfTheData() throws {
        let corners = [(0.0, 0.0), (4, 0), (0, 5)]
        var points: [Double] = []
        for index in 0..<60 {
            let (a, b) = corners[index % 3]
            let (da, db) = (0.01 * Double(index % 7), 0.01 * Double(index % 5))
            points += [3 + 2 * (a + da) - (b + db), a + da, b + db]
        }
        let shape = ObservationShape(scanY: 6, scanX: 10, detectorY: 1, detectorX: 3)
        let rows = InMemoryRows(
            shape: shape, values: Matrix(rows: 60, columns: 3, elements: points.map(Float.init)))
        let found = try FuzzyCMeans(clusters: 3, svdRank: 3, starts: 5).estimate(
            from: rows, seed: Seed(1), progress: .none)
        let diagnostics = found.diagnostics
        #expect(diagnostics["grid-components"]?.elements == [1, 2])
        let grid = try #require(diagnostics["membership-grid"])
        let (x, y) = try (#require(diagnostics["grid-x"]), #require(diagnostics["grid-y"]))
        let (scores, centres) = try (#require(diagnostics["scores"]), #require(diagnostics["centres"]))
        // A rotation keeps a plane: the first score is a linear function of the other two, as three patterns fix it.
        let (p, q, r) = (scores.row(0), scores.row(1), scores.row(2))
        for (i, j) in [(0, 0), (13, 50), (40, 22)] {
            let (u, v) = (x[0, i], y[0, j])
            let determinant = (q[1] - p[1]) * (r[2] - p[2]) - (r[1] - p[1]) * (q[2] - p[2])
            let s = ((u - p[1]) * (r[2] - p[2]) - (r[1] - p[1]) * (v - p[2])) / determinant
            let t = ((q[1] - p[1]) * (v - p[2]) - (u - p[1]) * (q[2] - p[2])) / determinant
            let first = p[0] + s * (q[0] - p[0]) + t * (r[0] - p[0])
            let weights = (0..<3).map { k in
                1 / zip([first, u, v], centres.row(k)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            }
            for k in 0..<3 {
                #expect(abs(grid[k, j * 64 + i] - weights[k] / weights.reduce(0, +)) < 1e-4)
            }
        }
    }

    @Test func theMembershipGridAgreesWithTheMembershipsOfItsNodes() throws {
        let found = try FuzzyCMeans(clusters: 2).estimate(
            from: ReferenceInput.d0.rows(), seed: Seed(1), progress: .none)
        let diagnostics = found.diagnostics
        let grid = try #require(diagnostics["membership-grid"])
        let (x, y) = try (#require(diagnostics["grid-x"]), #require(diagnostics["grid-y"]))
        let (scores, centres) = try (#require(diagnostics["scores"]), #require(diagnostics["centres"]))
        #expect(grid.rows == 2 && grid.columns == 64 * 64)
        for (axis, nodes) in [x, y].enumerated() {
            let (low, high) = (scores.column(axis).min() ?? 0, scores.column(axis).max() ?? 0)
            #expect(abs(nodes[0, 0] - (low - 0.1 * (high - low))) < 1e-12)
            #expect(abs(nodes[0, 63] - (high + 0.1 * (high - low))) < 1e-12)
        }
        for (i, j) in [(0, 0), (5, 40), (63, 10), (31, 32)] {
            let d = (0..<2).map { k in
                let (dx, dy) = (x[0, i] - centres[k, 0], y[0, j] - centres[k, 1])
                return dx * dx + dy * dy
            }
            // Two clusters, m = 2: u₁ = d₂²/(d₁² + d₂²).
            #expect(abs(grid[0, j * 64 + i] - d[1] / (d[0] + d[1])) < 1e-12)
            #expect(abs(grid[1, j * 64 + i] - d[0] / (d[0] + d[1])) < 1e-12)
        }
    }

    @Test func constantDataBelongToAllClustersAlike() throws {
        let found = try FuzzyCMeans(clusters: 2).estimate(
            from: observations(Matrix(rows: 5, columns: 4, repeating: 3)), seed: Seed(1), progress: .none)
        #expect(found.maps.elements.allSatisfy { $0 == 0.5 })
        #expect(found.patterns.elements.allSatisfy { abs($0 - 3) < 1e-12 })
    }
}
