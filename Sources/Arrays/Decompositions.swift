/// Factorisations by LAPACK.
extension Matrix {
    /// A = U·diag(s)·Vᵀ with r = min(rows, columns).
    public struct SingularValueDecomposition: Sendable {
        /// rows × r, orthonormal columns.
        public let u: Matrix
        /// Singular values, descending.
        public let s: [Scalar]
        /// r × columns, orthonormal rows.
        public let vt: Matrix
    }

    /// The thin singular value decomposition (LAPACK ?gesdd).
    ///
    /// - Throws: `LinearAlgebraError` when the iteration does not converge or the input is not finite.
    public func singularValueDecomposition() throws(LinearAlgebraError) -> SingularValueDecomposition {
        guard rows > 0, columns > 0 else {
            return .init(u: Matrix(rows: rows, columns: 0), s: [], vt: Matrix(rows: 0, columns: columns))
        }
        guard elements.allSatisfy({ $0.isFinite }) else { throw .notFinite }
        // LAPACK reads columns first: our row-major A is its Aᵀ = V·S·Uᵀ.
        let rank = min(rows, columns)
        var a = elements
        var s = [Scalar](repeating: 0, count: rank)
        var v = [Scalar](repeating: 0, count: columns * rank)
        var ut = [Scalar](repeating: 0, count: rank * rows)
        let info = Scalar.gesdd(m: columns, n: rows, a: &a, s: &s, u: &v, vt: &ut)
        guard info == 0 else { throw .noConvergence(routine: "gesdd", info: info) }
        return .init(
            u: Matrix(rows: rows, columns: rank, elements: ut), s: s,
            vt: Matrix(rows: rank, columns: columns, elements: v))
    }

    /// Eigenvalues (descending) and eigenvectors (the rows of `vectors`) of a symmetric matrix (LAPACK ?syevd).
    ///
    /// - Throws: `LinearAlgebraError` when the iteration does not converge or the input is not finite.
    public func symmetricEigen() throws(LinearAlgebraError) -> (values: [Scalar], vectors: Matrix) {
        precondition(rows == columns, "a symmetric matrix is square")
        guard rows > 0 else { return ([], self) }
        guard elements.allSatisfy({ $0.isFinite }) else { throw .notFinite }
        var a = elements
        var w = [Scalar](repeating: 0, count: rows)
        let info = Scalar.syevd(n: rows, a: &a, w: &w)
        guard info == 0 else { throw .noConvergence(routine: "syevd", info: info) }
        let reversed = (0..<rows).reversed().flatMap { a[$0 * rows..<($0 + 1) * rows] }
        return (w.reversed(), Matrix(rows: rows, columns: rows, elements: Array(reversed)))
    }
}

extension Matrix<Double> {
    /// Orthonormal columns that span what the columns of this matrix span beyond those of `others` (orthonormal too).
    ///
    /// By Cholesky-like orthogonalisation with eigenvectors of the columns' products, twice (Stathopoulos & Wu, SIAM J. Sci.
    /// Comput. 23, 2165, 2002). A direction that is less than 10⁻⁶ of its column is left out.
    package func orthonormalColumns(beyond others: Matrix? = nil) throws(LinearAlgebraError) -> Matrix {
        var result = self
        for _ in 0..<3 {
            if let others, others.columns > 0 {
                let along = Matrix.product(others, result, transposingFirst: true)
                Double.gemm(
                    transposeA: false, transposeB: false, m: rows, n: result.columns, k: others.columns, alpha: -1,
                    a: others.elements, lda: others.columns, b: along.elements, ldb: along.columns, beta: 1,
                    c: &result.elements, ldc: result.columns)
            }
            result = try result.orthonormalisedOnce()
            if result.columns == 0 { break }
        }
        return result
    }

    private func orthonormalisedOnce() throws(LinearAlgebraError) -> Matrix {
        guard rows > 0, columns > 0 else { return self }
        let gram = Matrix.product(self, self, transposingFirst: true)
        let scales = (0..<columns).map { gram[$0, $0] > 0 ? 1 / gram[$0, $0].squareRoot() : 0 }
        var scaled = gram
        for i in 0..<columns { for j in 0..<columns { scaled[i, j] *= scales[i] * scales[j] } }
        let (values, vectors) = try scaled.symmetricEigen()
        let kept = values.indices.filter { values[$0] > 1e-12 }
        var turn = Matrix(rows: columns, columns: kept.count)
        for (j, k) in kept.enumerated() {
            for i in 0..<columns { turn[i, j] = scales[i] * vectors[k, i] / values[k].squareRoot() }
        }
        return .product(self, turn)
    }
}

/// Why a factorisation failed.
public enum LinearAlgebraError: Error, Equatable, CustomStringConvertible {
    case notFinite
    case noConvergence(routine: String, info: Int)

    public var description: String {
        switch self {
        case .notFinite: "the matrix holds values that are not finite"
        case .noConvergence(let routine, let info): "LAPACK's \(routine) did not converge (info = \(info))"
        }
    }
}
