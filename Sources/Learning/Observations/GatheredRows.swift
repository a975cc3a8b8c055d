package import Arrays

/// Observations without their repetitions: each distinct pattern once, each pixel that is zero everywhere left out (unless a
/// method may move it).
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
    /// ‖X‖², the repetitions counted.
    let squaredNorm: Double
    /// Σx, the repetitions counted.
    let sum: Double

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
}

/// Collects distinct rows. Observations that come as one block are not copied while they are read.
struct Gathering {
    private let shape: ObservationShape
    private let limit: Int
    private var whole: Matrix<Float>?
    private var elements: [Float] = []
    /// Where in the block, or in `elements`, each distinct row lies.
    private var origin: [Int] = []
    private var counts: [Double] = []
    private var distinctOfRow: [Int] = []
    private var candidates: [UInt64: [Int]] = [:]

    init(shape: ObservationShape, limit: Int) {
        self.shape = shape
        self.limit = limit
    }

    /// Whether the distinct rows are still within the limit.
    mutating func add(_ block: RowBlock, _ digests: [RowRun.Digest]) -> Bool {
        let pixels = shape.columnCount
        let isWhole = block.values.rows == shape.rowCount
        if isWhole { whole = block.values }
        for (i, digest) in digests.enumerated() {
            let row = block.values.elements[i * pixels..<(i + 1) * pixels]
            if let known = candidates[digest.hash]?.first(where: { distinct(origin[$0]).elementsEqual(row) }) {
                counts[known] += 1
                distinctOfRow.append(known)
                continue
            }
            if (counts.count + 1) * pixels > limit { return false }
            candidates[digest.hash, default: []].append(counts.count)
            distinctOfRow.append(counts.count)
            origin.append(isWhole ? i : counts.count)
            counts.append(1)
            if !isWhole {
                // At once, since an array that grows is held twice while it is moved.
                if elements.isEmpty { elements.reserveCapacity(min(limit, shape.rowCount * pixels)) }
                elements += row
            }
        }
        return true
    }

    private func distinct(_ origin: Int) -> ArraySlice<Float> {
        let range = origin * shape.columnCount..<(origin + 1) * shape.columnCount
        return whole?.elements[range] ?? elements[range]
    }

    consuming func result(squaredNorm: Double, sum: Double, keepingEmptyPixels: Bool) -> GatheredRows {
        let (rows, pixelCount) = (counts.count, shape.columnCount)
        let pixels = keepingEmptyPixels ? Array(0..<pixelCount) : usedPixels()
        let values: Matrix<Float>
        if pixels.count == pixelCount, rows == whole?.rows ?? rows {
            values = whole ?? Matrix(rows: rows, columns: pixelCount, elements: elements)
        } else {
            var kept = Matrix<Float>(rows: rows, columns: pixels.count)
            for d in 0..<rows {
                let row = distinct(origin[d])
                for (c, pixel) in pixels.enumerated() { kept[d, c] = row[row.startIndex + pixel] }
            }
            values = kept
        }
        return GatheredRows(
            values: values, counts: counts, distinctOfRow: distinctOfRow, pixels: pixels, pixelCount: pixelCount,
            squaredNorm: squaredNorm, sum: sum)
    }

    /// Pixels that are not zero everywhere, ascending.
    private func usedPixels() -> [Int] {
        var unused = Array(0..<shape.columnCount)
        for d in counts.indices where !unused.isEmpty {
            let row = distinct(origin[d])
            unused.removeAll { row[row.startIndex + $0] != 0 }
        }
        var used = [Bool](repeating: true, count: shape.columnCount)
        for pixel in unused { used[pixel] = false }
        return used.indices.filter { used[$0] }
    }
}
