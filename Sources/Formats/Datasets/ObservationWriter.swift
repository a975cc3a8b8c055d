import Arrays
import Datasets

/// Writes observations box by box in the number type of the file.
struct ObservationWriter {
    let data: HDF5Dataset
    let storage: Dataset.Storage
    let shape: ObservationShape

    func write(_ observations: any RowSource, progress: Progress) throws {
        var done = 0
        try observations.forEachBlock { block in
            guard block.firstRow == done, block.values.columns == shape.columnCount,
                done + block.values.rows <= shape.rowCount
            else { throw failure("its observations come in blocks that do not follow each other") }
            try write(block, progress)
            done += block.values.rows
        }
        guard done == shape.rowCount else { throw failure("only \(done) of \(shape.rowCount) patterns came") }
    }

    /// Long blocks are written in parts, so that progress is seen and the memory for the converted numbers is small.
    private func write(_ block: RowBlock, _ progress: Progress) throws {
        let step = HDF5Rows.rowsPerBlock(shape, values: 16 << 20)
        var first = 0
        while first < block.values.rows {
            let count = min(step - (block.firstRow + first) % step, block.values.rows - first)
            for box in ScanBox.covering(first: block.firstRow + first, count: count, scanX: shape.scanX) {
                try write(box, block)
            }
            first += count
            try progress.report(Double(block.firstRow + first) / Double(shape.rowCount), "writing \(data.fileName)")
        }
    }

    private func write(_ box: ScanBox, _ block: RowBlock) throws {
        let start = (box.firstRow - block.firstRow) * shape.columnCount
        let values = block.values.elements[start..<start + box.rowCount * shape.columnCount]
        let (offset, lengths) = box.inFile(shape, rank: 4)
        switch storage {
        case .float32: try data.write(Array(values), offset: offset, lengths: lengths)
        case .uint8: try data.write(try rounded(values, UInt8.self, box), offset: offset, lengths: lengths)
        case .uint16: try data.write(try rounded(values, UInt16.self, box), offset: offset, lengths: lengths)
        }
    }

    private func rounded<T: FixedWidthInteger & HDF5Number>(
        _ values: ArraySlice<Float>, _ type: T.Type, _ box: ScanBox
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
            let row = box.firstRow + (position - values.startIndex) / shape.columnCount
            throw failure(
                "the value \(values[position]) in pattern \(row) does not fit \(storage.rawValue); "
                    + "store float32, or scale the counts")
        }
        return result
    }

    private func failure(_ reason: String) -> FormatError { .cannotWrite(file: data.file, reason: reason) }
}

extension HDF5Dataset {
    /// The last part of the file's path.
    fileprivate var fileName: String { String(file.split(separator: "/").last ?? "") }
}
