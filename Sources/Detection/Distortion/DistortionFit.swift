import Glibc
import Quantities

/// The distortion that measured spot positions tell of, by least squares about the direct beam.
public struct DistortionFit: Sendable {
    /// Rounded to 0.001 % and 0.001 deg, so that what is printed is what is applied.
    public let distortion: Distortion
    /// Pixels a unit of the known positions, or the radius of the ring in pixels, with the distortion undone.
    public let scale: Double
    /// Root mean square of what is left, pixels: over positions of a lattice, over radii of a ring.
    public let residual: Double
    public let count: Int

    /// From spots whose reciprocal-space positions are known: p = A k by linear least squares, and A = scale · stretch ·
    /// turn by polar decomposition.
    ///
    /// - Parameters:
    ///   - measured: (x, y) of each spot from the direct beam, pixels.
    ///   - known: its (kx, ky), in any one unit, with the detector's senses.
    /// - Throws: `DetectionError.badSpots`.
    public init(measured: [SIMD2<Double>], known: [SIMD2<Double>]) throws(DetectionError) {
        guard measured.count == known.count else {
            throw .lengthsDiffer(what: "the list of spots", count: measured.count, expected: known.count)
        }
        let squares = zip(known, known).reduce(Square()) { $0 + Square($1.0, $1.1) }
        guard measured.count >= 2, squares.determinant > 1e-6 * squares.trace * squares.trace else {
            throw .badSpots(
                problem: "the known positions lie on one line through the direct beam",
                mend: "give two spots or more in different directions")
        }
        let map = zip(measured, known).reduce(Square()) { $0 + Square($1.0, $1.1) } * squares.inverse
        guard map.determinant > 0, map.determinant.isFinite else {
            throw .badSpots(
                problem: "the known positions are a mirror image of the measured ones",
                mend: "give kx to the right and ky downwards, as columns and rows grow")
        }
        let stretched = Ellipse(map * map.transposed * (1 / map.determinant))
        let turn = stretched.root.inverse * map
        distortion = try Self.distortion(stretched, angle: atan2(turn.yx - turn.xy, turn.xx + turn.yy))
        scale = map.determinant.squareRoot()
        let (distortion, scale) = (distortion, scale)
        residual = Self.rootMeanSquare(
            zip(measured, known).map { measured, known in
                let rest = measured - distortion.apply(scale * known)
                return (rest * rest).sum()
            })
        count = measured.count
    }

    /// From spots that lie on one circle about the direct beam when nothing is distorted, such as equivalent reflections or
    /// a ring: pᵀ M p = 1 by linear least squares. A turn cannot be seen from these.
    ///
    /// - Parameter ring: (x, y) of each spot from the direct beam, pixels.
    /// - Throws: `DetectionError.badSpots`.
    public init(ring: [SIMD2<Double>]) throws(DetectionError) {
        let mean = ring.reduce(0) { $0 + ($1 * $1).sum() } / Double(max(1, ring.count))
        // The unknowns are the xx, xy and yy of M times the mean squared radius.
        let rows = ring.map { p in SIMD3(p.x * p.x, 2 * p.x * p.y, p.y * p.y) / mean }
        guard mean > 0, mean.isFinite, let solution = Self.leastSquares(rows) else {
            throw .badSpots(
                problem: "the positions lie in fewer than three directions from the direct beam",
                mend: "give three spots or more, of which no two are opposite")
        }
        let shape = Square(xx: solution.x, xy: solution.y, yx: solution.y, yy: solution.z)
        guard shape.determinant > 0, shape.trace > 0 else {
            throw .badSpots(
                problem: "the positions lie on no ellipse about the direct beam",
                mend: "give spots of one circle, and the direct beam's place with --centre")
        }
        let stretched = Ellipse(shape.inverse * shape.determinant.squareRoot())
        distortion = try Self.distortion(stretched, angle: nil)
        scale = (mean / shape.determinant.squareRoot()).squareRoot()
        let (distortion, scale) = (distortion, scale)
        residual = Self.rootMeanSquare(
            ring.map { p in
                let round = distortion.undo(p)
                let rest = (round * round).sum().squareRoot() - scale
                return rest * rest
            })
        count = ring.count
    }

    /// Least squares of rows · u = 1 by normal equations; nil where they are singular.
    private static func leastSquares(_ rows: [SIMD3<Double>]) -> SIMD3<Double>? {
        func column(_ index: Int) -> SIMD3<Double> { rows.reduce(SIMD3()) { $0 + $1[index] * $1 } }
        let (a, b, c) = (column(0), column(1), column(2))
        let right = rows.reduce(SIMD3()) { $0 + $1 }
        let determinant = (a * cross(b, c)).sum()
        guard rows.count >= 3, abs(determinant) > 1e-9 * a.x * b.y * c.z else { return nil }
        return SIMD3(
            (right * cross(b, c)).sum(), (right * cross(c, a)).sum(), (right * cross(a, b)).sum()) / determinant
    }

    private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }

    private static func rootMeanSquare(_ squares: [Double]) -> Double {
        (squares.reduce(0, +) / Double(max(1, squares.count))).squareRoot()
    }

    private static func distortion(_ ellipse: Ellipse, angle: Double?) throws(DetectionError) -> Distortion {
        guard ellipse.ratio <= 2 else {
            throw .badSpots(
                problem: "the positions would need a stretch of more than 100 %",
                mend: "check the positions and the direct beam's place")
        }
        do {
            let ellipticity = try Ellipticity(
                stretch: Fraction(rounded(100 * (ellipse.ratio - 1)), "%"),
                axis: Angle(rounded(degrees(ellipse.axis)), "deg"))
            guard let angle else { return try Distortion(ellipticity: ellipticity) }
            return try Distortion(rotation: Angle(rounded(degrees(angle)), "deg"), ellipticity: ellipticity)
        } catch {
            throw .badSpots(problem: "the fit gives no number", mend: "check the positions")
        }
    }

    private static func degrees(_ angle: Double) -> Double { angle * 180 / .pi }
    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
