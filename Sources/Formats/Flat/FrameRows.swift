import Arrays

/// Patterns that lie one behind the other in a flat file, at equal distances, read block by block.
struct FrameRows: RowSource {
    /// Where the patterns are.
    struct Layout: Sendable {
        /// Byte at which the first frame begins.
        var start: Int
        /// Bytes of a frame's own header, before its pixels.
        var header = 0
        var number: BinaryNumber
        /// Whether the first row in the file is the lowest of the detector.
        var isBottomUp = false

        /// Bytes from one frame to the next.
        func stride(pixels: Int) -> Int { header + pixels * number.size }
    }

    let shape: ObservationShape
    private let file: FlatFile
    private let layout: Layout

    /// - Precondition: lengths whose product has been held against the size of the file.
    init(_ file: FlatFile, shape: ObservationShape, layout: Layout) {
        self.file = file
        self.shape = shape
        self.layout = layout
    }

    func forEachBlock(_ body: (RowBlock) throws -> Void) throws { try forEachBlock(of: 0..<shape.rowCount, body) }

    func forEachBlock(of rows: Range<Int>, _ body: (RowBlock) throws -> Void) throws {
        let step = shape.rowsPerBlock()
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
            try body(RowBlock(firstRow: first, values: try read(first, min(step, rows.upperBound - first))))
        }
    }

    private func read(_ first: Int, _ count: Int) throws -> Matrix<Float> {
        let pixels = shape.columnCount
        let frame = layout.stride(pixels: pixels)
        // Some megabytes of raw bytes at a time, whatever a block holds.
        let step = max(1, (8 << 20) / frame)
        let elements = try [Float](unsafeUninitializedCapacity: count * pixels) { buffer, filled in
            for start in stride(from: 0, to: count, by: step) {
                let frames = min(step, count - start)
                let bytes = try file.bytes(layout.start + (first + start) * frame, count: frames * frame)
                bytes.withUnsafeBytes { bytes in
                    for index in 0..<frames {
                        let raw = UnsafeRawBufferPointer(rebasing: bytes[(index * frame + layout.header)...])
                        decode(
                            raw,
                            UnsafeMutableBufferPointer(rebasing: buffer[((start + index) * pixels)...].prefix(pixels)))
                    }
                }
            }
            filled = count * pixels
        }
        return Matrix(rows: count, columns: pixels, elements: elements)
    }

    private func decode(_ raw: UnsafeRawBufferPointer, _ pattern: UnsafeMutableBufferPointer<Float>) {
        guard layout.isBottomUp else { return layout.number.decode(raw, into: pattern) }
        let width = shape.detectorX
        for y in 0..<shape.detectorY {
            let line = UnsafeRawBufferPointer(rebasing: raw[(y * width * layout.number.size)...])
            let target = (shape.detectorY - 1 - y) * width
            layout.number.decode(line, into: UnsafeMutableBufferPointer(rebasing: pattern[target..<target + width]))
        }
    }
}
