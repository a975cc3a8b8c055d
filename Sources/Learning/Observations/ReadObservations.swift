import Arrays
import Synchronization

/// Observations, once read: gathered in memory where they fit, else left where they are and streamed.
enum ReadObservations<Source: RowSource> {
    case gathered(GatheredRows)
    case streamed(StreamedRows<Source>)

    /// Reads all blocks once.
    ///
    /// - Parameters:
    ///   - limit: how many values of distinct patterns may be held in memory. Which case comes back depends on the
    ///     observations and on this limit only.
    ///   - keepingEmptyPixels: for methods that may move a pixel away from zero that is zero everywhere.
    ///
    /// Observations that may exceed the limit, and those that are shared out to ranks, are sketched in the same pass, so that a
    /// decomposition needs one pass less. No rank sees the repetitions of all, so shared ones are never gathered.
    ///
    /// - Throws: `LearningError.noObservations`, `.notFinite`; with `nonNegative`, `.failed` at the first negative value.
    init(
        _ source: Source, limit: Int, nonNegativeFor method: String? = nil, keepingEmptyPixels: Bool = false,
        progress: Progress
    ) throws {
        let shape = source.shape
        guard shape.rowCount > 0, shape.columnCount > 0 else { throw LearningError.noObservations }
        let communicator = source.communicator
        let isShared = communicator.size > 1
        var gathering: Gathering? = isShared ? nil : Gathering(shape: shape, limit: limit)
        let mayExceed = isShared || shape.rowCount > limit / shape.columnCount
        var sketching = mayExceed ? Sketching(columns: shape.columnCount) : nil
        var sums = [0.0, 0.0]
        try communicator.together {
            try source.forEachBlock { block in
                try progress.checkCancellation()
                let digests = try block.digests()
                try block.check(digests, nonNegativeFor: method)
                for digest in digests { (sums[0], sums[1]) = (sums[0] + digest.squaredNorm, sums[1] + digest.sum) }
                if gathering?.add(block, digests) == false { gathering = nil }
                try sketching?.add(block)
                try progress.report(
                    Double(block.firstRow + block.values.rows) / Double(shape.rowCount), "reading the observations")
            }
        }
        communicator.sum(&sums)
        sketching?.sum(over: communicator)
        let (squaredNorm, sum) = (sums[0], sums[1])
        if let gathering {
            self = .gathered(
                gathering.result(squaredNorm: squaredNorm, sum: sum, keepingEmptyPixels: keepingEmptyPixels))
        } else {
            self = .streamed(
                StreamedRows(source: source, squaredNorm: squaredNorm, sum: sum, sketch: sketching?.back))
        }
    }
}

/// How many values of distinct patterns a method holds in memory (512 MiB); more are streamed from their source.
package var valuesHeldInMemory: Int { MemoryAllowance.values }

extension RowBlock {
    /// Calls `body` with the block's rows in fixed runs, side by side, and returns what it made of them in their order.
    func mapRuns<Part: Sendable>(_ body: @Sendable (RowRun) throws -> Part) throws -> [Part] {
        try mapFixedRuns(of: values, firstRow: firstRow, body)
    }

    fileprivate func digests() throws -> [RowRun.Digest] {
        try mapRuns { run in (0..<run.rows).map { run.digest(row: $0) } }.flatMap { $0 }
    }

    /// Throws the error at the first value that cannot be used.
    fileprivate func check(_ digests: [RowRun.Digest], nonNegativeFor method: String?) throws(LearningError) {
        for (i, digest) in digests.enumerated() {
            if !digest.squaredNorm.isFinite, let bad = values.row(i).firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(row: firstRow + i, column: bad)
            }
            if let method, digest.hasNegative, let bad = values.row(i).firstIndex(where: { $0 < 0 }) {
                throw .failed(
                    method: method,
                    reason:
                        "the pattern at position \(firstRow + i) is negative at pixel \(bad); give it counts of zero "
                        + "or more")
            }
        }
    }
}

/// Runs of at least 64 rows, at most 16 of them: what one is depends on the number of rows only.
func mapFixedRuns<Part: Sendable>(
    of values: Matrix<Float>, firstRow: Int, _ body: @Sendable (RowRun) throws -> Part
) throws -> [Part] {
    let height = max(64, (values.rows + 15) / 16)
    let count = (values.rows + height - 1) / height
    let parts = Mutex([Part?](repeating: nil, count: count))
    try values.elements.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        let runs = (0..<count).map { index in
            RowRun(
                firstRow: firstRow + index * height, rows: min(height, values.rows - index * height),
                columns: values.columns, values: start + index * height * values.columns)
        }
        try inFixedBlocks(count) { index in
            let part = try body(runs[index])
            parts.withLock { $0[index] = part }
        }
    }
    return parts.withLock { $0.compactMap { $0 } }
}
