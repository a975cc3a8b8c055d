package import Arrays

/// Exact solutions of systems with as many unknowns as there are end members: two, three, rarely more.
package enum SmallSystems {
    /// The most unknowns for which every support is tried.
    package static let mostUnknowns = 12

    /// The x with A·x = b, by elimination with pivoting; nil when A is singular (pivot below 1e-13 of the largest
    /// element).
    package static func solve(_ a: Matrix<Double>, _ b: [Double]) -> [Double]? {
        let n = b.count
        var (a, x) = (a, b)
        let smallest = 1e-13 * (a.elements.map(abs).max() ?? 0)
        for column in 0..<n {
            guard let pivot = (column..<n).max(by: { abs(a[$0, column]) < abs(a[$1, column]) }),
                abs(a[pivot, column]) > smallest
            else { return nil }
            if pivot != column {
                for k in 0..<n { (a[pivot, k], a[column, k]) = (a[column, k], a[pivot, k]) }
                x.swapAt(pivot, column)
            }
            for row in column + 1..<max(n, column + 1) {
                let factor = a[row, column] / a[column, column]
                guard factor != 0 else { continue }
                for k in column..<n { a[row, k] -= factor * a[column, k] }
                x[row] -= factor * x[column]
            }
        }
        for row in (0..<n).reversed() {
            for k in row + 1..<max(n, row + 1) { x[row] -= a[row, k] * x[k] }
            x[row] /= a[row, row]
        }
        return x
    }

    /// Non-negative least squares from the normal equations: the x ≥ 0 that minimises xᵀGx/2 - bᵀx.
    ///
    /// Every support is solved; the best of those without a negative coefficient is the exact answer.
    /// - Parameters:
    ///   - gram: G = W·Wᵀ of the regressors.
    ///   - projection: b = W·e.
    /// - Precondition: at most `mostUnknowns` unknowns.
    package static func nonNegativeLeastSquares(gram: Matrix<Double>, projection b: [Double]) -> [Double] {
        let n = b.count
        precondition(n <= mostUnknowns, "too many unknowns to try every support")
        var best = [Double](repeating: 0, count: n)
        var explained = 0.0
        for support in 1..<max(1, 1 << n) {
            let active = (0..<n).filter { support >> $0 & 1 == 1 }
            let part = Matrix(
                rows: active.count, columns: active.count,
                elements: active.flatMap { row in active.map { gram[row, $0] } })
            guard let x = solve(part, active.map { b[$0] }), x.allSatisfy({ $0 >= 0 }) else { continue }
            // At the optimum of a support the residual falls by bᵀx.
            let gained = zip(active, x).reduce(0.0) { $0 + b[$1.0] * $1.1 }
            if gained > explained {
                explained = gained
                best = [Double](repeating: 0, count: n)
                for (index, value) in zip(active, x) { best[index] = value }
            }
        }
        return best
    }
}
