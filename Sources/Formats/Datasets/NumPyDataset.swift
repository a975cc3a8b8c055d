import Arrays
import Datasets
import FoundationEssentials

/// A dataset as a .npy array with its axes beside it in NAME.npy.json (`AxesSidecar`).
///
/// Written in four axes (scan y, scan x, detector y, detector x), C order, as |u1, <u2 or <f4. Read also as a stack of
/// patterns, or as rows × pixels; then the sidecar, or square patterns, say the detector. Truth, beams and provenance
/// are not kept.
enum NumPyDataset {
    static func read(_ url: URL) throws -> Dataset {
        let file = try FlatFile(url)
        let header = try NumPyHeader(file)
        // A pattern lies scattered over such a file, which could not be read in blocks.
        guard !header.isFortranOrder else {
            throw FormatError.malformed(
                file: file.file, key: "fortran_order", problem: "is True", mend: "save numpy.ascontiguousarray(array)")
        }
        let sidecar = try AxesSidecar.read(beside: url)
        let shape = try shape(header.shape, sidecar, file: file.file)
        guard !header.shape.contains(0) else {
            throw FormatError.malformed(
                file: file.file, key: "shape", problem: "is \(header.shape)", mend: "save patterns")
        }
        let storage: Dataset.Storage =
            switch (header.type.kind, header.type.size) {
            case (.unsigned, 1): .uint8
            case (.unsigned, 2): .uint16
            default: .float32
            }
        return Dataset(
            name: sidecar?.name ?? url.deletingPathExtension().lastPathComponent,
            observations: FrameRows(file, shape: shape, layout: .init(start: header.length, number: header.type)),
            storage: storage, calibration: sidecar?.calibration ?? .none, truth: nil, beams: nil,
            provenance: Provenance(
                measured: sidecar == nil
                    ? ["there is no \(AxesSidecar.url(beside: url).lastPathComponent): the axes are not calibrated"]
                    : []))
    }

    private static func shape(_ lengths: [Int], _ sidecar: AxesSidecar?, file: String) throws -> ObservationShape {
        func malformed(_ problem: String, _ mend: String) -> FormatError {
            .malformed(file: file, key: "shape", problem: problem, mend: mend)
        }
        if let sidecar {
            let sizes = sidecar.axes.map(\.size)
            let known = [
                sizes, Array(sizes.dropFirst()), [sizes[0] * sizes[1], sizes[2], sizes[3]],
                [sizes[0] * sizes[1], sizes[2] * sizes[3]],
            ]
            guard known.contains(lengths), sizes[0] == 1 || lengths != Array(sizes.dropFirst()) else {
                throw malformed(
                    "is \(lengths), but the axes beside it have \(sizes)", "correct or remove the .npy.json file")
            }
            return ObservationShape(scanY: sizes[0], scanX: sizes[1], detectorY: sizes[2], detectorX: sizes[3])
        }
        switch lengths.count {
        case 4:
            return ObservationShape(scanY: lengths[0], scanX: lengths[1], detectorY: lengths[2], detectorX: lengths[3])
        case 3: return ObservationShape(scanY: 1, scanX: lengths[0], detectorY: lengths[1], detectorX: lengths[2])
        case 2:
            let side = Int(Double(lengths[1]).squareRoot().rounded())
            guard side * side == lengths[1] else {
                throw malformed(
                    "is \(lengths): rows of pixels that are no square", "save four axes, or write the axes beside it")
            }
            return ObservationShape(scanY: 1, scanX: lengths[0], detectorY: side, detectorX: side)
        default: throw malformed("has \(lengths.count) axes", "save scan y, scan x, detector y, detector x")
        }
    }

    /// Writes the array and the sidecar.
    static func write(_ dataset: Dataset, to url: URL, progress: Progress) throws {
        let shape = dataset.shape
        let lengths = [shape.scanY, shape.scanX, shape.detectorY, shape.detectorX]
        try AxesSidecar(dataset).write(beside: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            let parts = ObservationParts(shape: shape, file: url.path)
            func append<T: NumPyElement>(_ values: some Collection<T>) throws {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(values.count * MemoryLayout<T>.size)
                for value in values { value.appendLittleEndian(to: &bytes) }
                try output.write(bytes)
            }
            try output.write(NumPyArray.header(dataset.storage.numPyType, lengths))
            try parts.forEach(of: dataset.observations, progress: progress, "writing \(url.lastPathComponent)") {
                part in
                switch dataset.storage {
                case .float32: try append(part.values)
                case .uint8:
                    try append(try parts.rounded(part.values, firstRow: part.firstRow, as: .uint8) as [UInt8])
                case .uint16:
                    try append(try parts.rounded(part.values, firstRow: part.firstRow, as: .uint16) as [UInt16])
                }
            }
            try output.close()
        }
    }
}

extension Dataset.Storage {
    fileprivate var numPyType: String {
        switch self {
        case .uint8: UInt8.numPyType
        case .uint16: UInt16.numPyType
        case .float32: Float.numPyType
        }
    }
}
