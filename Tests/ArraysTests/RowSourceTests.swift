import Arrays
import Testing

@Suite struct RowSourceTests {
    private let shape = ObservationShape(scanY: 2, scanX: 5, detectorY: 1, detectorX: 3)
    private var values: Matrix<Float> { Matrix(rows: 10, columns: 3, elements: (0..<30).map(Float.init)) }

    @Test(arguments: [(nil, [10]), (3, [3, 3, 3, 1]), (10, [10]), (100, [10]), (1, [Int](repeating: 1, count: 10))])
    func blocksCoverTheRowsInOrder(rowsPerBlock: Int?, sizes: [Int]) throws {
        let rows = InMemoryRows(shape: shape, values: values, rowsPerBlock: rowsPerBlock)
        var (found, next): ([Int], Int) = ([], 0)
        try rows.forEachBlock { block in
            #expect(block.firstRow == next)
            #expect(block.values[0, 0] == Float(3 * next))
            next += block.values.rows
            found.append(block.values.rows)
        }
        #expect(found == sizes)
        #expect(try rows.matrix() == values)
    }

    @Test func shapesCountPatternsAndPixels() {
        #expect(shape.rowCount == 10 && shape.columnCount == 3)
        #expect(InMemoryRows(shape: shape, values: values).rowCount == 10)
    }

    @Test(arguments: [nil, 1, 4])
    func sumsOverPixelsAreThoseOfEveryRow(rowsPerBlock: Int?) throws {
        let rows = InMemoryRows(shape: shape, values: values, rowsPerBlock: rowsPerBlock)
        let sums = try rows.sums(over: [[0, 2], [], [1, 1]])
        // Row r holds 3r, 3r + 1, 3r + 2.
        for row in 0..<10 {
            let first = Double(3 * row)
            #expect(sums.column(row) == [2 * first + 2, 0, 2 * first + 2])
        }
    }
}
