import Arrays

extension Factors {
    /// Non-negative double singular value decomposition (Boutsidis & Gallopoulos, Pattern Recognition 41, 1350, 2008), values
    /// below 10⁻⁶ set to zero: the first component from |u₁| and |v₁|, each further one from the positive or the negative
    /// parts of u and v, whichever have the larger product of norms.
    static func nndsvd(_ triplets: SingularTriplets) -> Factors {
        let (n, p, rank) = (triplets.scores.rows, triplets.patterns.columns, triplets.patterns.rows)
        var factors = Factors(z: Matrix(rows: n, columns: rank), w: Matrix(rows: rank, columns: p))
        for t in 0..<min(rank, triplets.singularValues.count) {
            let s = triplets.singularValues[t]
            guard s > 0 else { continue }
            var u = triplets.scores.column(t).map { $0 / s }
            var v = triplets.patterns.row(t)
            if t == 0 {
                (u, v) = (u.map { abs($0) }, v.map { abs($0) })
            } else {
                let positive = (u.map { max(0, $0) }, v.map { max(0, $0) })
                let negative = (u.map { max(0, -$0) }, v.map { max(0, -$0) })
                let sizes = (norm(positive.0) * norm(positive.1), norm(negative.0) * norm(negative.1))
                (u, v) = sizes.0 > sizes.1 ? positive : negative
            }
            let (uNorm, vNorm) = (norm(u), norm(v))
            guard uNorm > 0, vNorm > 0 else { continue }
            let scale = (s * uNorm * vNorm).squareRoot()
            for i in 0..<n { factors.z[i, t] = cut(scale * u[i] / uNorm) }
            for j in 0..<p { factors.w[t, j] = cut(scale * v[j] / vNorm) }
        }
        return factors
    }

    /// Where the factors are below `value`, that value.
    func floored(at value: Double) -> Factors {
        Factors(
            z: Matrix(rows: z.rows, columns: z.columns, elements: z.elements.map { max(value, $0) }),
            w: Matrix(rows: w.rows, columns: w.columns, elements: w.elements.map { max(value, $0) }))
    }

    /// The zeros replaced by a value.
    func zerosReplaced(by value: Double) -> Factors {
        Factors(
            z: Matrix(rows: z.rows, columns: z.columns, elements: z.elements.map { $0 == 0 ? value : $0 }),
            w: Matrix(rows: w.rows, columns: w.columns, elements: w.elements.map { $0 == 0 ? value : $0 }))
    }

    /// Patterns of uniform random numbers in 0 ..< 2√(mean of X / components) and loadings of half that: what the loadings are
    /// then follows from the patterns, and equal observations have equal loadings.
    static func random<Source>(
        _ observations: ReadObservations<Source>, components: Int, stream: RandomStream
    ) -> Factors {
        var stream = stream
        let size = 2 * (observations.mean / Double(components)).squareRoot()
        let (positions, pixels) = observations.size
        return Factors(
            z: Matrix(rows: positions, columns: components, repeating: size / 2),
            w: Matrix(
                rows: components, columns: pixels,
                elements: (0..<components * pixels).map { _ in size * stream.uniform() }))
    }
}

extension ReadObservations {
    /// Scan positions and pixels of the detector.
    var size: (positions: Int, pixels: Int) {
        switch self {
        case .gathered(let rows): (rows.positions, rows.pixelCount)
        case .streamed(let rows): (rows.rows, rows.columns)
        }
    }

    /// The mean over all scan positions and pixels.
    var mean: Double {
        let count = Double(max(1, size.positions * size.pixels))
        return switch self {
        case .gathered(let rows): rows.sum / count
        case .streamed(let rows): rows.sum / count
        }
    }

    /// How many values there are, repetitions and empty pixels left out.
    var valueCount: Int {
        switch self {
        case .gathered(let rows): rows.rows * rows.columns
        case .streamed(let rows): rows.rows * rows.columns
        }
    }
}

/// Where a non-negative factorisation begins.
public enum FactorStart: String, Sendable, Codable, CaseIterable {
    /// Non-negative double singular value decomposition (Boutsidis & Gallopoulos, Pattern Recognition 41, 1350, 2008).
    case nndsvd
    /// The same with its zeros replaced by the mean of the observations, so that a descent can move them.
    case nndsvda
    /// Uniform random numbers, scaled to the mean of the observations.
    case random
}

/// Which start, and how many of them.
struct StartChoice: Sendable {
    let start: FactorStart
    let starts: Int

    static let options = [
        MethodOption(
            "start", default: "nndsvd", "nndsvd or nndsvda (from the singular value decomposition), or random"),
        MethodOption("starts", default: "1", "number of random starts, of which the lowest objective wins"),
    ]

    func check(_ check: OptionCheck) throws(LearningError) {
        try check.positive(starts, "starts")
        guard starts == 1 || start == .random else {
            throw check.bad("starts", "is \(starts), but \(start.rawValue) is one start only; set start to random")
        }
    }
}

private func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }

private func cut(_ value: Double) -> Double { value < 1e-6 ? 0 : value }
