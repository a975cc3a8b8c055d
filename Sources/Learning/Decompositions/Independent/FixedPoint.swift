import Arrays
import Glibc

/// The fixed-point iteration of FastICA on whitened samples.
struct FixedPoint {
    let contrast: ICAContrast
    let tolerance: Double
    let maxIterations: Int

    struct Result {
        /// Orthogonal, component × component.
        let rotation: Matrix<Double>
        let iterations: Int
        let converged: Bool
        /// The mean of the contrast function over samples, summed over components, after each iteration.
        let objective: [Double]
    }

    /// All components at once: w ← E{x g(wᵀx)} − E{g′(wᵀx)} w for each, then W ← (WWᵀ)^(−1/2) W, until
    /// max | |diag(W_new Wᵀ)| − 1 | < tolerance.
    ///
    /// - Parameters:
    ///   - x: component × sample, white.
    ///   - start: component × component; it is decorrelated first.
    func parallel(_ x: Matrix<Double>, start: Matrix<Double>, progress: Progress) throws -> Result {
        var w = try decorrelated(start)
        var objective: [Double] = []
        var converged = false
        while !converged, objective.count < maxIterations {
            let step = step(x, w)
            let next = try decorrelated(step.next)
            objective.append(step.objective)
            converged = change(next, w) < tolerance
            w = next
            try progress.report(
                Double(objective.count) / Double(maxIterations), "FastICA, iteration \(objective.count)")
        }
        return Result(rotation: w, iterations: objective.count, converged: converged, objective: objective)
    }

    /// One component after the other, each kept at right angles to those before it.
    func deflation(_ x: Matrix<Double>, start: Matrix<Double>, progress: Progress) throws -> Result {
        let count = x.rows
        var w = Matrix<Double>(rows: count, columns: count)
        var (most, converged) = (0, true)
        var objective: [Double] = []
        for t in 0..<count {
            var vector = Matrix([Self.orthogonal(start.row(t), to: w, before: t)])
            var isSettled = false
            var iterations = 0
            while !isSettled, iterations < maxIterations {
                let next = Matrix([Self.orthogonal(step(x, vector).next.row(0), to: w, before: t)])
                isSettled = change(next, vector) < tolerance
                vector = next
                iterations += 1
                try progress.report(
                    (Double(t) + Double(iterations) / Double(maxIterations)) / Double(count),
                    "FastICA, component \(t + 1), iteration \(iterations)")
            }
            for i in 0..<count { w[t, i] = vector[0, i] }
            most = max(most, iterations)
            converged = converged && isSettled
            objective.append(step(x, vector).objective)
        }
        return Result(rotation: w, iterations: most, converged: converged, objective: objective)
    }

    private func change(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
        (0..<a.rows).map { t in abs(abs((0..<a.columns).reduce(0) { $0 + a[t, $1] * b[t, $1] }) - 1) }.max() ?? 0
    }

    /// The update before decorrelation, and the contrast of the vectors that it starts from.
    private func step(_ x: Matrix<Double>, _ w: Matrix<Double>) -> (next: Matrix<Double>, objective: Double) {
        let samples = Double(x.columns)
        var g = Matrix.product(w, x)
        var slopes = [Double](repeating: 0, count: w.rows)
        var objective = 0.0
        for t in 0..<w.rows {
            g.elements.withUnsafeMutableBufferPointer { g in
                for i in t * x.columns..<(t + 1) * x.columns {
                    objective += contrast.value(g[i])
                    let found = contrast.slope(g[i])
                    g[i] = found.g
                    slopes[t] += found.derivative
                }
            }
        }
        var next = Matrix.product(g, x, transposingSecond: true)
        for t in 0..<w.rows {
            for i in 0..<w.columns { next[t, i] = (next[t, i] - slopes[t] * w[t, i]) / samples }
        }
        return (next, objective / samples)
    }

    /// (W·Wᵀ)^(−1/2)·W.
    private func decorrelated(_ w: Matrix<Double>) throws -> Matrix<Double> {
        let (values, vectors) = try w.gram.symmetricEigen()
        var scaled = vectors
        for t in 0..<values.count {
            let factor = values[t] > 0 ? 1 / values[t].squareRoot() : 0
            for i in 0..<scaled.columns { scaled[t, i] *= factor }
        }
        return .product(.product(vectors, scaled, transposingFirst: true), w)
    }

    /// The part of a vector at right angles to the first rows, at unit length.
    private static func orthogonal(_ vector: [Double], to rows: Matrix<Double>, before count: Int) -> [Double] {
        var result = vector
        for t in 0..<count {
            let along = zip(rows.row(t), result).reduce(0) { $0 + $1.0 * $1.1 }
            for i in result.indices { result[i] -= along * rows[t, i] }
        }
        let norm = result.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return norm > 0 ? result.map { $0 / norm } : result
    }
}
