package import Arrays

/// min ½ zᵀG z − bᵀz over the simplex z ≥ 0, Σz = 1, for one G = W·Wᵀ and many b.
package struct SimplexLeastSquares: Sendable {
    private let gram: Matrix<Double>
    private let scale: Double

    /// - Parameter gram: G, symmetric and positive semidefinite, source × source.
    package init(gram: Matrix<Double>) {
        self.gram = gram
        scale = (0..<gram.rows).map { gram[$0, $0] }.max() ?? 0
    }

    /// The minimum, by a primal active set (Nocedal & Wright, Numerical Optimization, 2006, algorithm 16.3): begin at the best
    /// corner; go to the minimum on the present support, or as far as the first coordinate that would turn negative, which then
    /// leaves; there let in the source whose gradient is most below that of the support, until none is.
    package func minimum(linear b: [Double]) -> [Double] {
        let count = b.count
        var z = [Double](repeating: 0, count: count)
        let corner = (0..<count).min { gram[$0, $0] - 2 * b[$0] < gram[$1, $1] - 2 * b[$1] } ?? 0
        z[corner] = 1
        var support = [corner]
        let slack = 1e-13 * (scale + b.reduce(0) { max($0, abs($1)) })
        // Each round either shrinks the support or lowers the objective; the bound only guards against rounding.
        for _ in 0..<(100 * count) {
            let target = minimumOnPlane(support, b)
            var step = 1.0
            var leaving: Int?
            for (index, k) in support.enumerated() where target[index] < 0 {
                let limit = z[k] / (z[k] - target[index])
                if limit < step { (step, leaving) = (limit, k) }
            }
            for (index, k) in support.enumerated() { z[k] += step * (target[index] - z[k]) }
            if let leaving {
                z[leaving] = 0
                support.removeAll { $0 == leaving }
                continue
            }
            let gradient = (0..<count).map { k in support.reduce(-b[k]) { $0 + gram[k, $1] * z[$1] } }
            let level = support.reduce(0) { $0 + z[$1] * gradient[$1] }
            let outside = (0..<count).filter { !support.contains($0) }
            guard let entering = outside.min(by: { gradient[$0] < gradient[$1] }), gradient[entering] < level - slack
            else { break }
            support.append(entering)
            support.sort()
        }
        let sum = z.reduce(0, +)
        return z.map { $0 / sum }
    }

    /// The minimum on Σz = 1 over the support only: with z = e_r + Σ_j y_j (e_j − e_r) an unconstrained system in y,
    /// solved by elimination with full pivoting; directions that change nothing are not taken.
    private func minimumOnPlane(_ support: [Int], _ b: [Double]) -> [Double] {
        let r = support[0]
        let others = Array(support.dropFirst())
        let n = others.count
        var a = Matrix<Double>(rows: n, columns: n + 1)
        for (i, p) in others.enumerated() {
            for (j, q) in others.enumerated() { a[i, j] = gram[p, q] - gram[p, r] - gram[r, q] + gram[r, r] }
            a[i, n] = b[p] - b[r] - gram[p, r] + gram[r, r]
        }
        let y = a.solvedByElimination(negligible: 1e-14 * scale)
        return [1 - y.reduce(0, +)] + y
    }
}

extension Matrix<Double> {
    /// Solves the n × (n + 1) system [A | b] of a symmetric positive semidefinite A by Gauss-Jordan elimination, pivots from
    /// the diagonal; an unknown without a pivot is zero.
    fileprivate func solvedByElimination(negligible: Double) -> [Double] {
        var a = self
        let n = rows
        var solution = [Double](repeating: 0, count: n)
        var open = Array(0..<n)
        var pivots: [Int] = []
        while let pivot = open.max(by: { a[$0, $0] < a[$1, $1] }), a[pivot, pivot] > negligible {
            open.removeAll { $0 == pivot }
            pivots.append(pivot)
            for i in 0..<n where i != pivot {
                let factor = a[i, pivot] / a[pivot, pivot]
                for j in 0...n { a[i, j] -= factor * a[pivot, j] }
            }
        }
        for pivot in pivots { solution[pivot] = a[pivot, n] / a[pivot, pivot] }
        return solution
    }
}
