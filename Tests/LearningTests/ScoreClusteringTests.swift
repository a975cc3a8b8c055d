// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

/// Hard, elliptic, high-contrast and mixture clusterings against the reference implementation, scikit-learn and closed forms.
@Suite struct ScoreClusteringTests {
    struct Case: Decodable {
        let J: Double
        let C: [[Double]]
    }
    struct Methods: Decodable { let fcm, kmeans, rtk20, rtk50, gk_bab: Case }
    struct Input: Decodable { let methods: Methods }
    struct Toy: Decodable {
        struct Found: Decodable {
            let U, C: [[Double]]
            let J: Double
        }
        let Y, C0: [[Double]]
        let gk, gk_bab, rtk50: Found
    }
    struct Units: Decodable {
        struct Memberships: Decodable {
            let D2: [[Double]]
            let rtk: [String: [[Double]]]
        }
        let toy8: Toy
        let memberships: Memberships
    }

    static let expected: Result<[String: Input], any Error> = Result {
        try Reference.json("learning/expected.json")
    }

    static func clusters(_ input: ReferenceInput) -> Int { input == .c ? 3 : 2 }

    /// Inputs that are not counts reach a method rounded to single precision.
    static func tolerance(_ input: ReferenceInput) -> (j: Double, centre: Double) {
        input == .c ? (1e-9, 1e-7) : (1e-6, 5e-6)
    }

    func check(_ method: some ScoreClustering, _ input: ReferenceInput, _ reference: Case) throws {
        let found = try method.estimate(from: input.rows(), seed: Seed(3), progress: .none)
        let tolerance = Self.tolerance(input)
        #expect(abs((found.convergence.objective.last ?? 0) / reference.J - 1) < tolerance.j, "J on \(input)")
        #expect(found.convergence.converged)
        let centres = try #require(found.diagnostics["centres"])
        let scale = max(1, abs(reference.C[0][0]))
        #expect(difference(centres, Matrix(reference.C)) < tolerance.centre * scale, "centres on \(input)")
    }

    @Test(arguments: ReferenceInput.allCases)
    func kMeansFromTheFarthestPointsIsThatOfTheReference(_ input: ReferenceInput) throws {
        let reference = try #require(try Self.expected.get()[input.rawValue]).methods.kmeans
        let method = try KMeans(clusters: Self.clusters(input), starts: 1, seeding: .farthestFirst)
        try check(method, input, reference)
    }

    @Test func manyStartsOfKMeansReachTheBestObjectiveKnown() throws {
        struct Best: Decodable {
            struct Methods: Decodable {
                struct KMeans: Decodable { let J_best: Double }
                let kmeans: KMeans
            }
            let methods: Methods
        }
        let all = try Reference.json("learning/expected.json", as: [String: Best].self)
        let best = try #require(all["c"]).methods.kmeans.J_best
        let found = try KMeans(clusters: 3).estimate(from: ReferenceInput.c.rows(), seed: Seed(5), progress: .none)
        #expect(abs((found.convergence.objective.last ?? 0) / best - 1) < 1e-9)
        #expect(found.convergence.starts == 20 && found.convergence.startsAgreeing < 20)
    }

    @Test(arguments: ReferenceInput.allCases)
    func highContrastClusteringIsThatOfTheReference(_ input: ReferenceInput) throws {
        let reference = try #require(try Self.expected.get()[input.rawValue]).methods
        let clusters = Self.clusters(input)
        try check(HighContrastFuzzy(clusters: clusters, contrast: 0.2, starts: 5), input, reference.rtk20)
        try check(HighContrastFuzzy(clusters: clusters, contrast: 0.5, starts: 5), input, reference.rtk50)
    }

    @Test func highContrastMembershipsAreThoseOfTheReference() throws {
        let units = try Reference.json("learning/units.json", as: Units.self).memberships
        for (name, expected) in units.rtk {
            let contrast = try #require(Double(name))
            for (d2, u) in zip(units.D2, expected) {
                let found: [Double] =
                    contrast < 1
                    ? HighContrastRule(contrast: contrast).memberships(squaredDistances: d2)
                    : NearestRule().memberships(squaredDistances: d2)
                // k-means gives a pattern between centres to the first; the reference shares it.
                if contrast == 1, d2 == [3, 3, 3] { continue }
                for (a, b) in zip(found, u) { #expect(abs(a - b) < 1e-12, "contrast \(name), \(d2)") }
            }
        }
    }

    @Test func twoClustersShareOnlyBetweenTheRatiosOfDistancesThatTheContrastSets() {
        // With b = α/(2 − α), memberships are 0 and 1 exactly where d₁²/d₂² ≤ b.
        let rule = HighContrastRule(contrast: 0.5)
        let b = 1.0 / 3
        #expect(rule.memberships(squaredDistances: [b * 0.999, 1]) == [1, 0])
        #expect(rule.memberships(squaredDistances: [b * 1.001, 1])[1] > 0)
    }

    @Test func withoutContrastItIsFuzzyCMeans() throws {
        let rows = try ReferenceInput.d10.rows()
        let a = try HighContrastFuzzy(clusters: 2, contrast: 0).estimate(from: rows, seed: Seed(1), progress: .none)
        let b = try FuzzyCMeans(clusters: 2).estimate(from: rows, seed: Seed(1), progress: .none)
        #expect(difference(a.maps, b.maps) < 1e-9)
    }

    // The reference has other optima on d20.
    @Test(arguments: ReferenceInput.allCases.filter { $0 != .d20 })
    func gustafsonKesselIsThatOfTheReference(_ input: ReferenceInput) throws {
        let reference = try #require(try Self.expected.get()[input.rawValue]).methods.gk_bab
        try check(GustafsonKessel(clusters: Self.clusters(input), starts: 1, tolerance: 1e-12), input, reference)
    }

    @Test func scoresOnALineMakeGustafsonKesselFuzzyCMeans() throws {
        for input in [ReferenceInput.a, .b] {
            let fuzzy = try FuzzyCMeans(clusters: 2).estimate(from: input.rows(), seed: Seed(1), progress: .none)
            for shrinkage in [0, 0.1] {
                let found = try GustafsonKessel(clusters: 2, shrinkage: shrinkage).estimate(
                    from: input.rows(), seed: Seed(1), progress: .none)
                #expect(difference(found.maps, fuzzy.maps) < 5e-6)
            }
        }
    }

    @Test func eightPointsClusterAsInTheReference() throws {
        let toy = try Reference.json("learning/units.json", as: Units.self).toy8
        let (points, start) = (Matrix(toy.Y), Matrix(toy.C0))
        // A condition that no eigenvalue meets leaves the plain method.
        let cases: [(any ScoreClustering, Toy.Found)] = [
            (try GustafsonKessel(clusters: 2, shrinkage: 0, condition: 1e12, tolerance: 1e-13), toy.gk),
            (try GustafsonKessel(clusters: 2, tolerance: 1e-13), toy.gk_bab),
            (try HighContrastFuzzy(clusters: 2, contrast: 0.5), toy.rtk50),
        ]
        for (method, expected) in cases { try compare(method, points, start, expected) }
    }

    private func compare(
        _ method: some ScoreClustering, _ points: Matrix<Double>, _ start: Matrix<Double>, _ expected: Toy.Found
    ) throws {
        let found = try method.partition(of: points, from: start)
        #expect(difference(found.memberships, Matrix(expected.U)) < 1e-7)
        #expect(difference(found.centres, Matrix(expected.C)) < 1e-7)
        #expect(abs((found.convergence.objective.last ?? 0) / expected.J - 1) < 1e-9)
    }

    @Test func theMixtureOfNoisyScoresIsThatOfScikitLearn() throws {
        struct Mixture: Decodable {
            let negativeLogLikelihood: Double
            let weights: [Double]
            let means: [[Double]]
            let probabilities_row_315: [Double]
        }
        let expected = try Reference.json("learning/gaussian_mixture.json", as: Mixture.self)
        let method = try GaussianMixture(clusters: 3, starts: 1, tolerance: 1e-10)
        let found = try method.estimate(from: ReferenceInput.c.rows(), seed: Seed(1), progress: .none)
        let objective = try #require(found.convergence.objective.last)
        // The scores that scikit-learn was given are stored in single precision.
        #expect(abs(objective / expected.negativeLogLikelihood - 1) < 1e-8)
        let centres = try #require(found.diagnostics["centres"])
        #expect(difference(centres, Matrix(expected.means)) < 1e-4)
        for k in 0..<3 {
            #expect(abs(found.maps.row(k).reduce(0, +) / 600 - expected.weights[k]) < 1e-6)
            #expect(abs(found.maps[k, 315] - expected.probabilities_row_315[k]) < 1e-6)
        }
    }

    @Test func aMixtureOfTwoNormalClassesFindsTheirMeansAndShares() throws {
        var stream = Seed(9).stream("mixture")
        var points = Matrix<Double>(rows: 4000, columns: 2)
        for row in 0..<4000 {
            let (x, y) = (stream.normal(), stream.normal())
            let isFirst = row % 4 == 0
            points[row, 0] = isFirst ? 8 + x : x
            points[row, 1] = isFirst ? 0.5 * y : 3 * y
        }
        let found = try GaussianMixture(clusters: 2).partition(of: points, from: Matrix([[8, 0], [0, 0]]))
        // Means of 1000 and 3000 draws of standard deviations 1 and 3: errors of about 0.03 and 0.06.
        #expect(difference(found.centres, Matrix([[8, 0], [0, 0]])) < 0.2)
        let share: Double = found.memberships.column(0).reduce(0, +) / 4000
        #expect(abs(share - 0.25) < 0.01)
    }

    @Test func wherePointsLieOnTheirCentresEveryStartAgreesOnNothingLeft() throws {
        // Three heaps of equal whole numbers: the sum of squares is 0, of which every fraction is 0.
        let heaps: [[Double]] = [[0, 0], [1000, 8], [2000, 16]]
        let points = Matrix<Double>((0..<30).map { heaps[$0 % 3] })
        let found = try KMeans(clusters: 3, starts: 10).partition(
            of: points, rule: NearestRule(), seed: Seed(2), progress: .none)
        #expect(found.convergence.objective.last == 0)
        #expect(found.convergence.starts == 10 && found.convergence.startsAgreeing == 10)
    }

    @Test func kMeansPlusPlusDrawsDistantPointsAndFarthestFirstIsDeterministic() throws {
        // Three heaps far apart: all but a vanishing share of draws take one point of each.
        let points = Matrix<Double>((0..<30).map { row -> [Double] in [Double(1000 * (row % 3)), 0.01 * Double(row)] })
        let found = try KMeans(clusters: 3, starts: 10).partition(
            of: points, rule: NearestRule(), seed: Seed(2), progress: .none)
        #expect(found.convergence.startsAgreeing == 10)
        let reference = Matrix<Double>([[0, 0.135], [1000, 0.145], [2000, 0.155]])
        for centre in 0..<3 {
            #expect(
                (0..<3).contains { difference(Matrix([found.centres.row($0)]), Matrix([reference.row(centre)])) < 1e-9 }
            )
        }
    }
}
