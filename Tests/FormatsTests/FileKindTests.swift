import Datasets
import Formats
import FoundationEssentials
import TestSupport
import Testing

struct FileKindTests {
    @Test func `a file is known by what is in it`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "nameless")
            func kind(_ write: () throws -> Void) throws -> FileKind {
                try write()
                return try FileKind.detect(url)
            }
            #expect(try kind { try DatasetFile.write(exampleDataset(), to: url) } == .dataset)
            #expect(try kind { try ResultFile.write(exampleEstimate(), to: url) } == .result)
            #expect(try kind { try HDF5File.write(to: url) { _ in } } == .hdf5)
            #expect(try kind { try NumPyArray.write([Float(1)], shape: [1], to: url) } == .npy)
            let texts: [(String, FileKind)] = [
                ("# made by hand\n\ndata_GaAs\n_cell_length_a 5.65\n", .cif), ("DATA_x\n", .cif),
                ("# a model\nkind: line-scan-bicrystal\n", .yaml), ("debye-waller: {Ga: 0.68}\n", .yaml),
                ("---\na: 1\n", .yaml), ("methods:\n  - nmf\n", .yaml), ("", .unknown), ("Dear reader,\n", .unknown),
                ("http://x\n", .unknown), ("\u{0}\u{0}", .unknown),
            ]
            for (text, expected) in texts {
                #expect(try kind { try Data(text.utf8).write(to: url) } == expected, "\(text)")
            }
            let empty = try FileKind.detect(folder)
            #expect(empty == .unknown)
            for name in ["patterns.npy", "maps.npy"] {
                try NumPyArray.write([Float(1)], shape: [1, 1], to: folder.appending(path: name))
            }
            #expect(try FileKind.detect(folder) == .resultFolder)
        }
    }

    @Test func `a missing file is named`() throws {
        try withTemporaryFolder { folder in
            let line = try message { _ = try FileKind.detect(folder.appending(path: "none")) }
            #expect(line.contains("none: cannot be read: there is no such file"))
        }
    }
}
