import Arrays

/// How the maps of some rows, and then all patterns, are improved from products with the other factor.
protocol FactorRule: Sendable {
    /// Improves maps (component × row).
    ///
    /// - Parameters:
    ///   - linear: W·Xᵀ, component × row.
    ///   - gram: W·Wᵀ.
    ///   - weights: how often each row occurs; nil for once each.
    /// - Returns: Σ|projected gradient| before the step, the repetitions counted; 0 where a rule has no use for it.
    func improveMaps(_ maps: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>, weights: [Double]?)
        -> Double
    /// Improves patterns (component × pixel) with linear = Zᵀ·X, component × pixel, and gram = ZᵀZ.
    func improvePatterns(_ patterns: inout Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double
}

/// Observations as sweeps see them.
protocol SweptObservations {
    /// One pass: improves the maps, and gives Zᵀ·X and ZᵀZ of the new ones, the repetitions counted.
    func pass(_ maps: inout Matrix<Double>, patterns: Matrix<Double>, by rule: some FactorRule) throws -> PassResult
    /// ‖X‖².
    var squaredNorm: Double { get }
}

struct PassResult: Sendable {
    /// Component × pixel.
    var linear: Matrix<Double>
    var gram: Matrix<Double>
    var violation: Double
}

/// The rows themselves: read once a sweep, since the products of a run follow while the run is in cache.
struct SweptRows<Rows: RowPasses>: SweptObservations {
    let rows: Rows
    var squaredNorm: Double { rows.squaredNorm }

    func pass(
        _ maps: inout Matrix<Double>, patterns: Matrix<Double>, by rule: some FactorRule
    ) throws -> PassResult {
        let gram = patterns.gram
        let rank = patterns.rows
        let old = maps
        var new = Matrix<Double>(rows: rank, columns: maps.columns)
        var result = PassResult(
            linear: Matrix(rows: rank, columns: rows.columns), gram: Matrix(rows: rank, columns: rank), violation: 0)
        try rows.pass { run in
            var part = PassResult(
                linear: Matrix(rows: rank, columns: run.columns), gram: Matrix(rows: rank, columns: rank), violation: 0)
            var improved = Matrix<Double>(rows: rank, columns: run.rows)
            for few in run.parts(of: 32) {
                var maps = old.columns(few.firstRow..<few.firstRow + few.rows)
                let weights = rows.weights(of: few)
                part.violation += rule.improveMaps(
                    &maps, linear: few.products(with: patterns), gram: gram, weights: weights)
                improved.replaceColumns(from: few.firstRow - run.firstRow, by: maps)
                var weighted = maps
                if let weights {
                    for t in 0..<rank { for i in weights.indices { weighted[t, i] *= weights[i] } }
                }
                few.add(weighted: weighted, to: &part.linear)
                part.gram.add(.product(weighted, maps, transposingSecond: true))
            }
            return (improved, part)
        } _: { first, found in
            let (improved, part) = found
            new.replaceColumns(from: first, by: improved)
            result.linear.add(part.linear)
            result.gram.add(part.gram)
            result.violation += part.violation
        }
        let communicator = rows.communicator
        new.sum(over: communicator)
        result.linear.sum(over: communicator)
        result.gram.sum(over: communicator)
        var violation = [result.violation]
        communicator.sum(&violation)
        result.violation = violation[0]
        maps = new
        return result
    }
}

/// The observations behind their leading singular components, X ≈ Y·Vᵀ: a sweep costs next to nothing.
struct CompressedObservations: SweptObservations {
    /// Scan position × component.
    let scores: Matrix<Double>
    /// Component × pixel.
    let basis: Matrix<Double>
    let squaredNorm: Double

    init(_ triplets: SingularTriplets) {
        scores = triplets.scores
        basis = triplets.patterns
        squaredNorm = triplets.squaredNorm
    }

    func pass(
        _ maps: inout Matrix<Double>, patterns: Matrix<Double>, by rule: some FactorRule
    ) throws -> PassResult {
        let violation = rule.improveMaps(&maps, linear: mapProducts(patterns), gram: patterns.gram, weights: nil)
        return PassResult(linear: patternProducts(maps), gram: maps.gram, violation: violation)
    }

    /// W·Xᵀ, component × scan position.
    func mapProducts(_ patterns: Matrix<Double>) -> Matrix<Double> {
        .product(.product(patterns, basis, transposingSecond: true), scores, transposingSecond: true)
    }

    /// Zᵀ·X, component × pixel.
    func patternProducts(_ maps: Matrix<Double>) -> Matrix<Double> { .product(.product(maps, scores), basis) }
}

/// When sweeps end.
struct SweepLimits: Sendable {
    /// When Σ|projected gradient| is at most this fraction of that in the first sweep; nil for no such end.
    var violation: Double?
    /// When a sweep lowers the objective by less than this fraction; nil for no such end.
    var gain: Double?
    var maxSweeps: Int
}

/// How a descent went.
struct DescentResult<Outcome: Sendable>: Sendable {
    let factors: Outcome
    /// ½‖X − Z·W‖² after each sweep, from the products at hand, and so with an error of about 10⁻¹⁶‖X‖².
    let objective: [Double]
    let converged: Bool
}

extension SweptObservations {
    /// Sweeps over the maps, then over the patterns with the new maps, until the limits.
    func descend(
        from start: WorkingFactors, by rule: some FactorRule, until limits: SweepLimits, label: String,
        progress: Progress
    ) throws -> DescentResult<WorkingFactors> {
        var factors = start
        var objective: [Double] = []
        var first = 0.0
        var converged = false
        while !converged, objective.count < limits.maxSweeps {
            let found = try pass(&factors.maps, patterns: factors.patterns, by: rule)
            let violation =
                found.violation + rule.improvePatterns(&factors.patterns, linear: found.linear, gram: found.gram)
            let now = halfSquaredError(factors.patterns, linear: found.linear, gram: found.gram)
            if objective.isEmpty { first = violation }
            if let tolerance = limits.violation { converged = violation <= tolerance * first }
            if let gain = limits.gain, let last = objective.last { converged = converged || last - now <= gain * last }
            objective.append(now)
            try progress.report(
                Double(objective.count) / Double(limits.maxSweeps), "\(label), sweep \(objective.count)")
        }
        return DescentResult(factors: factors, objective: objective, converged: converged)
    }

    /// ½(‖X‖² − 2⟨ZᵀX, W⟩ + ⟨ZᵀZ, W·Wᵀ⟩).
    func halfSquaredError(_ patterns: Matrix<Double>, linear: Matrix<Double>, gram: Matrix<Double>) -> Double {
        max(
            0,
            squaredNorm - 2 * inner(linear.elements, patterns.elements) + inner(gram.elements, patterns.gram.elements))
            / 2
    }
}

extension ReadObservations {
    /// A descent on all observations from factors of all scan positions and pixels, and back to those.
    func descend(
        from start: Factors, by rule: some FactorRule, until limits: SweepLimits, label: String, progress: Progress
    ) throws -> DescentResult<Factors> {
        switch self {
        case .gathered(let rows):
            let result = try SweptRows(rows: rows).descend(
                from: rows.working(start), by: rule, until: limits, label: label, progress: progress)
            return DescentResult(
                factors: rows.whole(result.factors), objective: result.objective, converged: result.converged)
        case .streamed(let rows):
            let result = try SweptRows(rows: rows).descend(
                from: WorkingFactors(maps: start.z.transposed, patterns: start.w), by: rule, until: limits,
                label: label,
                progress: progress)
            return DescentResult(
                factors: Factors(z: result.factors.maps.transposed, w: result.factors.patterns),
                objective: result.objective, converged: result.converged)
        }
    }
}

extension GatheredRows {
    /// Factors of all rows and pixels → of the distinct rows and kept pixels.
    func working(_ whole: Factors) -> WorkingFactors {
        let rank = whole.w.rows
        var factors = WorkingFactors(
            maps: Matrix(rows: rank, columns: values.rows), patterns: Matrix(rows: rank, columns: pixels.count))
        for (row, d) in distinctOfRow.enumerated() { for t in 0..<rank { factors.maps[t, d] = whole.z[row, t] } }
        for t in 0..<rank { for (c, pixel) in pixels.enumerated() { factors.patterns[t, c] = whole.w[t, pixel] } }
        return factors
    }

    func whole(_ factors: WorkingFactors) -> Factors {
        Factors(z: maps(factors.maps.transposed).transposed, w: spread(factors.patterns))
    }
}

extension Matrix<Double> {
    func columns(_ range: Range<Int>) -> Matrix {
        var result = Matrix(rows: rows, columns: range.count)
        for t in 0..<rows { for (i, c) in range.enumerated() { result[t, i] = self[t, c] } }
        return result
    }

    mutating func replaceColumns(from first: Int, by other: Matrix) {
        for t in 0..<rows { for i in 0..<other.columns { self[t, first + i] = other[t, i] } }
    }
}
