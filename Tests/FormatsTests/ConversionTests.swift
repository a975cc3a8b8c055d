import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

struct ConversionTests {
    /// A dataset of square patterns whose direct beam lies on pixel n/2.
    private func square(_ value: @escaping (Int) -> Float, storage: Dataset.Storage = .float32) -> Dataset {
        let shape = ObservationShape(scanY: 2, scanX: 3, detectorY: 8, detectorX: 8)
        func detector(_ name: String) -> Axis { Axis(name: name, scale: 0.025, offset: -0.1, units: "A^-1") }
        return Dataset(
            name: "square",
            observations: InMemoryRows(
                shape: shape, values: Matrix(rows: 6, columns: 64, elements: (0..<384).map(value)), rowsPerBlock: 4),
            storage: storage,
            calibration: Calibration(
                scanY: Axis(name: "y", scale: 2, offset: 0, units: "nm"),
                scanX: Axis(name: "x", scale: 3.75, offset: 0, units: "nm"), detectorY: detector("ky"),
                detectorX: detector("kx"), beamEnergy: 300, precessionAngle: 20),
            truth: nil, beams: nil, provenance: Provenance(model: "", digests: [:], seed: 0, versions: [:]))
    }

    private func write(_ dataset: Dataset, _ name: String, in folder: URL) throws -> (url: URL, loss: WritingLoss) {
        let url = folder.appending(path: name)
        return (url, try DatasetFormat(of: url).write(dataset, to: url))
    }

    @Test(arguments: [Dataset.Storage.uint8, .uint16, .float32])
    func `an array with its axes beside it gives back everything but truth, beams and provenance`(
        _ storage: Dataset.Storage
    ) throws {
        try withTemporaryFolder { folder in
            let dataset = exampleDataset(storage: storage, rowsPerBlock: 4)
            let (url, loss) = try write(dataset, "a.npy", in: folder)
            #expect(loss.notes == ["not kept: truth, beams, provenance"] && loss.scale == nil)
            let read = try DatasetFile.read(url)
            #expect(read.name == "example" && read.storage == storage && read.shape == dataset.shape)
            #expect(read.calibration == dataset.calibration)
            #expect(try read.observations.matrix() == dataset.observations.matrix())
            #expect(try names(in: folder) == ["a.npy", "a.npy.json"])
            // The same numbers to a reader that knows nothing of the axes.
            #expect(try NumPyArray(contentsOf: url).shape == [3, 5, 6, 8])
        }
    }

    @Test func `whole numbers up to 255 go through a block file without loss`() throws {
        try withTemporaryFolder { folder in
            let dataset = square({ Float($0 * 7 % 256) }, storage: .uint8)
            let (url, loss) = try write(dataset, "a.blo", in: folder)
            #expect(loss.scale == 1 && loss.largestRoundingError == 0)
            let read = try DatasetFile.read(url)
            #expect(try read.observations.matrix() == dataset.observations.matrix())
            let (found, expected) = (read.calibration, dataset.calibration)
            #expect(found.scanX == expected.scanX && found.scanY == expected.scanY)
            #expect(found.beamEnergy == 300 && found.precessionAngle == 20)
            #expect(abs(found.detectorX.scale / 0.025 - 1) < 1e-6 && abs(found.detectorX.offset + 0.1) < 1e-6)
        }
    }

    @Test func `what 8 bits cost is the largest difference that reading finds`() throws {
        try withTemporaryFolder { folder in
            let dataset = square { Float($0 * 7 % 1000) + 0.5 }
            let (url, loss) = try write(dataset, "a.blo", in: folder)
            let (scale, stated) = (try #require(loss.scale), try #require(loss.largestRoundingError))
            let values = try dataset.observations.matrix().elements
            #expect(abs(scale * Double(values.max() ?? 0) - 255) < 1e-4)
            let read = try DatasetFile.read(url).observations.matrix().elements
            let worst = zip(values, read).map { abs(Double($0) - Double($1) / scale) }.max() ?? 0
            #expect(abs(worst - stated) < 1e-3 && worst <= 0.5 / scale * 1.001 && worst > 0.4 / scale)
            #expect(loss.notes.contains { $0.contains("scale factor") && $0.contains("largest rounding error") })
        }
    }

    @Test func `values below 0 are counted, and NaN is refused`() throws {
        try withTemporaryFolder { folder in
            let loss = try write(square { $0 == 5 || $0 == 380 ? -3 : 10 }, "a.blo", in: folder).loss
            #expect(loss.notes.contains("2 values below 0, down to -3.0, became 0"))
            let line = try message { _ = try write(square { $0 == 200 ? .nan : 1 }, "b.blo", in: folder) }
            #expect(line.contains("NaN or infinity; mask"))
            #expect(try names(in: folder) == ["a.blo"])
        }
    }

    @Test func `a block file refuses patterns that are not square and says the mend`() throws {
        try withTemporaryFolder { folder in
            let line = try message { _ = try write(exampleDataset(), "a.blo", in: folder) }
            #expect(line.contains("6 × 8 pixels; crop or pad them to a square, or write .hspy"))
            let refusal1 = try message { _ = try DatasetFormat(of: folder.appending(path: "a.tif")) }
            #expect(refusal1.contains(".hspy"))
            let refusal2 = try message { _ = try DatasetFormat(of: folder.appending(path: "a.mib")) }
            #expect(refusal2.contains("only read"))
        }
    }

    @Test func `headers that claim what the file does not hold are refused`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a")
            func complaint(_ name: String, _ change: (inout [UInt8]) -> Void) throws -> String {
                var bytes = [UInt8](try Data(contentsOf: Reference.url("files/\(name)")))
                change(&bytes)
                try Data(bytes).write(to: url)
                return try message { _ = try DatasetFile.read(url).observations.matrix() }
            }
            // .blo: 65535 pixels a side; patterns behind the end; no scan; cut inside the header.
            let refusal3 = try complaint("test2.blo") { $0.replaceSubrange(20..<22, with: [255, 255]) }
            #expect(refusal3.contains("ends after"))
            let refusal4 = try complaint("test2.blo") { $0.replaceSubrange(12..<16, with: [0, 0, 0, 255]) }
            #expect(refusal4.contains("ends after"))
            let refusal5 = try complaint("test2.blo") { $0.replaceSubrange(24..<26, with: [0, 0]) }
            #expect(refusal5.contains("is empty"))
            let refusal6 = try complaint("test2.blo") { $0 = Array($0.prefix(100)) }
            #expect(refusal6.contains("ends after 100"))
            // .mib: a size beyond the file, a size that is none, no frame, another type.
            func field(_ text: String) -> (inout [UInt8]) -> Void {
                { $0.replaceSubrange(20..<29, with: Array(text.utf8)) }
            }
            let large = try complaint("u16.mib", field("9999,9999"))
            #expect(large.contains("ends after"))
            let none = try complaint("u16.mib", field("0000,0004"))
            #expect(none.contains("0000 × 0004 pixels"))
            let refusal7 = try complaint("u16.mib") { $0 = Array($0.prefix(390)) }
            #expect(refusal7.contains("ends after 390 of 432"))
            let refusal8 = try complaint("u16.mib") { $0.replaceSubrange(30..<33, with: Array("X16".utf8)) }
            #expect(refusal8.contains("is X16"))
        }
    }

    @Test func `an interrupted scan gives its complete lines`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.blo")
            try Data(contentsOf: Reference.url("files/test2.blo")).prefix(4108 + 31 * 4 + 5).write(to: url)
            let dataset = try DatasetFile.read(url)
            #expect(dataset.shape.scanY == 1 && dataset.shape.scanX == 3)
            #expect(dataset.provenance.warnings.contains { $0.contains("1 of 2 lines are complete") })
        }
    }

    @Test func `a stack, or rows of pixels, become a scan that is asked for`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.npy")
            let values = (0..<96).map { Float($0) }
            for shape in [[6, 4, 4], [6, 16]] {
                try NumPyArray.write(values, shape: shape, to: url)
                let dataset = try DatasetFile.read(url, scan: ScanShape(y: 2, x: 3))
                #expect(dataset.shape == ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 4))
                #expect(try dataset.observations.matrix().elements == values)
            }
            try NumPyArray.write(Array(values.prefix(30)), shape: [3, 10], to: url)
            let refusal9 = try message { _ = try DatasetFile.read(url) }
            #expect(refusal9.contains("no square"))
            try Data(#"{"format": "other"}"#.utf8).write(to: folder.appending(path: "a.npy.json"))
            let refusal10 = try message { _ = try DatasetFile.read(url) }
            #expect(refusal10.contains("a.npy.json: format"))
        }
    }

    @Test func `a dataset in Fortran order is refused, and big-endian numbers are read`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.npy")
            func write(_ header: String, _ body: [UInt8]) throws {
                let size = [UInt8(header.utf8.count), 0]
                try Data([0x93] + Array("NUMPY".utf8) + [1, 0] + size + Array(header.utf8) + body).write(to: url)
            }
            try write("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1, 2, 2), }\n", [1, 2, 3, 4])
            let refusal = try message { _ = try DatasetFile.read(url) }
            #expect(refusal.contains("numpy.ascontiguousarray"))
            try write("{'descr': '>u2', 'fortran_order': False, 'shape': (1, 1, 1, 2), }\n", [1, 2, 0, 9])
            let values = try DatasetFile.read(url).observations.matrix().elements
            #expect(values == [258, 9])
        }
    }

    @Test func `stopping leaves nothing behind`() throws {
        try withTemporaryFolder { folder in
            for name in ["a.blo", "a.npy", "a.hspy"] {
                let url = folder.appending(path: name)
                let stopped = Progress(onReport: { _, _ in }, isCancelled: { true })
                #expect(throws: Cancelled.self) {
                    _ = try DatasetFormat(of: url).write(square { Float($0) }, to: url, progress: stopped)
                }
            }
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }
}
