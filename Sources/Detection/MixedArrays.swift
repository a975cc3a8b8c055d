import Arrays

/// Mixtures of two patterns along a line that is scanned again and again, made block by block: as large as asked for in
/// little memory.
struct MixedArrays: RowSource {
    let shape: ObservationShape
    /// Member × pixel.
    private let patterns: Matrix<Double>
    /// Member × position of a line.
    private let abundances: Matrix<Double>
    /// Mean counts where a pattern is 1, and the noise's seed; nil for no counting.
    private let counting: (counts: Double, seed: Seed)?

    init(
        shape: ObservationShape, patterns: Matrix<Double>, abundances: Matrix<Double>,
        counting: (counts: Double, seed: Seed)?
    ) {
        self.shape = shape
        self.patterns = patterns
        self.abundances = abundances
        self.counting = counting
    }

    /// In blocks of at most 64 MiB, as the shape decides.
    func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        let step = max(1, min(shape.rowCount, (16 << 20) / max(1, shape.columnCount)))
        for first in stride(from: 0, to: shape.rowCount, by: step) {
            try body(RowBlock(firstRow: first, values: try rows(first, min(step, shape.rowCount - first))))
        }
    }

    private func rows(_ first: Int, _ count: Int) throws -> Matrix<Float> {
        let width = shape.columnCount
        var values = Matrix<Float>(rows: count, columns: width)
        try values.elements.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            try inFixedBlocks(count) { index in
                let row = first + index
                let position = row % shape.scanX
                let (a, b) = (abundances[0, position], abundances[1, position])
                for pixel in 0..<width {
                    buffer[index * width + pixel] = Float(a * patterns[0, pixel] + b * patterns[1, pixel])
                }
                guard let counting else { return }
                var stream = counting.seed.stream("counting noise \(row)")
                for pixel in index * width..<(index + 1) * width where buffer[pixel] > 0 {
                    buffer[pixel] = Float(stream.poisson(mean: counting.counts * Double(buffer[pixel])))
                }
            }
        }
        return values
    }
}
