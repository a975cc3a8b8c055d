internal import CKernels

/// A run of observations where they lie in memory, for the kernels that pass over them.
package struct RowRun: @unchecked Sendable {
    /// Number of the first row among all.
    package let firstRow: Int
    package let rows: Int
    package let columns: Int
    /// Row by row.
    package let values: UnsafePointer<Float>

    /// - Parameter values: has to outlive the run.
    package init(firstRow: Int, rows: Int, columns: Int, values: UnsafePointer<Float>) {
        self.firstRow = firstRow
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// What a pass over one row tells.
    package struct Digest: Sendable {
        /// Σx², not finite where an x is not.
        package let squaredNorm: Double
        package let sum: Double
        package let hasNegative: Bool
        /// Equal for equal rows.
        package let hash: UInt64
    }

    package func digest(row: Int) -> Digest {
        let d = tb_digest(values + row * columns, columns)
        return Digest(
            squaredNorm: d.squared_norm, sum: d.sum, hasNegative: d.has_negative != 0, hash: d.hash)
    }

    /// W·Xᵀ (factor × row) of factors W (factor × column), in double precision.
    package func products(with w: Matrix<Double>) -> Matrix<Double> {
        precondition(w.columns == columns)
        var result = Matrix<Double>(rows: w.rows, columns: rows)
        tb_multiply_rows(values, rows, columns, w.elements, w.rows, &result.elements, rows)
        return result
    }

    /// sums ← sums + Z·X, for Z (factor × row) and sums (factor × column), in double precision.
    package func add(weighted z: Matrix<Double>, to sums: inout Matrix<Double>) {
        precondition(z.columns == rows && sums.columns == columns && sums.rows == z.rows)
        tb_add_weighted_rows(values, rows, columns, z.elements, z.rows, rows, &sums.elements)
    }

    /// X·V (row × vector) for a few vectors, in single precision.
    package func product(_ v: Matrix<Float>) -> Matrix<Float> {
        precondition(v.rows == columns)
        var result = Matrix<Float>(rows: rows, columns: v.columns)
        tb_multiply_narrow(values, rows, columns, v.elements, v.columns, &result.elements)
        return result
    }

    /// Xᵀ·Y (column × vector) for a few vectors, in single precision.
    package func product(transposed y: Matrix<Float>) -> Matrix<Float> {
        precondition(y.rows == rows)
        var result = Matrix<Float>(rows: columns, columns: y.columns)
        tb_multiply_narrow_transposed(values, rows, columns, y.elements, y.columns, &result.elements)
        return result
    }

    /// Runs of at most `height` rows, which a kernel finds in cache when it comes to them again.
    package func parts(of height: Int) -> [RowRun] {
        stride(from: 0, to: rows, by: height).map { first in
            RowRun(
                firstRow: firstRow + first, rows: min(height, rows - first), columns: columns,
                values: values + first * columns)
        }
    }
}

extension Matrix<Double> {
    /// Cyclic coordinate descent on each column f of this matrix (factor × item): for t in turn
    /// f_t ← max(0, f_t − g/Q_tt) with g = (Q·f)_t − b_t.
    ///
    /// - Parameter weights: how often each item counts in the sum returned; nil for once each.
    /// - Returns: Σ|projected gradient| before each step, that is |g|, or |min(0, g)| where f_t is zero.
    package mutating func descend(linear b: Matrix, quadratic q: Matrix, weights: [Double]? = nil) -> Double {
        precondition(b.rows == rows && b.columns == columns && q.rows == rows && q.columns == rows)
        precondition(weights.map { $0.count == columns } ?? true)
        guard let weights else {
            return tb_descend(&elements, b.elements, q.elements, rows, columns, columns, nil)
        }
        return tb_descend(&elements, b.elements, q.elements, rows, columns, columns, weights)
    }
}
