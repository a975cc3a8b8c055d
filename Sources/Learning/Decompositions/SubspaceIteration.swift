import Arrays
import Synchronization

/// What subspace iteration needs of a matrix: both products in one pass over it.
protocol RowProducts {
    /// Y = A·V and Aᵀ·Y, where A has the same singular values as X.
    func products(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>)
    /// Rows of A → rows of U of X.
    func unweighted(_ u: Matrix<Double>) -> Matrix<Double>
    var columns: Int { get }
    var squaredNorm: Double { get }
}

extension SingularTriplets {
    /// Randomised subspace iteration with Rayleigh-Ritz values (Halko, Martinsson & Tropp, SIAM Review 53, 217, 2011,
    /// algorithms 4.4 and 5.1), which passes over the rows until the leading `rank` values settle to 10⁻¹³.
    ///
    /// A Ritz value errs by the square of its subspace's angle, so the leading values hold 10⁻¹⁰ relative when they stand
    /// above the rest; the values behind them are lower bounds, in flat noise good to some per cent.
    static func iterated(
        _ rows: some RowProducts, _ wanted: Int, rank: Int, seed: Seed, progress: Progress
    ) throws -> Leading {
        let width = min(wanted + 20, rows.columns)
        var stream = seed.stream("singular value decomposition")
        var basis = Matrix<Double>(
            rows: rows.columns, columns: width, elements: (0..<rows.columns * width).map { _ in stream.normal() })
        basis = try basis.singularValueDecomposition().u
        var last: [Double] = []
        for pass in 1...passLimit {
            let (y, back) = try rows.products(basis)
            let ritz = try y.singularValueDecomposition()
            let leading = Array(ritz.s.prefix(rank))
            let settled =
                leading.count == last.count
                && zip(leading, last).allSatisfy { abs($0 - $1) <= 1e-13 * max($0, 1e-8 * leading[0]) }
            if settled || pass == passLimit {
                let rotated = Matrix.product(ritz.vt, basis, transposingSecond: true)
                let k = min(wanted, ritz.s.count)
                var u = Matrix<Double>(rows: y.rows, columns: k)
                for i in 0..<y.rows { for t in 0..<k { u[i, t] = ritz.u[i, t] } }
                return Leading(
                    u: rows.unweighted(u), s: Array(ritz.s.prefix(k)),
                    vt: Matrix(
                        rows: k, columns: rows.columns, elements: Array(rotated.elements.prefix(k * rows.columns))),
                    squaredNorm: rows.squaredNorm, passes: pass, converged: settled)
            }
            last = leading
            basis = try back.singularValueDecomposition().u
            try progress.report(Double(pass) / Double(passLimit), "singular values, pass \(pass)")
        }
        preconditionFailure("the last pass returns")
    }

    private static var passLimit: Int { 100 }
}

extension GatheredRows: RowProducts {
    var columns: Int { values.columns }

    /// In blocks of 256 rows, side by side.
    func products(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        let height = 256
        let blockCount = (values.rows + height - 1) / height
        let parts = Mutex([(y: Matrix<Double>, back: Matrix<Double>)?](repeating: nil, count: blockCount))
        try inFixedBlocks(blockCount) { block in
            let first = block * height
            let count = min(height, values.rows - first)
            var a = Matrix<Double>(rows: count, columns: columns)
            for i in 0..<count {
                let weight = counts[first + i].squareRoot()
                for c in 0..<columns { a[i, c] = weight * Double(values[first + i, c]) }
            }
            let y = Matrix.product(a, v)
            let back = Matrix.product(a, y, transposingFirst: true)
            parts.withLock { $0[block] = (y, back) }
        }
        var y: [Double] = []
        var back = Matrix<Double>(rows: columns, columns: v.columns)
        for case let part? in parts.withLock({ $0 }) {
            y += part.y.elements
            for i in back.elements.indices { back.elements[i] += part.back.elements[i] }
        }
        return (Matrix(rows: values.rows, columns: v.columns, elements: y), back)
    }

    func unweighted(_ u: Matrix<Double>) -> Matrix<Double> {
        var result = u
        for d in 0..<u.rows { for t in 0..<u.columns { result[d, t] /= counts[d].squareRoot() } }
        return result
    }
}

extension StreamedRows: RowProducts {
    func products(_ v: Matrix<Double>) throws -> (y: Matrix<Double>, back: Matrix<Double>) {
        var y: [Double] = []
        var back = Matrix<Double>(rows: columns, columns: v.columns)
        try forEachBlock { _, a in
            let part = Matrix.product(a, v)
            let product = Matrix.product(a, part, transposingFirst: true)
            for i in back.elements.indices { back.elements[i] += product.elements[i] }
            y += part.elements
        }
        return (Matrix(rows: rows, columns: v.columns, elements: y), back)
    }

    func unweighted(_ u: Matrix<Double>) -> Matrix<Double> { u }
}
