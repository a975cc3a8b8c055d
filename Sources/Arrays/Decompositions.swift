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
        guard elements.allSatisfy(\.isFinite) else { throw .notFinite }
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
        guard elements.allSatisfy(\.isFinite) else { throw .notFinite }
        var a = elements
        var w = [Scalar](repeating: 0, count: rows)
        let info = Scalar.syevd(n: rows, a: &a, w: &w)
        guard info == 0 else { throw .noConvergence(routine: "syevd", info: info) }
        let reversed = (0..<rows).reversed().flatMap { a[$0 * rows..<($0 + 1) * rows] }
        return (w.reversed(), Matrix(rows: rows, columns: rows, elements: Array(reversed)))
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
