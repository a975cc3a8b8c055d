import Arrays

/// Scores of the observations about their mean: coordinates in the flat of lowest dimension that holds them.
struct AffineScores {
    /// Scan position × component.
    let scores: Matrix<Double>
    /// Mean pattern, squared.
    let meanSquaredNorm: Double

    /// By subspace iteration, since the matrix less its mean is never formed; components beyond the rank are zero.
    init<Source>(of observations: ReadObservations<Source>, rank: Int, seed: Seed, progress: Progress) throws {
        switch observations {
        case .gathered(let rows):
            var mean = [Double](repeating: 0, count: rows.values.columns)
            for d in 0..<rows.values.rows {
                for c in mean.indices { mean[c] += rows.counts[d] * Double(rows.values[d, c]) }
            }
            let centred = CentredProducts(rows, sum: mean, count: rows.distinctOfRow.count)
            let local = try centred.scores(rank: rank, seed: seed, progress: progress)
            scores = rows.maps(local).transposed
            meanSquaredNorm = centred.meanSquaredNorm
        case .streamed(let rows):
            var mean = [Double](repeating: 0, count: rows.columns)
            try rows.forEachBlock { _, x in
                for i in 0..<x.rows { for c in mean.indices { mean[c] += x[i, c] } }
            }
            let centred = CentredProducts(rows, sum: mean, count: rows.rows)
            scores = try centred.scores(rank: rank, seed: seed, progress: progress)
            meanSquaredNorm = centred.meanSquaredNorm
        }
    }
}

/// Products with A − w·μᵀ, where w holds the roots of the rows' weights: (A − wμᵀ)ᵀ(A − wμᵀ) = AᵀA − nμμᵀ.
private struct CentredProducts<Rows: RowProducts>: RowProducts {
    let rows: Rows
    let mean: Matrix<Double>
    let count: Double

    init(_ rows: Rows, sum: [Double], count: Int) {
        self.rows = rows
        self.count = Double(count)
        mean = Matrix([sum.map { $0 / Double(max(1, count)) }])
    }

    var columns: Int { rows.columns }
    var meanSquaredNorm: Double { mean.squaredNorm }
    var squaredNorm: Double { max(0, rows.squaredNorm - count * meanSquaredNorm) }

    func products(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        var (y, back) = try rows.products(v)
        let along = Matrix.product(mean, v)
        // One row of ones becomes the roots of the weights in the rows' own scale.
        var ones = Matrix<Double>(rows: y.rows, columns: 1, repeating: 1)
        let unweighted = rows.unweighted(ones)
        for i in 0..<ones.rows { ones[i, 0] = 1 / unweighted[i, 0] }
        for i in 0..<y.rows { for t in 0..<y.columns { y[i, t] -= ones[i, 0] * along[0, t] } }
        for c in 0..<back.rows { for t in 0..<back.columns { back[c, t] -= count * mean[0, c] * along[0, t] } }
        return (y, back)
    }

    func unweighted(_ u: Matrix<Double>) -> Matrix<Double> { rows.unweighted(u) }

    /// Row × component: U·S, zero beyond the rank.
    func scores(rank: Int, seed: Seed, progress: Progress) throws -> Matrix<Double> {
        let leading = try SingularTriplets.iterated(
            self, min(rank, columns), rank: rank, seed: seed, progress: progress)
        var result = Matrix<Double>(rows: leading.u.rows, columns: rank)
        for i in 0..<result.rows {
            for t in 0..<min(rank, leading.s.count) { result[i, t] = leading.u[i, t] * leading.s[t] }
        }
        // A sign is free in each component; distinct patterns decide it alike, however they were read.
        for t in 0..<rank where result.column(t).reduce(0, { $0 + $1 * $1 * $1 }) < 0 {
            for i in 0..<result.rows { result[i, t] = -result[i, t] }
        }
        return result
    }
}
