import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

struct DatasetFileTests {
    @Test(arguments: [Dataset.Storage.uint8, .uint16, .float32])
    func `a dataset comes back from its file as it was`(_ storage: Dataset.Storage) throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "some name.hspy")
            let dataset = exampleDataset(storage: storage)
            try DatasetFile.write(dataset, to: url)
            let read = try DatasetFile.read(url)
            #expect(read.name == "example")
            #expect(read.storage == storage)
            #expect(read.shape == dataset.shape)
            #expect(try read.observations.matrix() == dataset.observations.matrix())
            #expect(read.calibration == dataset.calibration)
            #expect(read.provenance == dataset.provenance)
            let (truth, expected) = (try #require(read.truth), try #require(dataset.truth))
            #expect(truth.abundances == expected.abundances)
            #expect(truth.thickness == expected.thickness)
            #expect(truth.fields == expected.fields && truth.fields.count == 2)
            #expect(truth.apertures == expected.apertures)
            #expect(truth.members.map(\.name) == ["A", "B"])
            #expect(truth.members.map(\.pattern) == expected.members.map(\.pattern))
            #expect(truth.members.map(\.reflections) == expected.members.map(\.reflections))
            let (beams, wanted) = (try #require(read.beams), try #require(dataset.beams))
            #expect(beams.ky == wanted.ky && beams.kx == wanted.kx && beams.labels == wanted.labels)
            #expect(beams.countsPerIncidentBeam == wanted.countsPerIncidentBeam)
            #expect(beams.intensity == wanted.intensity)
            #expect(try names(in: folder) == ["some name.hspy"])
        }
    }

    @Test(arguments: [1, 2, 3, 4, 7, 15])
    func `blocks of any length give the same observations`(_ rowsPerBlock: Int) throws {
        try withTemporaryFolder { folder in
            let parts = folder.appending(path: "parts.hspy")
            try DatasetFile.write(exampleDataset(rowsPerBlock: rowsPerBlock), to: parts)
            #expect(
                try DatasetFile.read(parts).observations.matrix() == exampleDataset().observations.matrix())
        }
    }

    @Test func `the same dataset written a second later gives the same bytes`() throws {
        try withTemporaryFolder { folder in
            let (first, second) = (folder.appending(path: "a.hspy"), folder.appending(path: "b.hspy"))
            try DatasetFile.write(exampleDataset(), to: first)
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .milliseconds(1100) {}
            try DatasetFile.write(exampleDataset(), to: second)
            #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        }
    }

    @Test func `the reference file of h5py is read with its axes and values`() throws {
        let dataset = try DatasetFile.read(Reference.url("formats/sample.hspy"))
        #expect(dataset.name == "sample")
        #expect(dataset.shape == ObservationShape(scanY: 1, scanX: 6, detectorY: 16, detectorX: 16))
        #expect(dataset.storage == .uint16)
        #expect(
            dataset.calibration.axes == [
                Axis(name: "y", scale: 10, offset: 0, units: "nm"), Axis(name: "x", scale: 10, offset: 0, units: "nm"),
                Axis(name: "ky", scale: 0.02, offset: -0.16, units: "A^-1"),
                Axis(name: "kx", scale: 0.02, offset: -0.16, units: "A^-1"),
            ])
        #expect(dataset.calibration.beamEnergy == 300)
        #expect(dataset.calibration.precessionAngle == nil)
        #expect(try dataset.observations.matrix().elements == (0..<1536).map { Float($0 % 65521) })
        #expect(dataset.truth == nil && dataset.beams == nil)
        #expect(dataset.provenance.model.isEmpty)
    }

    @Test func `a dataset larger than a block is written and read in parts`() throws {
        // 300 patterns of 512 × 512: more than the 256 rows of a block, in a line that no block can hold whole.
        let shape = ObservationShape(scanY: 1, scanX: 300, detectorY: 512, detectorX: 512)
        let matrix = Matrix<Float>(
            rows: 300, columns: 512 * 512, elements: (0..<300 * 512 * 512).map { Float(($0 / 65_536) % 251) })
        let dataset = Dataset(
            name: "large", observations: InMemoryRows(shape: shape, values: matrix), storage: .uint16,
            calibration: exampleCalibration, truth: nil, beams: nil, provenance: exampleProvenance)
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "large.hspy")
            try DatasetFile.write(dataset, to: url)
            var rows: [Int] = []
            var isEqual = true
            try DatasetFile.read(url).observations.forEachBlock { block in
                let start = block.firstRow * shape.columnCount
                let part = matrix.elements[start..<start + block.values.elements.count]
                isEqual = isEqual && part.elementsEqual(block.values.elements)
                rows.append(block.values.rows)
            }
            #expect(rows == [256, 44])
            #expect(isEqual)
        }
    }

    @Test func `a dataset stays readable while a new one takes its name`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            try DatasetFile.write(exampleDataset(), to: url)
            let first = try DatasetFile.read(url)
            try DatasetFile.write(exampleDataset(name: "other", storage: .uint8), to: url)
            #expect(try first.observations.matrix() == exampleDataset().observations.matrix())
            #expect(try DatasetFile.read(url).name == "other")
        }
    }

    @Test func `values that do not fit the storage are refused and leave no file`() throws {
        try withTemporaryFolder { folder in
            for value in [Float.nan, -1, 65_536, .infinity] {
                let shape = ObservationShape(scanY: 1, scanX: 2, detectorY: 1, detectorX: 2)
                let rows = InMemoryRows(shape: shape, values: Matrix(rows: 2, columns: 2, elements: [0, 1, 2, value]))
                let dataset = Dataset(
                    name: "x", observations: rows, storage: .uint16, calibration: exampleCalibration, truth: nil,
                    beams: nil, provenance: exampleProvenance)
                let error = try message {
                    try DatasetFile.write(dataset, to: folder.appending(path: "x.hspy"))
                }
                #expect(error.contains("pattern 1 does not fit uint16"))
            }
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `truth of another size is refused`() throws {
        let small = ObservationShape(scanY: 1, scanX: 2, detectorY: 3, detectorX: 4)
        let good = exampleDataset()
        let dataset = Dataset(
            name: "x", observations: good.observations, storage: .uint16, calibration: good.calibration,
            truth: exampleTruth(small), beams: nil, provenance: good.provenance)
        try withTemporaryFolder { folder in
            let error = try message {
                try DatasetFile.write(dataset, to: folder.appending(path: "x.hspy"))
            }
            #expect(error.contains("/Truth/abundances"))
        }
    }

    @Test func `a place that cannot be written gives one line and no file`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try Data([1]).write(to: file)
            for place in [file.appending(path: "a.hspy"), folder.appending(path: "missing/a.hspy"), folder] {
                let error = try message { try DatasetFile.write(exampleDataset(), to: place) }
                #expect(error.contains("cannot be written") && !error.contains("\n"))
            }
            #expect(try names(in: folder) == ["file"])
        }
    }

    @Test func `a request to stop leaves no file`() throws {
        try withTemporaryFolder { folder in
            let stopped = Progress(onReport: { _, _ in }, isCancelled: { true })
            #expect(throws: Cancelled.self) {
                try DatasetFile.write(exampleDataset(), to: folder.appending(path: "a.hspy"), progress: stopped)
            }
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `a name that is no path step is kept`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            for name in ["a/b", ".", "Zwilling ü"] {
                try DatasetFile.write(exampleDataset(name: name), to: url)
                #expect(try DatasetFile.read(url).name == name)
            }
        }
    }
}
