// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Names of the reference files' keys keep their form.

import Arrays
import Learning
import TestSupport
import Testing

/// Successive projection, N-FINDR and vertex component analysis.
@Suite struct PurePatternTests {
    struct Chosen: Decodable {
        let idx: [Int]
        let loadings: Expected.Loadings
    }
    struct Simplex: Decodable {
        let idx: [Int]
        let volume: Double
    }
    struct Directed: Decodable {
        let idx: [Int]
        let dirs: [[Double]]
    }
    struct Methods: Decodable {
        let spa_fcls: Chosen
        let nfindr_fcls: Simplex
        let vca_fcls: Directed
    }
    struct Input: Decodable { let methods: Methods }
    static let expected: Result<[String: Input], any Error> = Result {
        try Reference.json("learning/expected.json")
    }

    static func reference(_ input: ReferenceInput) throws -> Methods {
        try #require(try expected.get()[input.rawValue]).methods
    }

    static func components(_ input: ReferenceInput) -> Int { input == .c ? 3 : 2 }

    func positions(_ found: Unmixing) throws -> [Int] {
        try #require(found.diagnostics["positions"]).elements.map { Int($0) }
    }

    /// Equal patterns are one pattern: the first of them.
    func firstEqual(_ positions: [Int], in x: Matrix<Double>) -> [Int] {
        positions.map { p in (0..<x.rows).first { x.row($0) == x.row(p) } ?? p }
    }

    @Test(arguments: ReferenceInput.allCases)
    func successiveProjectionTakesThePatternsOfTheReference(_ input: ReferenceInput) throws {
        let reference = try Self.reference(input).spa_fcls
        let found = try SuccessiveProjection(components: Self.components(input)).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        let x = try input.matrix()
        #expect(firstEqual(try positions(found), in: x) == firstEqual(reference.idx, in: x))
        if let loadings = reference.loadings.all { #expect(difference(found.maps.transposed, Matrix(loadings)) < 1e-5) }
    }

    @Test(arguments: ReferenceInput.allCases)
    func nFindrTakesTheLargestSimplexOfTheReference(_ input: ReferenceInput) throws {
        let reference = try Self.reference(input).nfindr_fcls
        let found = try NFindr(components: Self.components(input)).estimate(
            from: input.rows(), seed: Seed(1), progress: .none)
        // Inputs that are not counts are rounded to single precision.
        let tolerance = input == .c ? 1e-9 : 1e-6
        #expect(abs(-(found.convergence.objective.last ?? 0) / reference.volume - 1) < tolerance)
        let x = try input.matrix()
        #expect(Set(firstEqual(try positions(found), in: x)) == Set(firstEqual(reference.idx, in: x)))
    }

    @Test(arguments: ReferenceInput.allCases)
    func verticesAlongGivenDirectionsAreThoseOfTheReference(_ input: ReferenceInput) throws {
        let reference = try Self.reference(input).vca_fcls
        let count = Self.components(input)
        let svd = try TruncatedSVD(components: count).estimate(from: input.rows(), seed: Seed(1), progress: .none)
        let points = VertexComponentAnalysis.projective(svd.maps.transposed)
        let found = vertices(of: points, directions: Matrix(reference.dirs))
        let x = try input.matrix()
        // On a and b every pattern of a pure phase is the same but for rounding.
        #expect(firstEqual(found, in: x) == firstEqual(reference.idx, in: x))
    }

    @Test(arguments: [VertexComponentAnalysis.Projection.automatic, .projective, .affine])
    func verticesOfExactMixturesAreThePurePatterns(_ projection: VertexComponentAnalysis.Projection) throws {
        // Three patterns, mixed on a simplex whose corners are positions 4, 11 and 17 only.
        var stream = Seed(21).stream("patterns")
        let w = Matrix<Double>(rows: 3, columns: 40, elements: (0..<120).map { _ in 10 * stream.uniform() })
        let z = Matrix<Double>(
            (0..<25).map { i -> [Double] in
                if let corner = [4: 0, 11: 1, 17: 2][i] { return (0..<3).map { $0 == corner ? 1 : 0 } }
                let parts = (0..<3).map { _ in 0.1 + stream.uniform() }
                return parts.map { $0 / parts.reduce(0, +) }
            })
        let rows = observations(.product(z, w), rowsPerBlock: 4)
        let methods: [any MixtureMethod] = [
            try VertexComponentAnalysis(components: 3, projection: projection), try NFindr(components: 3),
            try SuccessiveProjection(components: 3),
        ]
        for method in methods {
            let found = try method.estimate(from: rows, seed: Seed(4), progress: .none) as any MixtureEstimate
            #expect(Set(try #require(found.diagnostics["positions"]).elements) == [4, 11, 17])
            for i in 0..<25 {
                // The order of the sources is the method's.
                #expect(
                    zip(found.maps.column(i).sorted(), z.row(i).sorted()).allSatisfy { abs($0 - $1) < 1e-4 })
            }
        }
    }

    @Test func aSimplexIsAsLargeAsItsDeterminant() {
        // The unit triangle has area 1/2; the farthest corners of a square's four are any three of them, area 1/2 too.
        let square = Matrix<Double>([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]])
        let found = largestSimplex(square, from: [4, 0, 1])
        #expect(abs((found.history.last ?? 0) + 0.5) < 1e-15)
        #expect(!found.positions.contains(4))
        #expect(zip(found.history, found.history.dropFirst()).allSatisfy { $1 < $0 })
    }

    @Test func dependentPatternsAreFollowedByTheFirstPositionsThatAreFree() throws {
        let one = observations(Matrix(rows: 4, columns: 5, repeating: 2))
        for method in [try SuccessiveProjection(components: 3) as any MixtureMethod, try NFindr(components: 3)] {
            let found = try method.estimate(from: one, seed: Seed(1), progress: .none) as any MixtureEstimate
            #expect(try #require(found.diagnostics["positions"]).elements.sorted() == [0, 1, 2])
            for i in 0..<4 { #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12) }
        }
    }
}
