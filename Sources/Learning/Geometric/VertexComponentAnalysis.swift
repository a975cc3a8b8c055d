public import Arrays
import Glibc

/// Vertex component analysis (Nascimento & Bioucas Dias, IEEE Trans. Geosci. Remote Sens. 43, 898, 2005): patterns are
/// projected on a flat; then, one after another, the pattern that lies farthest along a random direction at right angles to
/// those before is a corner of the simplex.
///
/// `automatic` chooses the projection by the signal-to-noise ratio as published: divided by the projection on the mean
/// (projective) above 15 + 10·lg L decibels, else scores about the mean (affine). Of several starts, which
/// differ in their directions, the largest simplex wins.
public struct VertexComponentAnalysis: PurePatternSearch {
    public static let name = "vca"
    public static let title = "Vertex component analysis"
    public static let summary = "Observed patterns at the corners of the data, and abundances that sum to 1"
    public static let options = [
        MethodOption("components", default: "2", "number of pure patterns, 1 or more"),
        MethodOption("projection", default: "automatic", "automatic, projective or affine"),
        MethodOption("starts", default: "10", "number of sets of directions, of which the largest volume wins"),
    ]
    public static let traits: MethodTraits = [
        .nonNegativeMaps, .mapsSumToOne, .monotoneObjective, .rowPermutation, .scaledPatterns, .exactAtFullRank,
    ]

    /// Where the corners are looked for.
    public enum Projection: String, Sendable, Codable, CaseIterable {
        case automatic, projective, affine
    }

    public let components: Int
    public let projection: Projection
    public let starts: Int

    public init() { (components, projection, starts) = (2, .automatic, 10) }

    /// - Throws: `LearningError.badOption`.
    public init(components: Int, projection: Projection = .automatic, starts: Int = 10) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        try check.positive(components, "components")
        try check.positive(starts, "starts")
        (self.components, self.projection, self.starts) = (components, projection, starts)
    }

    enum CodingKeys: String, CodingKey {
        case components, projection, starts
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            components: container.decode(.components, default: Self().components),
            projection: container.decodeName(
                .projection, default: Self().projection, OptionCheck(method: Self.name)),
            starts: container.decode(.starts, default: Self().starts))
    }

    /// The objective is less the volume of the simplex in the projection.
    ///
    /// - Throws: `LearningError`, `Cancelled`, `LinearAlgebraError`.
    public func estimate(from observations: some RowSource, seed: Seed, progress: Progress) throws -> Unmixing {
        try unmixed(observations, seed: seed, progress: progress)
    }

    func selection<Source: RowSource>(
        from observations: Source, read: ReadObservations<Source>, seed: Seed, progress: Progress
    ) throws -> PureSelection {
        let triplets = try SingularTriplets(
            of: read, rank: components, scree: screeLength, seed: seed, progress: progress)
        let points = try projected(read, triplets, seed: seed, progress: progress)
        var selections: [(positions: [Int], history: [Double])] = []
        for index in 0..<starts {
            var stream = seed.stream("vca start \(index)")
            let directions = Matrix(
                rows: components, columns: components,
                elements: (0..<components * components).map { _ in stream.normal() })
            let corners = vertices(of: points, directions: directions)
            selections.append((corners, [-abs(determinant(Matrix(corners.map { points.row($0) })))]))
            try progress.report(Double(index + 1) / Double(starts), "\(Self.title), \(index + 1) of \(starts) starts")
        }
        let found = best(of: selections)
        return PureSelection(
            positions: found.positions, convergence: found.convergence, diagnostics: triplets.diagnostics)
    }

    /// Scan position × component.
    private func projected<Source>(
        _ read: ReadObservations<Source>, _ triplets: SingularTriplets, seed: Seed, progress: Progress
    ) throws -> Matrix<Double> {
        if projection == .projective { return Self.projective(triplets.scores) }
        let affine = try AffineScores(of: read, rank: components, seed: seed, progress: progress)
        if projection == .automatic {
            let count = Double(triplets.scores.rows)
            let whole = triplets.squaredNorm / count
            let inFlat = affine.scores.squaredNorm / count + affine.meanSquaredNorm
            let pixels = Double(triplets.patterns.columns)
            let signal = inFlat - Double(components) / pixels * whole
            let noise = whole - inFlat
            let threshold = 15 + 10 * log10(Double(components))
            // Without noise the ratio has no bound, and the projective way is meant.
            if noise <= 1e-12 * whole || 10 * log10(max(signal, 1e-300) / noise) > threshold {
                return Self.projective(triplets.scores)
            }
        }
        var points = affine.scores
        let height = (0..<points.rows).map { points.row($0).dropLast().reduce(0) { $0 + $1 * $1 } }.max() ?? 0
        for i in 0..<points.rows { points[i, components - 1] = height > 0 ? height.squareRoot() : 1 }
        return points
    }

    /// y/(y·ȳ); a pattern at right angles to the mean, such as an empty one, lies at the origin and is never a corner.
    package static func projective(_ scores: Matrix<Double>) -> Matrix<Double> {
        let centre = mean(of: scores)
        let along = Matrix.product(scores, centre, transposingSecond: true).elements
        let negligible = 1e-12 * along.reduce(0) { max($0, abs($1)) }
        var points = scores
        for i in 0..<points.rows {
            for a in 0..<points.columns { points[i, a] = abs(along[i]) > negligible ? points[i, a] / along[i] : 0 }
        }
        return points
    }
}

/// The corners that random directions (one a row, as many as coordinates) lead to.
package func vertices(of points: Matrix<Double>, directions: Matrix<Double>) -> [Int] {
    let width = points.columns
    var corners: [Int] = []
    var spanned: [[Double]] = []
    // The search begins at right angles to the last coordinate.
    var last = [Double](repeating: 0, count: width)
    last[width - 1] = 1
    for index in 0..<width {
        var direction = directions.row(index)
        for _ in 0..<2 {
            for other in index == 0 ? [last] : spanned {
                let along = zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }
                for a in 0..<width { direction[a] -= along * other[a] }
            }
        }
        let lengths = Matrix.product(points, Matrix([direction]), transposingSecond: true).elements.map { abs($0) }
        // One component has no direction left at right angles: any pattern serves, and the first is taken.
        let free = lengths.indices.filter { !corners.contains($0) }
        guard let corner = free.max(by: { lengths[$0] < lengths[$1] }) else { break }
        corners.append(corner)
        var added = points.row(corner)
        let size = added.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for _ in 0..<2 {
            for other in spanned {
                let along = zip(added, other).reduce(0) { $0 + $1.0 * $1.1 }
                for a in 0..<width { added[a] -= along * other[a] }
            }
        }
        let norm = added.reduce(0) { $0 + $1 * $1 }.squareRoot()
        // A corner that depends on those before spans nothing new.
        if norm > 1e-10 * size, size > 0 { spanned.append(added.map { $0 / norm }) }
    }
    return corners
}
