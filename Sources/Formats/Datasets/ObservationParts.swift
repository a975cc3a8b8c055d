import Arrays
import Datasets

/// Goes through observations in order, in parts of at most 64 MiB, so that progress is seen and memory for converted
/// numbers is small.
struct ObservationParts {
    let shape: ObservationShape
    /// The file that is written, for messages.
    let file: String

    /// Some consecutive patterns.
    struct Part {
        let firstRow: Int
        let rowCount: Int
        /// Their pixels, row by row.
        let values: ArraySlice<Float>
    }

    /// - Parameters:
    ///   - share: which part of the whole work this is, for progress.
    /// - Throws: `FormatError.cannotWrite` when blocks do not follow each other; `Cancelled`; what `body` throws.
    func forEach(
        of observations: any RowSource, progress: Progress, _ what: String, share: ClosedRange<Double> = 0...1,
        _ body: (Part) throws -> Void
    ) throws {
        var done = 0
        let step = shape.rowsPerBlock(values: 16 << 20)
        try observations.forEachBlock { block in
            guard block.firstRow == done, block.values.columns == shape.columnCount,
                done + block.values.rows <= shape.rowCount
            else { throw failure("its observations come in blocks that do not follow each other") }
            while done < block.firstRow + block.values.rows {
                let count = min(step - done % step, block.firstRow + block.values.rows - done)
                let start = (done - block.firstRow) * shape.columnCount
                let values = block.values.elements[start..<start + count * shape.columnCount]
                try body(Part(firstRow: done, rowCount: count, values: values))
                done += count
                let fraction = Double(done) / Double(shape.rowCount)
                try progress.report(share.lowerBound + fraction * (share.upperBound - share.lowerBound), what)
            }
        }
        guard done == shape.rowCount else { throw failure("only \(done) of \(shape.rowCount) patterns came") }
    }

    /// Numbers as an integer type stores them, rounded.
    ///
    /// - Parameter firstRow: the dataset's row of the first value.
    /// - Throws: `FormatError.cannotWrite` for a value beyond the type, NaN included.
    func rounded<T: FixedWidthInteger>(
        _ values: ArraySlice<Float>, firstRow: Int, as storage: Dataset.Storage
    ) throws -> [T] {
        let limit = Float(T.max)
        var fits = true
        let result = values.map { value -> T in
            let number = value.rounded()
            // Also false for NaN.
            let isInside = number >= 0 && number <= limit
            fits = fits && isInside
            return isInside ? T(number) : 0
        }
        guard fits else {
            let position = values.firstIndex { !($0.rounded() >= 0 && $0.rounded() <= limit) } ?? values.startIndex
            let row = firstRow + (position - values.startIndex) / shape.columnCount
            throw failure(
                "the value \(values[position]) in pattern \(row) does not fit \(storage.rawValue); "
                    + "store float32, or scale the counts")
        }
        return result
    }

    private func failure(_ reason: String) -> FormatError { .cannotWrite(file: file, reason: reason) }
}
