package import Arrays

/// Observations without their repetitions: each distinct pattern once, each pixel that is zero everywhere left out.
///
/// Simulated scans repeat their pure ends, and a detector without background is mostly empty. Every algorithm here gives the
/// same result on this form when it counts row d `counts[d]` times, because it treats equal rows equally and never moves an
/// empty pixel away from zero.
package struct GatheredRows: Sendable {
    /// Distinct pattern × kept pixel.
    package let values: Matrix<Float>
    /// How often each distinct pattern occurs.
    package let counts: [Double]
    /// Scan position → distinct pattern, numbered in the order of their first appearance.
    package let distinctOfRow: [Int]
    /// Kept pixel → pixel of the detector, ascending.
    package let pixels: [Int]
    /// Pixels in a whole pattern.
    package let pixelCount: Int

    /// Source × kept pixel → source × pixel, with zero elsewhere.
    func spread(_ patterns: Matrix<Double>) -> Matrix<Double> {
        var result = Matrix<Double>(rows: patterns.rows, columns: pixelCount)
        for t in 0..<patterns.rows {
            for (c, pixel) in pixels.enumerated() { result[t, pixel] = patterns[t, c] }
        }
        return result
    }

    /// Distinct pattern × source → source × scan position.
    func maps(_ loadings: Matrix<Double>) -> Matrix<Double> {
        var result = Matrix<Double>(rows: loadings.columns, columns: distinctOfRow.count)
        for t in 0..<loadings.columns {
            for (row, d) in distinctOfRow.enumerated() { result[t, row] = loadings[d, t] }
        }
        return result
    }

    /// ‖X‖², the repetitions counted.
    var squaredNorm: Double {
        var sum = 0.0
        for d in 0..<values.rows {
            var row = 0.0
            for c in 0..<values.columns {
                let x = Double(values[d, c])
                row += x * x
            }
            sum += counts[d] * row
        }
        return sum
    }
}

/// Observations, once read: gathered in memory where they fit, else left where they are and streamed.
enum ReadObservations<Source: RowSource> {
    case gathered(GatheredRows)
    case streamed(StreamedRows<Source>)

    /// Reads all blocks once.
    ///
    /// - Parameter limit: how many values of distinct patterns may be held in memory. Which case comes back depends on the
    ///   observations and on this limit only.
    /// - Throws: `LearningError.noObservations`, `.notFinite`; with `nonNegative`, `.failed` at the first negative value.
    init(_ source: Source, limit: Int, nonNegativeFor method: String? = nil, progress: Progress) throws {
        guard source.shape.rowCount > 0, source.shape.columnCount > 0 else { throw LearningError.noObservations }
        var gathering = Gathering(pixelCount: source.shape.columnCount)
        var fits = true
        var squaredNorm = 0.0
        try source.forEachBlock { block in
            try progress.checkCancellation()
            squaredNorm += try block.checkedSquaredNorm(nonNegativeFor: method)
            if fits { fits = gathering.add(block, limit: limit) }
        }
        self = fits ? .gathered(gathering.result()) : .streamed(StreamedRows(source: source, squaredNorm: squaredNorm))
    }
}

/// How many values of distinct patterns a method holds in memory (2 GiB); more are streamed from their source.
package var valuesHeldInMemory: Int { MemoryAllowance.values }

extension RowBlock {
    /// ‖block‖², or the error at the first value that cannot be used.
    fileprivate func checkedSquaredNorm(nonNegativeFor method: String?) throws(LearningError) -> Double {
        var (sum, lowest) = (0.0, Float(0))
        for x in values.elements {
            sum += Double(x) * Double(x)
            lowest = min(lowest, x)
        }
        if !sum.isFinite, let bad = values.elements.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(row: firstRow + bad / values.columns, column: bad % values.columns)
        }
        if let method, lowest < 0, let bad = values.elements.firstIndex(where: { $0 < 0 }) {
            throw .failed(
                method: method,
                reason: "the pattern at position \(firstRow + bad / values.columns) is negative at pixel "
                    + "\(bad % values.columns); give it counts of zero or more")
        }
        return sum
    }
}

/// Collects distinct rows.
private struct Gathering {
    let pixelCount: Int
    var elements: [Float] = []
    var counts: [Double] = []
    var distinctOfRow: [Int] = []
    var candidates: [UInt64: [Int]] = [:]

    init(pixelCount: Int) { self.pixelCount = pixelCount }

    /// Whether the distinct rows are still within the limit.
    mutating func add(_ block: RowBlock, limit: Int) -> Bool {
        for i in 0..<block.values.rows {
            let row = block.values.elements[i * pixelCount..<(i + 1) * pixelCount]
            let hash = Self.hash(row)
            if let known = candidates[hash]?.first(where: { isEqual($0, row) }) {
                counts[known] += 1
                distinctOfRow.append(known)
                continue
            }
            if elements.count + pixelCount > limit { return false }
            candidates[hash, default: []].append(counts.count)
            distinctOfRow.append(counts.count)
            counts.append(1)
            elements += row
        }
        return true
    }

    private static func hash(_ row: ArraySlice<Float>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        // Adding zero makes -0 and 0, which are equal, hash equally.
        for x in row { hash = (hash ^ UInt64((x + 0).bitPattern)) &* 0x100_0000_01b3 }
        return hash
    }

    private func isEqual(_ d: Int, _ row: ArraySlice<Float>) -> Bool {
        elements[d * pixelCount..<(d + 1) * pixelCount].elementsEqual(row)
    }

    consuming func result() -> GatheredRows {
        let rows = counts.count
        var used = [Bool](repeating: false, count: pixelCount)
        for d in 0..<rows { for c in 0..<pixelCount where elements[d * pixelCount + c] != 0 { used[c] = true } }
        let pixels = (0..<pixelCount).filter { used[$0] }
        var kept = elements
        if pixels.count < pixelCount {
            kept = [Float](repeating: 0, count: rows * pixels.count)
            for d in 0..<rows {
                for (c, pixel) in pixels.enumerated() {
                    kept[d * pixels.count + c] = elements[d * pixelCount + pixel]
                }
            }
        }
        return GatheredRows(
            values: Matrix(rows: rows, columns: pixels.count, elements: kept), counts: counts,
            distinctOfRow: distinctOfRow, pixels: pixels, pixelCount: pixelCount)
    }
}
