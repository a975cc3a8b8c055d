import Arrays
import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

/// Files that people have: cut short, from elsewhere, or with an entry of another type than it should be.
struct DamagedFileTests {
    @Test func `a file cut anywhere is refused in one line`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            try DatasetFile.write(exampleDataset(), to: url)
            let bytes = try Data(contentsOf: url)
            for length in stride(from: 0, to: bytes.count - 1, by: 997) {
                let cut = folder.appending(path: "cut.hspy")
                try bytes.prefix(length).write(to: cut)
                let error = try message { _ = try DatasetFile.read(cut) }
                #expect(error.contains("cut.hspy: cannot be read: "))
            }
        }
    }

    @Test func `damaged patterns are found when they are read`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            try DatasetFile.write(exampleDataset(hasTruth: false), to: url)
            var bytes = try Data(contentsOf: url)
            // The two bytes with which a block packed by gzip 1 begins.
            let packed = try #require(bytes.firstRange(of: [0x78, 0x01] as [UInt8]))
            bytes.replaceSubrange(packed.upperBound..<packed.upperBound + 40, with: [UInt8](repeating: 0xff, count: 40))
            try bytes.write(to: url)
            let dataset = try DatasetFile.read(url)
            let line = try message { _ = try dataset.observations.matrix() }
            #expect(line.contains("/Experiments/example/data: is damaged"))
        }
    }

    @Test func `a missing, foreign or empty file is named`() throws {
        try withTemporaryFolder { folder in
            let missing = try message { _ = try DatasetFile.read(folder.appending(path: "no.hspy")) }
            #expect(missing.contains("there is no such file"))
            let foreign = folder.appending(path: "foreign.hspy")
            try Data("something else".utf8).write(to: foreign)
            let error = try message { _ = try DatasetFile.read(foreign) }
            #expect(error.contains("no HDF5 file"))
        }
    }

    /// Writes a signal like HyperSpy's with one thing changed, and returns what reading says about it.
    private func complaint(
        shape: [Int] = [2, 3, 4, 5], experiments: String = "Experiments", skipping: Set<String> = [],
        _ change: @escaping (HDF5Group) throws -> Void = { _ in }
    ) throws -> String {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.hspy")
            try HDF5File.write(to: url) { root in
                let signal = try root.createGroup(experiments).createGroup("s")
                if !skipping.contains("data") {
                    try signal.write([Float](repeating: 1, count: shape.reduce(1, *)), shape: shape, as: "data")
                }
                for index in shape.indices where !skipping.contains("axis-\(index)") {
                    let attributes = try signal.createGroup("axis-\(index)").attributes
                    if !skipping.contains("scale-\(index)") { try attributes.write(1.0, "scale") }
                    if !skipping.contains("size-\(index)") { try attributes.write(Int64(shape[index]), "size") }
                    if !skipping.contains("navigate-\(index)") {
                        try attributes.write(index < shape.count - 2, "navigate")
                    }
                }
                try change(signal)
            }
            do {
                _ = try DatasetFile.read(url).observations.matrix()
                return ""
            } catch let error as FormatError {
                return error.description
            }
        }
    }

    @Test func `what is missing or of the wrong type is named by its key`() throws {
        #expect(try complaint().isEmpty)
        #expect(try complaint(experiments: "Other").contains("/Experiments: is missing"))
        #expect(try complaint(skipping: ["data"]).contains("/Experiments/s/data: is missing"))
        #expect(try complaint(skipping: ["axis-2"]).contains("/Experiments/s/axis-2: is missing"))
        #expect(try complaint(shape: [4, 5]).contains("has 2 axes"))
        #expect(try complaint(shape: [1, 2, 3, 4, 5]).contains("has 5 axes"))
        #expect(try complaint(shape: [2, 0, 4, 5]).contains("is empty"))
        let cases: [(Set<String>, (HDF5Attributes) throws -> Void, String)] = [
            (["scale-0"], { try $0.write("wide", "scale") }, "axis-0@scale: is no number"),
            (["scale-0"], { try $0.write(0.0, "scale") }, "axis-0@scale: is 0.0"),
            (["scale-0"], { try $0.write(Double.nan, "scale") }, "axis-0@scale: is nan"),
            (["size-0"], { try $0.write(Int64(7), "size") }, "axis-0@size: is 7, but the data has 2"),
            (["size-0"], { try $0.write(2.0, "size") }, "axis-0@size: is no integer"),
            (["navigate-0"], { try $0.write("yes", "navigate") }, "axis-0@navigate: is no boolean"),
            (["navigate-0"], { try $0.write(false, "navigate") }, "axis-0@navigate: is false"),
            ([], { try $0.write(1.0, "name") }, "axis-0@name: is no string"),
            ([], { try $0.write("DataAxis", "_type") }, "axis-0@_type: is DataAxis"),
        ]
        for (skipping, write, expected) in cases {
            let line = try complaint(skipping: skipping) { try write($0.group("axis-0").attributes) }
            #expect(line.contains(expected), "\(line)")
        }
    }

    @Test func `numbers of another kind than patterns are refused`() throws {
        let line = try complaint(skipping: ["data"]) { try $0.write(["a", "b"], as: "data") }
        #expect(line.contains("has 1 axes"))
        let text = try complaint(skipping: ["data"]) { _ = try $0.createGroup("data") }
        #expect(text.contains("data: is no array"))
    }

    @Test func `an array that claims more than the file holds is refused before any memory is taken`() throws {
        let line = try complaint(skipping: ["data"]) { signal in
            _ = try signal.createDataset(
                "data", type: .uint16, shape: [1 << 20, 1 << 10, 512, 512], packing: .chunks([1, 4, 512, 512]))
        }
        #expect(line.contains("more than it holds"))
    }

    @Test func `a stack of patterns is a scan of one line`() throws {
        #expect(try complaint(shape: [3, 4, 5]).isEmpty)
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "stack.hspy")
            try HDF5File.write(to: url) { root in
                let signal = try root.createGroup("Experiments").createGroup("__unnamed__")
                try signal.write((0..<24).map { Double($0) - 3 }, shape: [2, 3, 4], as: "data")
                for index in 0..<3 { _ = try signal.createGroup("axis-\(index)") }
            }
            let dataset = try DatasetFile.read(url)
            #expect(dataset.name == "stack")
            #expect(dataset.shape == ObservationShape(scanY: 1, scanX: 2, detectorY: 3, detectorX: 4))
            #expect(dataset.storage == .float32)
            #expect(try dataset.observations.matrix().elements == (0..<24).map { Float($0) - 3 })
            #expect(dataset.calibration.axes.map(\.units) == ["px", "px", "px", "px"])
            #expect(dataset.calibration.axes.map(\.name) == ["y", "x", "ky", "kx"])
        }
    }
}
