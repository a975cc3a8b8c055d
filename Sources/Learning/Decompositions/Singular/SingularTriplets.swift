import Arrays
import Glibc

/// The leading part of X = U·S·Vᵀ, without centring unless it is asked for.
struct SingularTriplets: Sendable {
    /// Scan position × component: Y = U·S.
    let scores: Matrix<Double>
    /// Component × pixel, orthonormal rows.
    let patterns: Matrix<Double>
    /// Singular values, descending; often more than there are components.
    let singularValues: [Double]
    /// ‖X‖², of which the squared singular values are the parts.
    let squaredNorm: Double
    /// What was subtracted from each pattern, where the mean was.
    let mean: [Double]?
    let passes: Int
    let converged: Bool

    /// What is done to the observations first.
    enum Treatment {
        case none
        /// The mean pattern is subtracted.
        case centred
        /// Counting noise is made even (`ObservationScaling.poisson`), and the triplets brought back to the observations'
        /// scale: the patterns are then not orthonormal.
        case poisson
    }

    /// The leading `rank` components (or `kept`, of which those behind `rank` need not have settled) and as many singular values as `scree` asks and the data have.
    ///
    /// A sign is free in each component; it is chosen so that Σv³ > 0, or Σu³ > 0 where v is nearly symmetric
    /// (|Σv³| < 10⁻⁶ Σ|v|³). Components beyond the number of distinct patterns or of pixels are zero.
    init<Source>(
        of observations: ReadObservations<Source>, rank: Int, scree: Int, iteratedScree: Int? = nil, kept: Int? = nil,
        treatment: Treatment = .none,
        accuracy: SingularAccuracy? = nil, seed: Seed, progress: Progress
    ) throws {
        let accuracy = accuracy ?? .start(for: observations.valueCount)
        switch observations {
        case .gathered(let rows):
            let asked = Self.isDirect(rows) ? scree : iteratedScree ?? scree
            let wanted = min(max(rank, kept ?? 0, asked), rows.rows, rows.columns)
            let problem = Problem(wanted: wanted, rank: min(rank, wanted), accuracy: accuracy, seed: seed)
            let local = try Self.leading(rows, treatment, problem, progress)
            self.init(
                Leading(
                    u: rows.maps(local.u).transposed, s: local.s, vt: rows.spread(local.vt),
                    squaredNorm: local.squaredNorm, mean: local.mean.map { rows.spread(Matrix([$0])).elements },
                    passes: local.passes, converged: local.converged), rank: kept ?? rank)
        case .streamed(let rows):
            let wanted = min(max(rank, kept ?? 0, iteratedScree ?? scree), rows.rows, rows.columns)
            let problem = Problem(wanted: wanted, rank: min(rank, wanted), accuracy: accuracy, seed: seed)
            self.init(try Self.leading(rows, treatment, problem, progress), rank: kept ?? rank)
        }
    }

    private struct Problem {
        let wanted: Int
        let rank: Int
        let accuracy: SingularAccuracy
        let seed: Seed
    }

    private static func leading<Rows: RowPasses>(
        _ rows: Rows, _ treatment: Treatment, _ problem: Problem, _ progress: Progress
    ) throws -> Leading {
        let scaling: ObservationScaling =
            switch treatment {
            case .none: .none
            case .centred: try .centred(rows)
            case .poisson: try .poisson(rows)
            }
        var leading: Leading
        if let gathered = rows as? GatheredRows, isDirect(gathered) {
            leading = try direct(gathered, scaling, problem.wanted)
        } else {
            leading = try iterated(
                WeightedProducts(rows, scaling: scaling), problem.wanted, rank: problem.rank,
                accuracy: problem.accuracy,
                seed: problem.seed, progress: progress)
        }
        leading.mean = scaling.mean
        if let factors = scaling.rowFactors {
            for i in 0..<leading.u.rows where factors[i] > 0 {
                for t in 0..<leading.u.columns { leading.u[i, t] /= factors[i] }
            }
        }
        if let factors = scaling.pixelFactors {
            for c in 0..<leading.vt.columns where factors[c] > 0 {
                for t in 0..<leading.vt.rows { leading.vt[t, c] /= factors[c] }
            }
        }
        return leading
    }

    private static func isDirect(_ rows: GatheredRows) -> Bool {
        let (short, long) = (min(rows.rows, rows.columns), max(rows.rows, rows.columns))
        return short * short <= directWork / max(1, long)
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
        mean = leading.mean
        passes = leading.passes
        converged = leading.converged
    }

    /// - Precondition: the shapes agree.
    init(
        scores: Matrix<Double>, patterns: Matrix<Double>, singularValues: [Double], squaredNorm: Double,
        mean: [Double]?,
        passes: Int, converged: Bool
    ) {
        self.scores = scores
        self.patterns = patterns
        self.singularValues = singularValues
        self.squaredNorm = squaredNorm
        self.mean = mean
        self.passes = passes
        self.converged = converged
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
        var mean: [Double]?
        var passes = 1
        var converged = true
    }

    /// LAPACK on diag(√count)·D, whose singular values and V are those of X; U follows as diag(1/√count)·U′.
    private static func direct(
        _ rows: GatheredRows, _ scaling: ObservationScaling, _ wanted: Int
    ) throws -> Leading {
        let weights = rows.counts.map { $0.squareRoot() }
        var weighted: Matrix<Double> = rows.values.converted()
        for d in 0..<weighted.rows {
            let factor = weights[d] * (scaling.rowFactors?[d] ?? 1)
            for c in 0..<weighted.columns {
                weighted[d, c] =
                    factor * (weighted[d, c] - (scaling.mean?[c] ?? 0)) * (scaling.pixelFactors?[c] ?? 1)
            }
        }
        let whole = try weighted.singularValueDecomposition()
        var u = Matrix<Double>(rows: weighted.rows, columns: wanted)
        for d in 0..<u.rows { for t in 0..<wanted { u[d, t] = whole.u[d, t] / weights[d] } }
        let vt = Matrix(
            rows: wanted, columns: weighted.columns,
            elements: Array(whole.vt.elements.prefix(wanted * weighted.columns)))
        return Leading(
            u: u, s: Array(whole.s.prefix(wanted)), vt: vt, squaredNorm: scaling.squaredNorm ?? rows.squaredNorm)
    }
}
