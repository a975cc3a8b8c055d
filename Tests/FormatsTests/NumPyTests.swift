import Formats
import FoundationEssentials
import TestSupport
import Testing

struct NumPyTests {
    /// A file as numpy.save writes it, from its specification.
    private func file(_ header: String, _ body: [UInt8], version: UInt8 = 1) -> Data {
        let length = header.utf8.count
        let size = [UInt8(length & 0xff), UInt8(length >> 8)] + (version > 1 ? [0, 0] : [])
        return Data([0x93] + Array("NUMPY".utf8) + [version, 0] + size + Array(header.utf8) + body)
    }

    private func read(_ data: Data) throws -> NumPyArray {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.npy")
            try data.write(to: url)
            return try NumPyArray(contentsOf: url)
        }
    }

    private func complaint(_ data: Data) throws -> String { try message { _ = try read(data) } }

    @Test func `each number type is read`() throws {
        let cases: [(String, [UInt8], Double)] = [
            ("<f4", [0, 0, 0xc0, 0xbf], -1.5), ("<f8", [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], 1.5), ("|u1", [200], 200),
            ("|i1", [0xff], -1), ("|b1", [1], 1), ("<u2", [1, 2], 513), ("<i2", [0xfe, 0xff], -2),
            ("<u4", [0, 0, 1, 0], 65_536), ("<i4", [0xff, 0xff, 0xff, 0xff], -1),
            ("<i8", [0, 0, 0, 0, 1, 0, 0, 0], 4_294_967_296), ("<u8", [7, 0, 0, 0, 0, 0, 0, 0], 7),
        ]
        for version in [UInt8(1), 2, 3] {
            for (type, bytes, value) in cases {
                let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (1,), }\n"
                #expect(try read(file(header, bytes, version: version)) == NumPyArray(shape: [1], values: [value]))
            }
        }
    }

    /// Bytes as numpy.asfortranarray lays out arange(6).reshape(2, 3) and arange(12).reshape(2, 3, 2).
    @Test func `arrays in Fortran order are read as numpy reads them`() throws {
        let flat = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n"
        #expect(try read(file(flat, [0, 3, 1, 4, 2, 5])) == NumPyArray(shape: [2, 3], values: [0, 1, 2, 3, 4, 5]))
        let deep = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }\n"
        #expect(
            try read(file(deep, [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]))
                == NumPyArray(shape: [2, 3, 2], values: (0..<12).map { Double($0) }))
        let single = "{'descr': '|u1', 'fortran_order': True, 'shape': (2,), }\n"
        #expect(try read(file(single, [7, 8])) == NumPyArray(shape: [2], values: [7, 8]))
    }

    @Test func `what cannot be read is named with its mend`() throws {
        let good = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }\n"
        #expect(try read(file(good, [1, 2, 3, 4, 5, 6])) == NumPyArray(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]))
        #expect(try complaint(file(good, [1, 2, 3, 4, 5])).contains("ends after"))
        #expect(try complaint(Data("no array at all".utf8)).contains("is no .npy file"))
        #expect(try complaint(Data()).contains("is no .npy file"))
        #expect(try complaint(file("{'descr': '|u1'", [])).contains("lacks"))
        #expect(try complaint(file("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", [])).contains("<c8"))
        #expect(try complaint(file("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}", [])).contains("(-1,)"))
        let huge = "{'descr': '|u1', 'fortran_order': False, 'shape': (9999999999, 9999999999)}"
        #expect(try complaint(file(huge, [])).contains("claims"))
    }

    @Test func `arrays that are written follow the specification and are read back`() throws {
        try withTemporaryFolder { folder in
            let url = folder.appending(path: "a.npy")
            try NumPyArray.write([UInt16(1), 513], shape: [2], to: url)
            let bytes = [UInt8](try Data(contentsOf: url))
            #expect(bytes.prefix(8) == [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
            // "The length of the header shall be such that the data start at a multiple of 64; it ends with a newline."
            #expect((bytes.count - 4) % 64 == 0 && bytes.count - 14 == Int(bytes[8]) + 256 * Int(bytes[9]))
            #expect(bytes[bytes.count - 5] == 0x0a && bytes.suffix(4) == [1, 0, 1, 2])
            for shape in [[], [1], [1, 1], [1, 1, 1, 1]] {
                try NumPyArray.write([Float(-2.5)], shape: shape, to: url)
                #expect(try NumPyArray(contentsOf: url) == NumPyArray(shape: shape, values: [-2.5]))
            }
            try NumPyArray.write([Double](), shape: [0, 5], to: url)
            #expect(try NumPyArray(contentsOf: url) == NumPyArray(shape: [0, 5], values: []))
            let many = (0..<(1 << 20) + 3).map { Double($0) / 3 }
            try NumPyArray.write(many, shape: [many.count], to: url)
            #expect(try NumPyArray(contentsOf: url).values == many)
        }
    }
}
