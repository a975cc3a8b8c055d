import Arrays
import Glibc

/// Maps without detail finer than the probe resolves: their cosine series along both axes of the scan, cut at a shortest period.
///
/// A cosine series continues a map by reflection at its edges, so nothing wraps around. Cutting it is a projection: a map that
/// has been cut stays as it is.
struct MapResolution {
    private let alongY: Matrix<Double>
    private let alongX: Matrix<Double>

    /// - Parameter period: shortest period kept, in scan steps; 2 keeps all.
    init(_ shape: ObservationShape, period: Double) {
        alongY = Self.projection(shape.scanY, period)
        alongX = Self.projection(shape.scanX, period)
    }

    /// Component × scan position, cut, and what that leaves below zero set to zero.
    func limited(_ maps: Matrix<Double>) -> Matrix<Double> {
        let (height, width) = (alongY.rows, alongX.rows)
        var result = maps
        for t in 0..<maps.rows {
            let map = Matrix(rows: height, columns: width, elements: maps.row(t))
            let cut = Matrix.product(.product(alongY, map), alongX)
            for i in 0..<maps.columns { result[t, i] = max(0, cut.elements[i]) }
        }
        return result
    }

    /// Σ_k c_k c_kᵀ over the cosines c_k, of period 2n/k, that are kept.
    private static func projection(_ n: Int, _ period: Double) -> Matrix<Double> {
        let count = min(n, Int((2 * Double(n) / period).rounded(.down)) + 1)
        var cosines = Matrix<Double>(rows: count, columns: n)
        for k in 0..<count {
            let norm = ((k == 0 ? 1.0 : 2.0) / Double(n)).squareRoot()
            for i in 0..<n { cosines[k, i] = norm * cos(.pi * Double(k) * (Double(i) + 0.5) / Double(n)) }
        }
        return .product(cosines, cosines, transposingFirst: true)
    }
}
