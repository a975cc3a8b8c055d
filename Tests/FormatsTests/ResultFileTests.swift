import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

struct ResultFileTests {
    @Test func `an estimate comes back from its file as it was`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "r.h5")
            let estimate = exampleEstimate()
            try ResultFile.write(estimate, to: url)
            let read = try ResultFile.read(url)
            #expect(read.method == estimate.method && read.dataset == estimate.dataset)
            #expect(read.shape == estimate.shape && read.mapScaling == "native")
            #expect(read.patterns == estimate.patterns && read.maps == estimate.maps)
            #expect(read.objective == [3, 2, 1.5])
            #expect(read.convergence == estimate.convergence)
            #expect(read.diagnostics == estimate.diagnostics)
            #expect(read.provenance == estimate.provenance)
        }
    }

    @Test func `the same estimate written a second later gives the same bytes`() throws {
        try withTemporaryFolder { folder in
            let (first, second) = (folder.appending(path: "a.h5"), folder.appending(path: "b.h5"))
            try ResultFile.write(exampleEstimate(), to: first)
            let start = ContinuousClock.now
            while ContinuousClock.now - start < .milliseconds(1100) {}
            try ResultFile.write(exampleEstimate(), to: second)
            #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        }
    }

    @Test func `a dataset is no result, and maps of another size are named`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.h5")
            try DatasetFile.write(exampleDataset(), to: url)
            #expect(try message { _ = try ResultFile.read(url) }.contains("/Result: is missing"))
            try HDF5File.write(to: url) { root in
                let group = try root.createGroup("Result")
                for name in ["method", "dataset", "map-scaling"] { try group.attributes.write("nmf", name) }
                try group.write([Float](repeating: 0, count: 24), shape: [2, 3, 4], as: "patterns")
                try group.write([Double](repeating: 0, count: 15), shape: [3, 1, 5], as: "maps")
            }
            #expect(try message { _ = try ResultFile.read(url) }.contains("/Result/maps: has the shape [3, 1, 5]"))
        }
    }

    @Test func `a folder of a foreign method is read as an estimate`() throws {
        let shape = ObservationShape(scanY: 2, scanX: 3, detectorY: 4, detectorX: 5)
        try withTemporaryFolder { folder in
            let patterns = (0..<40).map { Float($0) }
            try NumPyArray.write(patterns, shape: [2, 4, 5], to: folder.appending(path: "patterns.npy"))
            let missing = try message { _ = try ResultFolder.read(folder, shape: shape) }
            #expect(missing.contains("maps.npy: cannot be read: there is no such file"))
            let maps = (0..<12).map { Double($0) }
            try NumPyArray.write(maps, shape: [2, 6], to: folder.appending(path: "maps.npy"))
            let estimate = try ResultFolder.read(folder, shape: shape, method: "mine", mapScaling: "max1")
            #expect(estimate.patterns == Matrix(rows: 2, columns: 20, elements: patterns))
            #expect(estimate.maps == Matrix(rows: 2, columns: 6, elements: maps))
            #expect(estimate.method == "mine" && estimate.mapScaling == "max1")
            #expect(estimate.provenance.model.isEmpty)
            try NumPyArray.write(maps, shape: [3, 4], to: folder.appending(path: "maps.npy"))
            let wrong = try message { _ = try ResultFolder.read(folder, shape: shape) }
            #expect(wrong.contains("maps.npy: shape: is [3, 4]"))
            try NumPyArray.write(
                [Double.nan] + maps.dropFirst(), shape: [2, 6], to: folder.appending(path: "maps.npy"))
            let notFinite = try message { _ = try ResultFolder.read(folder, shape: shape) }
            #expect(notFinite.contains("NaN"))
        }
    }
}
