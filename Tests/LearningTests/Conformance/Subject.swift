import Arrays
import Learning
import TestSupport
import Testing

/// A method under the conformance suite: every one of the catalogue with its default options, and some that differ.
struct Subject: Sendable, CustomTestStringConvertible {
    let label: String
    let method: any CataloguedMethod
    /// What the method says of itself; of a preprocessed one, what holds of the method inside.
    let traits: MethodTraits

    var testDescription: String { label }
    var sources: Int { 2 }

    static let all: [Subject] =
        MethodCatalogue.all.map { Subject(label: $0.name, method: $0.init(), traits: $0.traits) } + variants

    private static var variants: [Subject] {
        let made: [(String, () throws -> any CataloguedMethod, MethodTraits)] = [
            (
                "k-means, farthest points", { try KMeans(clusters: 2, starts: 1, seeding: .farthestFirst) },
                KMeans.traits
            ),
            ("k-means, random", { try KMeans(clusters: 2, seeding: .random) }, KMeans.traits),
            ("fuzzy-c-means, m = 1.5", { try FuzzyCMeans(clusters: 2, fuzzifier: 1.5) }, FuzzyCMeans.traits),
            (
                "gustafson-kessel, clipped", { try GustafsonKessel(clusters: 2, shrinkage: 0) },
                GustafsonKessel.traits
            ),
            (
                "vca, affine", { try VertexComponentAnalysis(components: 2, projection: .affine) },
                VertexComponentAnalysis.traits
            ),
            (
                "nmf, random starts", { try NMF(components: 2, start: .random, starts: 3) },
                NMF.traits.subtracting(.rowPermutation)
            ),
            (
                "preprocessed, masked root of fuzzy-c-means",
                { try Preprocessed(FuzzyCMeans(), scale: .root, maskRadius: 1.5) },
                [.nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns]
            ),
            (
                "preprocessed, Poisson weights of svd", { try Preprocessed(TruncatedSVD(), weighting: .poisson) },
                [.rowPermutation]
            ),
            (
                "preprocessed, nmf behind svd", { try Preprocessed(NMF(), svdRank: 2, patterns: .reprojected) },
                [.nonNegativePatterns, .nonNegativeMaps, .monotoneObjective, .rowPermutation, .scaledPatterns]
            ),
        ]
        return made.compactMap { label, make, traits in
            (try? make()).map { Subject(label: label, method: $0, traits: traits) }
        }
    }

    func estimate(_ rows: some RowSource, seed: UInt64 = 4, progress: Progress = .none) throws -> any MixtureEstimate {
        try Self.open(method, rows, seed, progress)
    }

    private static func open<Method: CataloguedMethod>(
        _ method: Method, _ rows: some RowSource, _ seed: UInt64, _ progress: Progress
    ) throws -> any MixtureEstimate {
        try method.estimate(from: rows, seed: Seed(seed), progress: progress)
    }
}

/// Two sources found in another order are the same answer.
func sourceOrder(_ a: Matrix<Double>, like b: Matrix<Double>) -> [Int] {
    guard a.rows == 2, b.rows == 2 else { return Array(0..<a.rows) }
    func distance(_ i: Int, _ j: Int) -> Double { zip(a.row(i), b.row(j)).reduce(0) { $0 + abs($1.0 - $1.1) } }
    return distance(0, 0) + distance(1, 1) <= distance(1, 0) + distance(0, 1) ? [0, 1] : [1, 0]
}

extension Matrix<Double> {
    func rows(_ order: [Int]) -> Matrix { Matrix(order.map(row)) }
    func times(_ factor: Double) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map { factor * $0 })
    }
    var largest: Double { elements.reduce(0) { Swift.max($0, abs($1)) } }
}

/// Counts of two patterns that change over along a line, without anything repeated: what methods see in practice.
func noisyBoundary() -> Matrix<Double> {
    var stream = Seed(77).stream("conformance")
    let patterns = (0..<2).map { _ in (0..<36).map { _ in 4 + 60 * stream.uniform() * stream.uniform() } }
    return Matrix(
        (0..<24).map { i in
            let share = min(1, max(0, (Double(i) - 7) / 9))
            return (0..<36).map { c in
                Double(stream.poisson(mean: (1 - share) * patterns[0][c] + share * patterns[1][c]))
            }
        })
}

/// A scan of patterns of 6 × 6 pixels.
func squareObservations(_ x: Matrix<Double>, rowsPerBlock: Int? = nil) -> InMemoryRows {
    InMemoryRows(
        shape: ObservationShape(scanY: 1, scanX: x.rows, detectorY: 6, detectorX: 6), values: x.converted(),
        rowsPerBlock: rowsPerBlock)
}
