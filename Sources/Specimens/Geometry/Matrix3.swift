internal import Glibc

/// A 3 × 3 matrix of Double, held by its rows.
package struct Matrix3: Sendable, Equatable {
    package let rows: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)

    package init(rows first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) {
        rows = (first, second, third)
    }

    package init(columns first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) {
        self = Matrix3(rows: first, second, third).transposed
    }

    package static let identity = Matrix3(rows: [1, 0, 0], [0, 1, 0], [0, 0, 1])

    package var transposed: Matrix3 {
        Matrix3(
            rows: [rows.0.x, rows.1.x, rows.2.x], [rows.0.y, rows.1.y, rows.2.y], [rows.0.z, rows.1.z, rows.2.z])
    }

    package var determinant: Double { dot(rows.0, cross(rows.1, rows.2)) }

    /// The inverse; the caller makes sure that the determinant is not zero.
    package var inverse: Matrix3 {
        let scale = 1 / determinant
        return Matrix3(
            columns: cross(rows.1, rows.2) * scale, cross(rows.2, rows.0) * scale, cross(rows.0, rows.1) * scale)
    }

    package var minusIdentity: Matrix3 {
        Matrix3(rows: rows.0 - [1, 0, 0], rows.1 - [0, 1, 0], rows.2 - [0, 0, 1])
    }

    /// The largest |M v|/|v|: the root of the largest eigenvalue of MᵀM, in closed form (O. K. Smith 1961, CACM 4, 168).
    package var largestSingularValue: Double {
        let square = transposed * self
        let (a, b, c) = square.rows
        let mean = (a.x + b.y + c.z) / 3
        let offDiagonal = a.y * a.y + a.z * a.z + b.z * b.z
        let diagonal = [a.x - mean, b.y - mean, c.z - mean].reduce(0) { $0 + $1 * $1 }
        let spread = ((diagonal + 2 * offDiagonal) / 6).squareRoot()
        guard spread > 1e-300 else { return max(mean, 0).squareRoot() }
        let shifted = Matrix3(
            rows: (a - [mean, 0, 0]) / spread, (b - [0, mean, 0]) / spread, (c - [0, 0, mean]) / spread)
        let angle = acos(min(max(shifted.determinant / 2, -1), 1)) / 3
        return max(mean + 2 * spread * cos(angle), 0).squareRoot()
    }

    package static func * (matrix: Matrix3, vector: SIMD3<Double>) -> SIMD3<Double> {
        [dot(matrix.rows.0, vector), dot(matrix.rows.1, vector), dot(matrix.rows.2, vector)]
    }

    package static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
        let columns = b.transposed.rows
        return Matrix3(columns: a * columns.0, a * columns.1, a * columns.2)
    }

    package static func == (a: Matrix3, b: Matrix3) -> Bool { a.rows == b.rows }

    /// The rotation about the unit vector `axis`, right-handed, by the angle with this cosine and sine (Rodrigues' formula).
    package static func rotation(about axis: SIMD3<Double>, cosine: Double, sine: Double) -> Matrix3 {
        func turned(_ vector: SIMD3<Double>) -> SIMD3<Double> {
            vector * cosine + cross(axis, vector) * sine + axis * (dot(axis, vector) * (1 - cosine))
        }
        return Matrix3(columns: turned([1, 0, 0]), turned([0, 1, 0]), turned([0, 0, 1]))
    }
}

package func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

package func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
}

package func norm(_ a: SIMD3<Double>) -> Double { dot(a, a).squareRoot() }

package func normalized(_ a: SIMD3<Double>) -> SIMD3<Double> { a / norm(a) }

/// What of a direction lies across the beam, which runs along z.
package func acrossBeam(_ a: SIMD3<Double>) -> SIMD2<Double> { [a.x, a.y] }

package func norm(_ a: SIMD2<Double>) -> Double { (a.x * a.x + a.y * a.y).squareRoot() }

/// Where a point lies from an axis, a unit vector: (across, along).
package func place(_ point: SIMD2<Double>, fromAxis axis: SIMD2<Double>) -> SIMD2<Double> {
    [point.x * axis.y - point.y * axis.x, point.x * axis.x + point.y * axis.y]
}
