/// Products of matrices. Each call runs on its own thread only; parallel loops go over fixed blocks (`inFixedBlocks`).
extension Matrix {
    /// op(A)·op(B), where op transposes when asked.
    ///
    /// - Precondition: the inner sizes agree.
    public static func product(
        _ a: Matrix, _ b: Matrix, transposingFirst: Bool = false, transposingSecond: Bool = false
    ) -> Matrix {
        let (m, k) = transposingFirst ? (a.columns, a.rows) : (a.rows, a.columns)
        let (inner, n) = transposingSecond ? (b.columns, b.rows) : (b.rows, b.columns)
        precondition(k == inner, "inner sizes \(k) and \(inner) differ")
        var result = Matrix(rows: m, columns: n)
        guard m > 0, n > 0, k > 0 else { return result }
        Scalar.gemm(
            transposeA: transposingFirst, transposeB: transposingSecond, m: m, n: n, k: k, alpha: 1, a: a.elements,
            lda: max(1, a.columns), b: b.elements, ldb: max(1, b.columns), beta: 0, c: &result.elements, ldc: max(1, n))
        return result
    }

    /// A·Aᵀ.
    public var gram: Matrix { .product(self, self, transposingSecond: true) }
}
