internal import Glibc

/// A unit cell of any crystal system: edges in Å, angles in rad.
///
/// Crystal Cartesian axes: a along x, b in the xy plane, c* along z. Reciprocal lengths are |g| = 1/d, without 2π.
public struct UnitCell: Sendable, Equatable {
    public let a: Double
    public let b: Double
    public let c: Double
    public let alpha: Double
    public let beta: Double
    public let gamma: Double
    /// a, b, c as columns, Å.
    package let direct: Matrix3
    /// a*, b*, c* as rows, Å⁻¹: the inverse of `direct`.
    package let inverse: Matrix3

    /// Edges of what anybody could mean, Å.
    private static let edges = 0.1...1e5

    /// - Throws: `SpecimenError` when an edge is not positive or far from any crystal's, or the angles enclose no volume.
    public init(
        a: Double, b: Double, c: Double, alpha: Double = .pi / 2, beta: Double = .pi / 2, gamma: Double = .pi / 2
    ) throws(SpecimenError) {
        guard [a, b, c].allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .impossibleCell(file: nil, reason: "an edge is not positive; give a, b and c in Å")
        }
        guard [a, b, c].allSatisfy(Self.edges.contains) else {
            throw .impossibleCell(file: nil, reason: "an edge is not between 0.1 and 100000 Å; give a, b and c in Å")
        }
        // Right angles are exact, so that orthogonal axes have no rounding in them.
        func cosine(_ angle: Double) -> Double { angle == .pi / 2 ? 0 : cos(angle) }
        let (cosAlpha, cosBeta, cosGamma) = (cosine(alpha), cosine(beta), cosine(gamma))
        let squares = cosAlpha * cosAlpha + cosBeta * cosBeta + cosGamma * cosGamma
        let gram = 1 - squares + 2 * cosAlpha * cosBeta * cosGamma
        guard [alpha, beta, gamma].allSatisfy({ $0 > 0 && $0 < .pi }), gram > 1e-12 else {
            throw .impossibleCell(file: nil, reason: "the angles enclose no volume; give α, β and γ of a real cell")
        }
        (self.a, self.b, self.c) = (a, b, c)
        (self.alpha, self.beta, self.gamma) = (alpha, beta, gamma)
        let sinGamma = (1 - cosGamma * cosGamma).squareRoot()
        direct = Matrix3(
            columns: [a, 0, 0], [b * cosGamma, b * sinGamma, 0],
            [c * cosBeta, c * (cosAlpha - cosBeta * cosGamma) / sinGamma, c * gram.squareRoot() / sinGamma])
        inverse = direct.inverse
    }

    /// The cell that three edges span, Å; a along x and b in the xy plane, however they were turned.
    ///
    /// - Throws: `SpecimenError` when they enclose no volume, or are left-handed.
    package init(edges: [SIMD3<Double>]) throws(SpecimenError) {
        guard dot(edges[0], cross(edges[1], edges[2])) > 0 else {
            throw .impossibleCell(file: nil, reason: "the edges are no right-handed triple; exchange two of them")
        }
        func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
            let product = dot(a, b)
            return abs(product) < 1e-12 * norm(a) * norm(b) ? .pi / 2 : acos(product / (norm(a) * norm(b)))
        }
        try self.init(
            a: norm(edges[0]), b: norm(edges[1]), c: norm(edges[2]), alpha: angle(edges[1], edges[2]),
            beta: angle(edges[0], edges[2]), gamma: angle(edges[0], edges[1]))
    }

    /// The edges a, b, c in crystal Cartesian axes, Å.
    public var directBasis: [SIMD3<Double>] {
        let columns = direct.transposed.rows
        return [columns.0, columns.1, columns.2]
    }

    /// The reciprocal edges a*, b*, c* in crystal Cartesian axes, Å⁻¹ (a·a* = 1).
    public var reciprocalBasis: [SIMD3<Double>] { [inverse.rows.0, inverse.rows.1, inverse.rows.2] }

    /// Å³.
    public var volume: Double { direct.determinant }

    /// The vector u a + v b + w c in crystal Cartesian axes, Å.
    public func cartesian(_ fractional: SIMD3<Double>) -> SIMD3<Double> { direct * fractional }

    /// The vector h a* + k b* + l c* in crystal Cartesian axes, Å⁻¹.
    public func reciprocal(_ indices: SIMD3<Double>) -> SIMD3<Double> { inverse.transposed * indices }

    /// The spacing d = 1/|g| of the planes (hkl), Å; infinite for 0 0 0.
    public func spacing(_ indices: MillerIndices) -> Double { 1 / norm(reciprocal(indices.vector)) }
}
