import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Some of the patterns alone, which is what a rank reads of a file.
struct PartOfRowsTests {
    private func expectParts(of rows: any RowSource, _ name: String) throws {
        let whole = try rows.matrix()
        let count = rows.rowCount
        // Nothing, one, the end of a line and the beginning of the next, the last, all.
        for range in [0..<0, 0..<1, 2..<7, count - 1..<count, 0..<count] {
            var (next, elements) = (range.lowerBound, [Float]())
            try rows.forEachBlock(of: range) { block in
                #expect(block.firstRow == next && block.values.rows > 0)
                next += block.values.rows
                elements += block.values.elements
            }
            #expect(next == range.upperBound, "\(name), \(range)")
            let expected = whole.elements[range.lowerBound * whole.columns..<range.upperBound * whole.columns]
            #expect(elements.elementsEqual(expected), "\(name), \(range)")
        }
    }

    @Test(arguments: ["a.hspy", "a.npy", "a.h5"])
    func `A part of a file's patterns is that part of all of them`(_ name: String) throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: name)
            let dataset = exampleDataset(storage: .uint16, rowsPerBlock: 4)
            _ = try DatasetFormat(of: url).write(dataset, to: url)
            try expectParts(of: DatasetFile.read(url).observations, name)
            // The same patterns as another, shorter scan.
            try expectParts(of: DatasetFile.read(url, scan: ScanShape(y: 2, x: 7)).observations, "\(name), 2 × 7")
        }
    }

    @Test func `A part of patterns in memory cuts their blocks`() throws {
        try expectParts(of: exampleDataset(storage: .float32, rowsPerBlock: 4).observations, "blocks of 4")
        try expectParts(of: exampleDataset(storage: .float32, rowsPerBlock: 100).observations, "one block")
    }
}
