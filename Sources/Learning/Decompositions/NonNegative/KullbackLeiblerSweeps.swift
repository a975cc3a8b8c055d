import Arrays
import Glibc

/// Multiplicative sweeps for D = Σ x ln(x/y) − x + y with y = Z·W (Lee & Seung 2001): first Z, then W with the new Z, each in
/// one pass over the observations. Denominators are at least 10⁻¹².
struct KullbackLeiblerSweeps<Rows: RowPasses> {
    let rows: Rows
    var factors: WorkingFactors

    /// One sweep; returns D before it.
    mutating func sweep() throws -> Double {
        let (rows, patterns) = (rows, factors.patterns)
        let sums = (0..<patterns.rows).map { max(1e-12, patterns.row($0).reduce(0, +)) }
        let old = factors.maps
        var new = old
        var linear = Matrix<Double>(rows: patterns.rows, columns: patterns.columns)
        var mapSums = [Double](repeating: 0, count: patterns.rows)
        var divergence = 0.0
        try rows.pass { run in
            var part = SweepPart(rank: patterns.rows, columns: run.columns, rows: run.rows)
            for few in run.parts(of: 16) {
                var maps = old.columns(few.firstRow..<few.firstRow + few.rows)
                let weights = rows.weights(of: few)
                var ratio = Matrix.product(maps, patterns, transposingFirst: true)
                part.divergence += few.divergence(of: ratio, weights: weights)
                few.divide(byModel: &ratio)
                let gain = Matrix.product(patterns, ratio, transposingSecond: true)
                for t in 0..<maps.rows { for i in 0..<maps.columns { maps[t, i] *= gain[t, i] / sums[t] } }
                part.maps.replaceColumns(from: few.firstRow - run.firstRow, by: maps)
                ratio = Matrix.product(maps, patterns, transposingFirst: true)
                few.divide(byModel: &ratio)
                if let weights {
                    for t in 0..<maps.rows { for i in 0..<maps.columns { maps[t, i] *= weights[i] } }
                }
                part.linear.add(.product(maps, ratio))
                for t in 0..<maps.rows { part.mapSums[t] += maps.row(t).reduce(0, +) }
            }
            return part
        } _: { first, part in
            new.replaceColumns(from: first, by: part.maps)
            linear.add(part.linear)
            for t in mapSums.indices { mapSums[t] += part.mapSums[t] }
            divergence += part.divergence
        }
        factors.maps = new
        for t in 0..<patterns.rows {
            for c in 0..<patterns.columns { factors.patterns[t, c] *= linear[t, c] / max(1e-12, mapSums[t]) }
        }
        return divergence
    }

    /// D of the present factors, in a pass of its own.
    func divergence() throws -> Double {
        let (rows, factors) = (rows, factors)
        var total = 0.0
        try rows.pass { run in
            var sum = 0.0
            for few in run.parts(of: 16) {
                let maps = factors.maps.columns(few.firstRow..<few.firstRow + few.rows)
                let model = Matrix.product(maps, factors.patterns, transposingFirst: true)
                sum += few.divergence(of: model, weights: rows.weights(of: few))
            }
            return sum
        } _: {
            total += $1
        }
        return total
    }
}

/// What a run gives to a sweep.
private struct SweepPart: Sendable {
    var maps: Matrix<Double>
    var linear: Matrix<Double>
    var mapSums: [Double]
    var divergence = 0.0

    init(rank: Int, columns: Int, rows: Int) {
        maps = Matrix(rows: rank, columns: rows)
        linear = Matrix(rows: rank, columns: columns)
        mapSums = [Double](repeating: 0, count: rank)
    }
}

extension RowRun {
    /// Σ x ln(x/y) − x + y over the run, for a model y (row × column), the rows weighted.
    fileprivate func divergence(of model: Matrix<Double>, weights: [Double]?) -> Double {
        var sum = 0.0
        model.elements.withUnsafeBufferPointer { model in
            for i in 0..<rows {
                var inRow = 0.0
                for c in i * columns..<(i + 1) * columns {
                    let (x, y) = (Double(values[c]), max(1e-12, model[c]))
                    inRow += x > 0 ? x * log(x / y) - x + y : y
                }
                sum += (weights?[i] ?? 1) * inRow
            }
        }
        return sum
    }

    /// y → x/y.
    fileprivate func divide(byModel y: inout Matrix<Double>) {
        y.elements.withUnsafeMutableBufferPointer { y in
            for c in y.indices { y[c] = Double(values[c]) / max(1e-12, y[c]) }
        }
    }
}

extension ReadObservations {
    func descendDivergence(
        from start: Factors, until limits: SweepLimits, label: String, progress: Progress
    ) throws -> DescentResult<Factors> {
        switch self {
        case .gathered(let rows):
            let sweeps = KullbackLeiblerSweeps(rows: rows, factors: rows.working(start))
            let result = try descend(sweeps, until: limits, label: label, progress: progress)
            return DescentResult(
                factors: rows.whole(result.factors), objective: result.objective, converged: result.converged)
        case .streamed(let rows):
            let sweeps = KullbackLeiblerSweeps(
                rows: rows, factors: WorkingFactors(maps: start.z.transposed, patterns: start.w))
            let result = try descend(sweeps, until: limits, label: label, progress: progress)
            return DescentResult(
                factors: Factors(z: result.factors.maps.transposed, w: result.factors.patterns),
                objective: result.objective, converged: result.converged)
        }
    }

    /// D after a sweep is what the next one begins with.
    private func descend<Rows>(
        _ start: KullbackLeiblerSweeps<Rows>, until limits: SweepLimits, label: String, progress: Progress
    ) throws -> DescentResult<WorkingFactors> {
        var sweeps = start
        var objective: [Double] = []
        for sweep in 0..<limits.maxSweeps {
            let settled = sweeps.factors
            let divergence = try sweeps.sweep()
            if sweep > 0 {
                let gained = objective.last.map { $0 - divergence <= (limits.gain ?? 0) * $0 } ?? false
                objective.append(divergence)
                if gained { return DescentResult(factors: settled, objective: objective, converged: true) }
            }
            try progress.report(Double(sweep + 1) / Double(limits.maxSweeps), "\(label), sweep \(sweep + 1)")
        }
        objective.append(try sweeps.divergence())
        return DescentResult(factors: sweeps.factors, objective: objective, converged: false)
    }
}
