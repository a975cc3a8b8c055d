import Arrays
import Metrics
import TestSupport

private func amari(_ change: @escaping @Sendable ([[Double]]) -> [[Double]]) -> PlantedReading {
    {
        let patterns = try Fixture.c.get().patterns
        return amariIndex(truth: patterns, estimate: change(patterns)).value
    }
}

/// Singular values whose squares fall by these powers of ten.
private func contrast(_ gaps: [Double], _ read: @escaping @Sendable (ScreeContrast) -> Double) -> PlantedReading {
    {
        // Square roots of powers of ten, from exact decimal exponents of multiples of 0.2.
        let step = 1.2589254117941673  // 10^0.1
        var values = [1.0]
        for gap in gaps {
            var value = values[values.count - 1]
            for _ in 0..<Int((gap * 5).rounded()) { value /= step }
            values.append(value)
        }
        return screeContrast(singularValues: values).map(read)
    }
}

private let oneRegimeChange = [0.2, 0.2, 2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2]

/// Numbers that floats hold exactly, so that nothing is left over.
private func reconstruction(of factor: Double) -> PlantedReading {
    {
        let patterns = Matrix([[1.0, 2, 0, 4], [0, 1, 8, 0.5]])
        let maps = Matrix([[1, 0.5, 0.0], [0, 0.5, 1.0]])
        let shape = ObservationShape(scanY: 1, scanX: 3, detectorY: 2, detectorX: 2)
        let x: Matrix<Float> = Matrix.product(maps.transposed, patterns).converted()
        let scaled = Matrix(rows: 2, columns: 3, elements: maps.elements.map { factor * $0 })
        return try reconstructionError(
            observations: InMemoryRows(shape: shape, values: x, rowsPerBlock: 2), maps: scaled, patterns: patterns
        ).value
    }
}

private func matching(
    _ order: @escaping @Sendable (Fixture) -> [[Double]], _ read: @escaping @Sendable (Matching) -> Double?
)
    -> PlantedReading
{
    {
        let fixture = try Fixture.c.get()
        return read(Matching(truth: fixture.patterns, estimate: order(fixture), signed: true))
    }
}

let plantedWholeReadings: [String: PlantedReading] = [
    // Member 0 is source 1, member 1 source 2, member 2 source 0.
    "perm": matching(
        { [$0.pattern(2), $0.pattern(0), $0.pattern(1)] },
        {
            $0.sources.reduce(0.0) { $0 * 10 + Double($1 ?? 9) }
        }),
    "missing member is None": matching({ [$0.pattern(0), $0.pattern(1)] }, { $0.sources[2] == nil ? 1 : 0 }),
    "extra index": matching(
        { [mix($0.pattern(0), 1, $0.pattern(1), 1), $0.pattern(0), $0.pattern(1), $0.pattern(2)] },
        {
            $0.extra.count == 1 ? Double($0.extra[0]) : nil
        }),
    "amari truth": amari { $0 },
    "amari perm+scale": amari { [$0[2].map { 3 * $0 }, $0[0].map { 0.2 * $0 }, $0[1].map { 50 * $0 }] },
    "amari all equal rows": amari { w in
        let sum = mix(mix(w[0], 1, w[1], 1), 1, w[2], 1)
        return [sum, sum, sum]
    },
    "amari not square": amari { Array($0.prefix(2)) },
    "amari zero row": amari { [$0[0], $0[1], $0[2].map { _ in 0 }] },
    "amari 2x2 mix .07": {
        let w = try Fixture.a.get().patterns
        return amariIndex(truth: w, estimate: [mix(w[0], 0.93, w[1], 0.07), mix(w[0], 0.07, w[1], 0.93)]).value
    },
    "scree exact rank 2": {
        let s = try Fixture.a.get().observations.singularValueDecomposition().s
        return screeContrast(singularValues: s).map { Double($0.rank) }
    },
    "scree c": {
        // Its singular values are the roots of the eigenvalues of the smaller product.
        let eigenvalues = try Fixture.c.get().observations.gram.symmetricEigen().values
        return screeContrast(singularValues: eigenvalues.map { max(0, $0).squareRoot() }).map { Double($0.rank) }
    },
    "scree geometric": contrast(oneRegimeChange) { Double($0.rank) },
    "scree geometric gap": contrast(oneRegimeChange, \.gap),
    "scree geometric contrast": contrast(oneRegimeChange, \.contrast),
    "scree pure geometric contrast 1 (no regime)": contrast([Double](repeating: 0.4, count: 9), \.contrast),
    "recon truth": reconstruction(of: 1),
    "recon zero": reconstruction(of: 0),
    "no NaN/inf anywhere in the null table": {
        let estimates = try nullEstimates()
        let values = estimates.values.flatMap { comparison in
            Metric.all.flatMap { metric in
                comparison.truth.names.indices.compactMap { metric.score(comparison, member: $0).value }
            }
        }
        return !values.isEmpty && values.allSatisfy(\.isFinite) ? 1 : 0
    },
]
