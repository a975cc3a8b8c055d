internal import COpenBLAS

/// A real number type for which BLAS and LAPACK have routines: `Float` and `Double`.
public protocol LinearAlgebraScalar: BinaryFloatingPoint, Sendable, SIMDScalar, Codable {
    /// C ← α·op(A)·op(B) + β·C, row-major (BLAS ?gemm).
    static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Self, a: UnsafePointer<Self>, lda: Int,
        b: UnsafePointer<Self>, ldb: Int, beta: Self, c: UnsafeMutablePointer<Self>, ldc: Int)
    /// Thin singular value decomposition, column-major (LAPACK ?gesdd, jobz = S); returns LAPACK's info.
    static func gesdd(
        m: Int, n: Int, a: inout [Self], s: inout [Self], u: inout [Self], vt: inout [Self]
    ) -> Int
    /// Eigenvalues, ascending, and eigenvectors (in `a`, column-major) of a symmetric matrix (LAPACK ?syevd).
    static func syevd(n: Int, a: inout [Self], w: inout [Self]) -> Int
}

/// OpenBLAS runs on the calling thread: the parallel loops are ours, so that sums have one fixed order.
private let singleThreadedBLAS: Void = openblas_set_num_threads(1)

extension Double: LinearAlgebraScalar {
    public static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Double, a: UnsafePointer<Double>, lda: Int,
        b: UnsafePointer<Double>, ldb: Int, beta: Double, c: UnsafeMutablePointer<Double>, ldc: Int
    ) {
        _ = singleThreadedBLAS
        cblas_dgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(m), blasint(n), blasint(k), alpha, a, blasint(lda), b, blasint(ldb), beta, c, blasint(ldc))
    }

    public static func gesdd(
        m: Int, n: Int, a: inout [Double], s: inout [Double], u: inout [Double], vt: inout [Double]
    ) -> Int {
        _ = singleThreadedBLAS
        var (rows, columns, rank, info) = (Int32(m), Int32(n), Int32(min(m, n)), Int32(0))
        var (query, size) = (0.0, Int32(-1))
        var integers = [Int32](repeating: 0, count: 8 * min(m, n))
        dgesdd_("S", &rows, &columns, &a, &rows, &s, &u, &rows, &vt, &rank, &query, &size, &integers, &info)
        size = Int32(query)
        var work = [Double](repeating: 0, count: Int(size))
        dgesdd_("S", &rows, &columns, &a, &rows, &s, &u, &rows, &vt, &rank, &work, &size, &integers, &info)
        return Int(info)
    }

    public static func syevd(n: Int, a: inout [Double], w: inout [Double]) -> Int {
        _ = singleThreadedBLAS
        var (order, info) = (Int32(n), Int32(0))
        var (query, integerQuery) = (0.0, Int32(0))
        var (size, integerSize) = (Int32(-1), Int32(-1))
        dsyevd_("V", "U", &order, &a, &order, &w, &query, &size, &integerQuery, &integerSize, &info)
        size = Int32(query)
        integerSize = integerQuery
        var work = [Double](repeating: 0, count: Int(size))
        var integers = [Int32](repeating: 0, count: Int(integerSize))
        dsyevd_("V", "U", &order, &a, &order, &w, &work, &size, &integers, &integerSize, &info)
        return Int(info)
    }
}

extension Float: LinearAlgebraScalar {
    public static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>, lda: Int,
        b: UnsafePointer<Float>, ldb: Int, beta: Float, c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        _ = singleThreadedBLAS
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(m), blasint(n), blasint(k), alpha, a, blasint(lda), b, blasint(ldb), beta, c, blasint(ldc))
    }

    public static func gesdd(
        m: Int, n: Int, a: inout [Float], s: inout [Float], u: inout [Float], vt: inout [Float]
    ) -> Int {
        _ = singleThreadedBLAS
        var (rows, columns, rank, info) = (Int32(m), Int32(n), Int32(min(m, n)), Int32(0))
        var (query, size) = (Float(0), Int32(-1))
        var integers = [Int32](repeating: 0, count: 8 * min(m, n))
        sgesdd_("S", &rows, &columns, &a, &rows, &s, &u, &rows, &vt, &rank, &query, &size, &integers, &info)
        size = Int32(query)
        var work = [Float](repeating: 0, count: Int(size))
        sgesdd_("S", &rows, &columns, &a, &rows, &s, &u, &rows, &vt, &rank, &work, &size, &integers, &info)
        return Int(info)
    }

    public static func syevd(n: Int, a: inout [Float], w: inout [Float]) -> Int {
        _ = singleThreadedBLAS
        var (order, info) = (Int32(n), Int32(0))
        var (query, integerQuery) = (Float(0), Int32(0))
        var (size, integerSize) = (Int32(-1), Int32(-1))
        ssyevd_("V", "U", &order, &a, &order, &w, &query, &size, &integerQuery, &integerSize, &info)
        size = Int32(query)
        integerSize = integerQuery
        var work = [Float](repeating: 0, count: Int(size))
        var integers = [Int32](repeating: 0, count: Int(integerSize))
        ssyevd_("V", "U", &order, &a, &order, &w, &work, &size, &integers, &integerSize, &info)
        return Int(info)
    }
}
