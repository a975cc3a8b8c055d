public import Arrays

/// Patterns moved so that the direct beam of each falls on the centre of one pixel, (n/2, n/2).
///
/// By bilinear interpolation: it makes no negative values and no ringing at the edge of saturated discs, as a Fourier
/// shift would, at the price of a blur of up to half a pixel. What comes from outside the detector is 0.
public struct AlignedRows: RowSource {
    public let shape: ObservationShape
    private let rows: any RowSource
    private let places: [CentralBeam.Place]

    /// - Precondition: one place for each pattern.
    public init(_ rows: any RowSource, places: [CentralBeam.Place]) {
        precondition(places.count == rows.rowCount, "one place for each pattern")
        self.rows = rows
        self.places = places
        shape = rows.shape
    }

    public func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
        let target = CentralBeam.Place(y: Double(shape.detectorY / 2), x: Double(shape.detectorX / 2))
        try rows.forEachBlock { block in
            let columns = shape.columnCount
            let moved = [Float](unsafeUninitializedCapacity: block.values.elements.count) { buffer, filled in
                for row in 0..<block.values.rows {
                    let place = places[block.firstRow + row]
                    let (dy, dx) = (place.y - target.y, place.x - target.x)
                    let start = row * columns
                    block.values.elements.withUnsafeBufferPointer { values in
                        let image = BilinearImage(
                            pixels: UnsafeBufferPointer(rebasing: values[start..<start + columns]),
                            height: shape.detectorY, width: shape.detectorX)
                        for y in 0..<shape.detectorY {
                            for x in 0..<shape.detectorX {
                                buffer[start + y * shape.detectorX + x] = image.value(
                                    y: Double(y) + dy, x: Double(x) + dx)
                            }
                        }
                    }
                }
                filled = block.values.elements.count
            }
            try body(
                RowBlock(
                    firstRow: block.firstRow, values: Matrix(rows: block.values.rows, columns: columns, elements: moved)
                ))
        }
    }
}
