import Arrays

extension Factors {
    /// Non-negative double singular value decomposition (Boutsidis & Gallopoulos, Pattern Recognition 41, 1350, 2008), values
    /// below 10⁻⁶ set to zero: the first component from |u₁| and |v₁|, each further one from the positive or the negative
    /// parts of u and v, whichever have the larger product of norms.
    static func nndsvd(_ triplets: SingularTriplets) -> Factors {
        let (n, p, rank) = (triplets.scores.rows, triplets.patterns.columns, triplets.patterns.rows)
        var factors = Factors(z: Matrix(rows: n, columns: rank), w: Matrix(rows: rank, columns: p))
        for t in 0..<min(rank, triplets.singularValues.count) {
            let s = triplets.singularValues[t]
            guard s > 0 else { continue }
            var u = triplets.scores.column(t).map { $0 / s }
            var v = triplets.patterns.row(t)
            if t == 0 {
                (u, v) = (u.map { abs($0) }, v.map { abs($0) })
            } else {
                let positive = (u.map { max(0, $0) }, v.map { max(0, $0) })
                let negative = (u.map { max(0, -$0) }, v.map { max(0, -$0) })
                let sizes = (norm(positive.0) * norm(positive.1), norm(negative.0) * norm(negative.1))
                (u, v) = sizes.0 > sizes.1 ? positive : negative
            }
            let (uNorm, vNorm) = (norm(u), norm(v))
            guard uNorm > 0, vNorm > 0 else { continue }
            let scale = (s * uNorm * vNorm).squareRoot()
            for i in 0..<n { factors.z[i, t] = cut(scale * u[i] / uNorm) }
            for j in 0..<p { factors.w[t, j] = cut(scale * v[j] / vNorm) }
        }
        return factors
    }

    /// Uniform random numbers in 0 ..< 2√(mean of X / components). Equal patterns start from equal loadings, and a pixel that
    /// is zero everywhere starts, as it would end, at zero.
    static func random<Source>(
        _ observations: ReadObservations<Source>, components: Int, stream: RandomStream
    ) throws -> Factors {
        var stream = stream
        func draw(_ count: Int, _ scale: Double) -> [Double] { (0..<count).map { _ in scale * stream.uniform() } }
        func scale(sum: Double, _ rows: Int, _ columns: Int) -> Double {
            2 * (sum / Double(max(1, rows * columns)) / Double(components)).squareRoot()
        }
        switch observations {
        case .gathered(let rows):
            var sum = 0.0
            for d in 0..<rows.values.rows { sum += rows.counts[d] * rows.values.row(d).reduce(0.0) { $0 + Double($1) } }
            let size = scale(sum: sum, rows.distinctOfRow.count, rows.pixelCount)
            let (m, q) = (rows.values.rows, rows.values.columns)
            let z = Matrix(rows: m, columns: components, elements: draw(m * components, size))
            let w = Matrix(rows: components, columns: q, elements: draw(q * components, size))
            return Factors(z: rows.maps(z).transposed, w: rows.spread(w))
        case .streamed(let rows):
            var sum = 0.0
            var used = [Bool](repeating: false, count: rows.columns)
            try rows.forEachBlock { _, x in
                sum += x.elements.reduce(0, +)
                for i in 0..<x.rows { for c in 0..<x.columns where x[i, c] != 0 { used[c] = true } }
            }
            let size = scale(sum: sum, rows.rows, rows.columns)
            let z = Matrix(rows: rows.rows, columns: components, elements: draw(rows.rows * components, size))
            var w = Matrix(rows: components, columns: rows.columns, elements: draw(rows.columns * components, size))
            for t in 0..<components { for c in 0..<rows.columns where !used[c] { w[t, c] = 0 } }
            return Factors(z: z, w: w)
        }
    }
}

private func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

private func cut(_ value: Double) -> Double { value < 1e-6 ? 0 : value }
