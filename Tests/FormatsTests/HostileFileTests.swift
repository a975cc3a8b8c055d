import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Files that lie, by mistake or on purpose.
@Suite struct HostileFileTests {
    private func message(reading name: String) throws -> String {
        try FormatsTests.message {
            try DatasetFile.read(Reference.url("files/\(name)")).observations.forEachBlock { _ in }
        }
    }

    @Test func `nothing is read from another file than the one that was given`() throws {
        #expect(
            try message(reading: "link-elsewhere.hspy").contains("/Experiments/s/data: is a link into another file"))
        #expect(try message(reading: "link-through.hspy").contains("/Experiments/s/data: is missing"))
        for name in ["numbers-elsewhere.hspy", "virtual.hspy"] {
            #expect(try message(reading: name).contains("/Experiments/s/data: has its numbers in another file"))
        }
        // With the other file in its place, too.
        try withTemporaryFolder { folder in
            let link = folder.appending(path: "link-elsewhere.hspy")
            try FileManager.default.copyItem(at: Reference.url("files/link-elsewhere.hspy"), to: link)
            try DatasetFile.write(exampleDataset(), to: folder.appending(path: "elsewhere.h5"))
            #expect(try FormatsTests.message { _ = try DatasetFile.read(link) }.contains("a link into another file"))
        }
    }

    @Test func `a file that the HDF5 library does not survive is refused in one line`() throws {
        // A later library may notice what 1.10 does not survive, and say so in other words.
        let line = try message(reading: "heap.hspy")
        #expect(line.contains("heap.hspy: ") && !line.contains("\n"))
        // The library is as it was.
        #expect(try DatasetFile.read(Reference.url("files/hyperspy.hspy")).shape.rowCount > 0)
    }

    @Test func `links without end come to an end`() throws {
        #expect(try message(reading: "endless.h5").contains("holds no DataCube"))
    }

    @Test(arguments: [
        "(0, 9223372036854775807)", "(0, 4611686018427387904, 4)", "(1000000000000, 1000000, 1000000)",
        "(1000000000000, 64)", "(-1, 4)",
    ])
    func `an array that claims more than any file holds is refused before memory is taken`(shape: String) throws {
        try withTemporaryFolder { folder in
            let text = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n"
            let header: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
            for name in ["patterns.npy", "maps.npy"] {
                try Data(header + [UInt8](repeating: 0, count: 256)).write(to: folder.appending(path: name))
            }
            let shape = ObservationShape(scanY: 1, scanX: 2, detectorY: 4, detectorX: 4)
            _ = try FormatsTests.message { _ = try ResultFolder.read(folder, shape: shape) }
            _ = try FormatsTests.message { _ = try DatasetFile.read(folder.appending(path: "maps.npy")) }
        }
    }

    @Test func `a block file whose lengths multiply beyond all numbers is refused`() throws {
        try withTemporaryFolder { folder in
            var bytes = try Data(contentsOf: Reference.url("files/test2.blo"))
            for place in [20, 24, 26] { bytes.replaceSubrange(place..<place + 2, with: [0xff, 0xff]) }
            let url = folder.appending(path: "large.blo")
            try bytes.write(to: url)
            #expect(try FormatsTests.message { _ = try DatasetFile.read(url) }.contains("ends after"))
        }
    }

    /// Observations whose second block cannot be read.
    private struct BrokenRows: RowSource {
        struct Broken: Error {}
        let shape = ObservationShape(scanY: 1, scanX: 2, detectorY: 4, detectorX: 4)
        func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
            try body(
                RowBlock(firstRow: 0, values: Matrix(rows: 1, columns: 16, elements: [Float](repeating: 1, count: 16))))
            throw Broken()
        }
    }

    @Test func `an array that cannot be written leaves the old one with its own axes`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "scan.npy")
            _ = try DatasetFormat.npy.write(exampleDataset(), to: url)
            let before = try names(in: folder).map { try Data(contentsOf: folder.appending(path: $0)) }
            let broken = Dataset(
                name: "broken", observations: BrokenRows(), storage: .float32, calibration: exampleCalibration,
                truth: nil, beams: nil, provenance: exampleProvenance)
            #expect(throws: BrokenRows.Broken.self) { try DatasetFormat.npy.write(broken, to: url) }
            #expect(try names(in: folder) == ["scan.npy", "scan.npy.json"])
            #expect(try names(in: folder).map { try Data(contentsOf: folder.appending(path: $0)) } == before)
        }
    }

    /// Noise, and something that is done between its blocks.
    private struct InterruptedRows: RowSource {
        let shape = ObservationShape(scanY: 16, scanX: 16, detectorY: 128, detectorX: 128)
        let interruption: @Sendable () -> Void
        func forEachBlock(_ body: (RowBlock) throws -> Void) throws {
            var stream = Seed(1).stream("noise")
            for line in 0..<shape.scanY {
                let values = (0..<shape.scanX * shape.columnCount).map { _ in Float(Int(stream.uniform() * 60_000)) }
                let block = Matrix(rows: shape.scanX, columns: shape.columnCount, elements: values)
                try body(RowBlock(firstRow: line * shape.scanX, values: block))
                interruption()
            }
        }
    }

    @Test func `reading damaged files changes nothing in a file that is being written`() throws {
        try withTemporaryFolder { folder in
            func written(_ name: String, _ interruption: @escaping @Sendable () -> Void) throws -> Data {
                let url = folder.appending(path: name)
                let dataset = Dataset(
                    name: "noise", observations: InterruptedRows(interruption: interruption), storage: .uint16,
                    calibration: exampleCalibration, truth: nil, beams: nil, provenance: exampleProvenance)
                try DatasetFile.write(dataset, to: url)
                return try Data(contentsOf: url)
            }
            let foreign = folder.appending(path: "foreign.hspy")
            try Data("something else".utf8).write(to: foreign)
            let alone = try written("alone.hspy") {}
            let disturbed = try written("disturbed.hspy") {
                #expect(throws: FormatError.self) { _ = try DatasetFile.read(Reference.url("files/heap.hspy")) }
                // In time, however much of the other file waits in memory to be packed.
                #expect(
                    (try? FormatsTests.message { _ = try DatasetFile.read(foreign) })?.contains("no HDF5 file") == true)
            }
            #expect(alone == disturbed)
        }
    }

    @Test func `temporary names are told from others`() {
        for name in ["data.hspy.tmp-123-0", "a.tmp-b.npy.json.tmp-1-22"] { #expect(AtomicFile.isTemporary(name)) }
        for name in ["data.hspy", "data.tmp-1", "data.tmp-1-2-3", "data.tmp-a-1", "data.tmp-1-2.npy", "tmp-1-2"] {
            #expect(!AtomicFile.isTemporary(name))
        }
    }
}
