import Arrays
import Glibc

/// The leading part of X = U·S·Vᵀ, without centring.
struct SingularTriplets {
    /// Scan position × component: Y = U·S.
    let scores: Matrix<Double>
    /// Component × pixel, orthonormal rows.
    let patterns: Matrix<Double>
    /// Singular values, descending; often more than there are components.
    let singularValues: [Double]
    /// ‖X‖², of which the squared singular values are the parts.
    let squaredNorm: Double
    let passes: Int
    let converged: Bool

    /// The leading `rank` components and as many singular values as `scree` asks and the data have.
    ///
    /// A sign is free in each component; it is chosen so that Σv³ > 0, or Σu³ > 0 where v is nearly symmetric
    /// (|Σv³| < 10⁻⁶ Σ|v|³). Components beyond the number of distinct patterns or of pixels are zero.
    init<Source>(
        of observations: ReadObservations<Source>, rank: Int, scree: Int, seed: Seed, progress: Progress
    ) throws {
        let leading: Leading
        switch observations {
        case .gathered(let rows):
            let (m, n) = (rows.values.rows, rows.values.columns)
            let wanted = min(max(rank, scree), m, n)
            let (short, long) = (min(m, n), max(m, n))
            let local =
                short * short <= Self.directWork / max(1, long)
                ? try Self.direct(rows, wanted)
                : try Self.iterated(rows, wanted, rank: min(rank, wanted), seed: seed, progress: progress)
            leading = Leading(
                u: rows.maps(local.u).transposed, s: local.s, vt: rows.spread(local.vt), squaredNorm: rows.squaredNorm,
                passes: local.passes, converged: local.converged)
        case .streamed(let rows):
            let wanted = min(max(rank, scree), rows.rows, rows.columns)
            leading = try Self.iterated(rows, wanted, rank: min(rank, wanted), seed: seed, progress: progress)
        }
        self.init(leading, rank: rank)
    }

    /// Up to this many multiplications LAPACK works on the whole matrix (a few seconds).
    private static let directWork = 4_000_000_000

    private init(_ leading: Leading, rank: Int) {
        var scores = Matrix<Double>(rows: leading.u.rows, columns: rank)
        var patterns = Matrix<Double>(rows: rank, columns: leading.vt.columns)
        for t in 0..<min(rank, leading.s.count) {
            let (u, v) = (leading.u.column(t), leading.vt.row(t))
            let sign = Self.sign(u: u, v: v)
            for i in u.indices { scores[i, t] = sign * u[i] * leading.s[t] }
            for j in v.indices { patterns[t, j] = sign * v[j] }
        }
        self.scores = scores
        self.patterns = patterns
        singularValues = leading.s
        squaredNorm = leading.squaredNorm
        passes = leading.passes
        converged = leading.converged
    }

    private static func sign(u: [Double], v: [Double]) -> Double {
        let cubes = v.reduce(0) { $0 + $1 * $1 * $1 }
        let size = v.reduce(0) { $0 + abs($1 * $1 * $1) }
        let decisive = abs(cubes) < 1e-6 * size ? u.reduce(0) { $0 + $1 * $1 * $1 } : cubes
        return decisive < 0 ? -1 : 1
    }

    /// Rows × k, k, k × columns.
    struct Leading {
        var u: Matrix<Double>
        var s: [Double]
        var vt: Matrix<Double>
        var squaredNorm: Double
        var passes = 1
        var converged = true
    }

    /// LAPACK on diag(√count)·D, whose singular values and V are those of X; U follows as diag(1/√count)·U′.
    private static func direct(_ rows: GatheredRows, _ wanted: Int) throws -> Leading {
        let weights = rows.counts.map { $0.squareRoot() }
        var weighted: Matrix<Double> = rows.values.converted()
        for d in 0..<weighted.rows { for c in 0..<weighted.columns { weighted[d, c] *= weights[d] } }
        let whole = try weighted.singularValueDecomposition()
        var u = Matrix<Double>(rows: weighted.rows, columns: wanted)
        for d in 0..<u.rows { for t in 0..<wanted { u[d, t] = whole.u[d, t] / weights[d] } }
        let vt = Matrix(
            rows: wanted, columns: weighted.columns,
            elements: Array(whole.vt.elements.prefix(wanted * weighted.columns)))
        return Leading(u: u, s: Array(whole.s.prefix(wanted)), vt: vt, squaredNorm: rows.squaredNorm)
    }
}
