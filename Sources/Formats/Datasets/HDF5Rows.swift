import Arrays

/// Observations in a file, read block by block.
struct HDF5Rows: RowSource {
    let shape: ObservationShape
    private let data: HDF5Dataset

    /// - Throws: `FormatError.malformed` when a single pattern exceeds the size of a block many times.
    init(_ data: HDF5Dataset) throws {
        let lengths = data.shape.count == 3 ? [1] + data.shape : data.shape
        precondition(lengths.count == 4, "checked by the layout")
        shape = ObservationShape(
            scanY: lengths[0], scanX: lengths[1], detectorY: lengths[2], detectorX: lengths[3])
        guard shape.columnCount <= 1 << 30 else {
            throw data.malformed("has patterns of \(lengths[2]) × \(lengths[3]) pixels", "bin them first")
        }
        self.data = data
    }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws { try forEachBlock(of: 0..<shape.rowCount, body) }

    func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        let step = shape.rowsPerBlock()
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
            try body(RowBlock(firstRow: first, values: try read(first, min(step, rows.upperBound - first))))
        }
    }

    private func read(_ first: Int, _ count: Int) throws -> Matrix<Float> {
        let total = count * shape.columnCount
        let elements = try [Float](unsafeUninitializedCapacity: total) { buffer, filled in
            for box in ScanBox.covering(first: first, count: count, scanX: shape.scanX) {
                let start = (box.firstRow - first) * shape.columnCount
                let part = UnsafeMutableBufferPointer(
                    rebasing: buffer[start..<start + box.rowCount * shape.columnCount])
                let (offset, lengths) = box.inFile(shape, rank: data.shape.count)
                try data.read(into: part, offset: offset, lengths: lengths)
            }
            filled = total
        }
        return Matrix(rows: count, columns: shape.columnCount, elements: elements)
    }
}

/// A rectangle of scan positions whose patterns are consecutive rows: a part of one scan line, or whole lines.
struct ScanBox: Hashable {
    let y: Int
    let x: Int
    let height: Int
    let width: Int
    /// The dataset's row of the first position.
    let firstRow: Int

    var rowCount: Int { height * width }

    /// The rectangles, at most three, that cover `count` rows from `first`.
    static func covering(first: Int, count: Int, scanX: Int) -> [ScanBox] {
        var boxes: [ScanBox] = []
        var row = first
        while row < first + count {
            let (y, x) = (row / scanX, row % scanX)
            let left = first + count - row
            let isWhole = x == 0 && left >= scanX
            let box = ScanBox(
                y: y, x: x, height: isWhole ? left / scanX : 1, width: isWhole ? scanX : min(left, scanX - x),
                firstRow: row)
            boxes.append(box)
            row += box.rowCount
        }
        return boxes
    }

    /// Offset and lengths in a dataset of four axes, or of three with the only scan line left out.
    func inFile(_ shape: ObservationShape, rank: Int) -> (offset: [Int], lengths: [Int]) {
        let offset = [y, x, 0, 0]
        let lengths = [height, width, shape.detectorY, shape.detectorX]
        return (Array(offset.suffix(rank)), Array(lengths.suffix(rank)))
    }
}
