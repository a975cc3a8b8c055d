import Arrays

/// When an iteration for singular values may end.
struct SingularAccuracy: Sendable {
    /// The angle between a leading vector and the true one, as its residual and the gap behind the leading ones tell.
    var tolerance = 1e-8
    /// Passes over the observations, a sketch counted.
    var maxPasses = 40

    /// Passes over observations of more than 10⁹ values take minutes: there 10⁻² is enough, of which a captured variance errs
    /// by the square, and well separated components need the sketch and one pass.
    static func start(for values: Int) -> Self { values > 1_000_000_000 ? Self(tolerance: 1e-2) : Self() }

    /// For methods that see nothing but the scores: there 10⁻⁴.
    static func scores(for values: Int) -> Self { Self(tolerance: min(1e-4, start(for: values).tolerance)) }
}

extension SingularTriplets {
    /// Randomised block Krylov iteration with Rayleigh-Ritz values (Halko, Martinsson & Tropp, SIAM Review 53, 217, 2011,
    /// algorithm 4.4; Musco & Musco, NeurIPS 2015), restarted with the leading vectors when the subspace has grown large.
    ///
    /// Begins with a sketch AᵀΩ; each pass multiplies one block of vectors by A and back, and what that shows of the
    /// leading residuals is the next block. Wide blocks are multiplied in single precision until their residuals reach its
    /// rounding, then the leading vectors once more in double. A Ritz value errs by the square of its vector's angle, so the
    /// leading values hold 10⁻¹⁰ relative when they stand above the rest; the values behind them are lower bounds, in flat
    /// noise good to some per cent.
    static func iterated(
        _ rows: WeightedProducts<some RowPasses>, _ wanted: Int, rank: Int, accuracy: SingularAccuracy, seed: Seed,
        progress: Progress
    ) throws -> Leading {
        // A few more than wanted; of many a multiple of eight, as the products in single precision like them.
        let width = min(wanted > 8 ? (wanted + 11) / 8 * 8 : wanted + 5, rows.columns)
        var stream = seed.stream("singular value decomposition")
        var block = try rows.start(width: width, stream: &stream).orthonormalColumns()
        var space = RitzSpace()
        var isQuick = width > 12
        // The sketch was the first.
        var pass = 1
        while true {
            pass += 1
            let (y, back) = try isQuick ? rows.quickProducts(block) : rows.products(block)
            space.append(block, y: y, back: back)
            let ritz = try space.ritz(leading: width)
            let worst = ritz.angle(rank: rank)
            try progress.report(
                min(1, Double(pass) / Double(accuracy.maxPasses)), "singular values, pass \(pass)")
            let settled = worst <= accuracy.tolerance
            let quickIsEnough = !isQuick || accuracy.tolerance >= 1e-5
            let next =
                settled && quickIsEnough || pass >= accuracy.maxPasses
                ? nil : try ritz.residuals.orthonormalColumns(beyond: space.vectors)
            guard let next, next.columns > 0 || isQuick else {
                return try ritz.refined().leading(
                    wanted, rows, passes: pass, converged: settled || next != nil)
            }
            if isQuick, !quickIsEnough, worst <= 1e-5 || next.columns == 0 || pass == accuracy.maxPasses - 1 {
                // In double from here, beginning with what single precision found.
                isQuick = false
                block = ritz.v
                space = RitzSpace()
                continue
            }
            if space.vectors.columns + next.columns > Self.columnsHeld(width, rows.columns) { space = ritz.restarted() }
            block = next
        }
    }

    /// Vectors of a subspace, so many that two matrices of them stay within some hundred megabytes.
    private static func columnsHeld(_ width: Int, _ columns: Int) -> Int {
        max(3 * width, min(8 * width, 24_000_000 / max(1, columns)))
    }
}

/// A subspace of vectors V with A·V and Aᵀ·A·V.
private struct RitzSpace {
    var vectors = Matrix<Double>(rows: 0, columns: 0)
    var y = Matrix<Double>(rows: 0, columns: 0)
    var back = Matrix<Double>(rows: 0, columns: 0)

    mutating func append(_ block: Matrix<Double>, y newY: Matrix<Double>, back newBack: Matrix<Double>) {
        vectors = vectors.besides(block)
        y = y.besides(newY)
        back = back.besides(newBack)
    }

    /// The singular values of A on the subspace.
    func ritz(leading count: Int) throws -> Ritz {
        let svd = try y.singularValueDecomposition()
        let k = min(count, svd.s.count)
        let turn = Matrix(
            rows: k, columns: vectors.columns, elements: Array(svd.vt.elements.prefix(k * vectors.columns)))
        var u = Matrix<Double>(rows: y.rows, columns: k)
        for i in 0..<y.rows { for t in 0..<k { u[i, t] = svd.u[i, t] } }
        return Ritz(
            s: Array(svd.s.prefix(k)), u: u, v: .product(vectors, turn, transposingSecond: true),
            back: .product(back, turn, transposingSecond: true))
    }
}

/// Leading singular triplets on a subspace.
private struct Ritz {
    let s: [Double]
    /// Row × triplet.
    let u: Matrix<Double>
    /// Column × triplet.
    let v: Matrix<Double>
    /// Aᵀ·A·v.
    let back: Matrix<Double>

    /// AᵀA·v − s²v, one column a triplet.
    var residuals: Matrix<Double> {
        var result = back
        for c in 0..<v.rows { for t in 0..<v.columns { result[c, t] -= s[t] * s[t] * v[c, t] } }
        return result
    }

    /// The largest angle that the leading vectors may still be off by, once they are replaced by Aᵀu/s: ‖residual‖/s² times
    /// the ratio of the first value behind them to their own, for each. Values below 10⁻³ of the first count as that.
    func angle(rank: Int) -> Double {
        let residuals = residuals
        var squares = [Double](repeating: 0, count: s.count)
        for c in 0..<residuals.rows {
            for t in 0..<residuals.columns { squares[t] += residuals[c, t] * residuals[c, t] }
        }
        let behind = rank < s.count ? s[rank] : 0
        var worst = 0.0
        for t in 0..<min(rank, s.count) {
            let size = max(s[t], 1e-3 * s[0])
            guard size > 0 else { continue }
            worst = max(worst, squares[t].squareRoot() / (size * size) * max(1e-3, min(1, behind / size)))
        }
        return worst
    }

    func restarted() -> RitzSpace {
        var y = u
        for i in 0..<u.rows { for t in 0..<u.columns { y[i, t] *= s[t] } }
        return RitzSpace(vectors: v, y: y, back: back)
    }

    /// Half a step further: the singular values of Uᵀ·A, whose rows are at hand. Values too small for that stay as they are.
    func refined() throws -> Ritz {
        let used = s.count { $0 > 1e-5 * s[0] }
        var rows = Matrix<Double>(rows: used, columns: v.rows)
        for t in 0..<used { for c in 0..<v.rows { rows[t, c] = back[c, t] / s[t] } }
        let svd = try rows.singularValueDecomposition()
        var (better, turned, pattern) = (s, u, v)
        for t in 0..<used {
            better[t] = svd.s[t]
            for i in 0..<u.rows {
                turned[i, t] = (0..<used).reduce(0) { $0 + u[i, $1] * svd.u[$1, t] }
            }
            for c in 0..<v.rows { pattern[c, t] = svd.vt[t, c] }
        }
        return Ritz(s: better, u: turned, v: pattern, back: back)
    }

    func leading(_ wanted: Int, _ rows: WeightedProducts<some RowPasses>, passes: Int, converged: Bool)
        -> SingularTriplets.Leading
    {
        let k = min(wanted, s.count)
        var vt = Matrix<Double>(rows: k, columns: v.rows)
        for t in 0..<k { for c in 0..<v.rows { vt[t, c] = v[c, t] } }
        var leading = Matrix<Double>(rows: u.rows, columns: k)
        for i in 0..<u.rows { for t in 0..<k { leading[i, t] = u[i, t] } }
        return SingularTriplets.Leading(
            u: rows.unweighted(leading), s: Array(s.prefix(k)), vt: vt, squaredNorm: rows.squaredNorm, passes: passes,
            converged: converged)
    }
}

extension Matrix<Double> {
    /// Both matrices side by side.
    fileprivate func besides(_ other: Matrix) -> Matrix {
        guard columns > 0 else { return other }
        var result = Matrix(rows: rows, columns: columns + other.columns)
        for i in 0..<rows {
            for j in 0..<columns { result[i, j] = self[i, j] }
            for j in 0..<other.columns { result[i, columns + j] = other[i, j] }
        }
        return result
    }
}
