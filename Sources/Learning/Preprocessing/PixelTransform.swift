import Arrays
import Glibc

/// What is done to every pixel before a method sees it, and undone to the patterns that it finds.
struct PixelTransform: Sendable {
    let scale: Preprocessed.Scale
    /// One factor a pixel; where it is zero, the pixel is masked.
    let weights: [Double]

    /// x ↦ w·f(x).
    func applied(_ x: Float, pixel: Int) -> Float {
        guard weights[pixel] > 0 else { return x.isFinite ? 0 : x }
        return Float(weights[pixel] * scale.applied(Double(x)))
    }

    /// Masked pixels come back as zero.
    func undone(_ patterns: Matrix<Double>) -> Matrix<Double> {
        var result = patterns
        for t in 0..<patterns.rows {
            for c in 0..<patterns.columns {
                result[t, c] = weights[c] > 0 ? scale.undone(patterns[t, c] / weights[c]) : 0
            }
        }
        return result
    }
}

extension Preprocessed.Scale {
    /// Odd in x, so that a value below zero, such as noise about a subtracted dark level, keeps its sign.
    func applied(_ x: Double) -> Double {
        switch self {
        case .linear: x
        case .root: x < 0 ? -(-x).squareRoot() : x.squareRoot()
        case .log: x < 0 ? -log1p(-x) : log1p(x)
        }
    }

    func undone(_ y: Double) -> Double {
        switch self {
        case .linear: y
        case .root: y < 0 ? -y * y : y * y
        case .log: y < 0 ? -expm1(-y) : expm1(y)
        }
    }
}

/// Observations as a method sees them after preprocessing.
struct TransformedRows<Source: RowSource>: RowSource {
    let source: Source
    let transform: PixelTransform

    var shape: ObservationShape { source.shape }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        try source.forEachBlock { block in
            var values = block.values
            let width = values.columns
            for i in 0..<values.rows {
                for c in 0..<width { values[i, c] = transform.applied(values[i, c], pixel: c) }
            }
            try body(RowBlock(firstRow: block.firstRow, values: values))
        }
    }
}

/// Observations made again from their leading singular components, in blocks of 256 patterns.
struct LowRankRows: RowSource {
    let shape: ObservationShape
    /// Scan position × component.
    let scores: Matrix<Double>
    /// Component × pixel.
    let patterns: Matrix<Double>
    /// Whether what falls below zero is set to zero.
    let clipped: Bool

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        let height = 256
        for first in stride(from: 0, to: scores.rows, by: height) {
            let count = min(height, scores.rows - first)
            let part = Matrix(
                rows: count, columns: scores.columns,
                elements: Array(scores.elements[first * scores.columns..<(first + count) * scores.columns]))
            var values: Matrix<Float> = Matrix.product(part, patterns).converted()
            if clipped { for i in values.elements.indices { values.elements[i] = max(0, values.elements[i]) } }
            try body(RowBlock(firstRow: first, values: values))
        }
    }
}
