import Arrays
import Datasets

/// Writes observations into an HDF5 dataset, box by box in the number type of the file.
struct ObservationWriter {
    let data: HDF5Dataset
    let storage: Dataset.Storage
    let shape: ObservationShape

    private var parts: ObservationParts { ObservationParts(shape: shape, file: data.file) }

    func write(_ observations: any RowSource, progress: Progress) throws {
        try parts.forEach(of: observations, progress: progress, "writing \(data.fileName)") { part in
            for box in ScanBox.covering(first: part.firstRow, count: part.rowCount, scanX: shape.scanX) {
                let start = part.values.startIndex + (box.firstRow - part.firstRow) * shape.columnCount
                try write(part.values[start..<start + box.rowCount * shape.columnCount], box)
            }
        }
    }

    private func write(_ values: ArraySlice<Float>, _ box: ScanBox) throws {
        let (offset, lengths) = box.inFile(shape, rank: 4)
        switch storage {
        case .float32: try data.write(Array(values), offset: offset, lengths: lengths)
        case .uint8: try data.write(try rounded(values, UInt8.self, box), offset: offset, lengths: lengths)
        case .uint16: try data.write(try rounded(values, UInt16.self, box), offset: offset, lengths: lengths)
        }
    }

    private func rounded<T: FixedWidthInteger>(_ values: ArraySlice<Float>, _: T.Type, _ box: ScanBox) throws -> [T] {
        try parts.rounded(values, firstRow: box.firstRow, as: storage)
    }
}

extension HDF5Dataset {
    /// The last part of the file's path.
    fileprivate var fileName: String { String(file.split(separator: "/").last ?? "") }
}
