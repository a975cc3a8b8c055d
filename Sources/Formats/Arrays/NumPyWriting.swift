public import FoundationEssentials

/// The number types that are written to .npy files.
public protocol NumPyElement: BitwiseCopyable {
    /// NumPy's name of the type, such as "<f4".
    static var numPyType: String { get }
    /// The number as bytes, little-endian.
    func appendLittleEndian(to bytes: inout [UInt8])
}

extension Float: NumPyElement {
    public static var numPyType: String { "<f4" }
    public func appendLittleEndian(to bytes: inout [UInt8]) { bytes.append(littleEndian: bitPattern) }
}

extension Double: NumPyElement {
    public static var numPyType: String { "<f8" }
    public func appendLittleEndian(to bytes: inout [UInt8]) { bytes.append(littleEndian: bitPattern) }
}

extension UInt8: NumPyElement {
    public static var numPyType: String { "|u1" }
    public func appendLittleEndian(to bytes: inout [UInt8]) { bytes.append(self) }
}

extension UInt16: NumPyElement {
    public static var numPyType: String { "<u2" }
    public func appendLittleEndian(to bytes: inout [UInt8]) { bytes.append(littleEndian: self) }
}

extension NumPyArray {
    /// Writes an array in C order as a .npy file of version 1, by a temporary name in the folder of `url`.
    ///
    /// - Precondition: `values` has as many elements as `shape`.
    /// - Throws: `FormatError.cannotWrite`.
    public static func write<T: NumPyElement>(_ values: [T], shape: [Int], to url: URL) throws {
        precondition(shape.reduce(1, *) == values.count, "shape and number of values differ")
        try AtomicFile.write(to: url) { temporary in
            let output = try OutputFile(temporary, named: url.path)
            try output.write(header(T.numPyType, shape))
            try write(values, to: output)
            try output.close()
        }
    }

    /// Writes in parts, so that a large array is not held twice.
    static func write<T: NumPyElement>(_ values: [T], to output: OutputFile) throws {
        for first in stride(from: 0, to: values.count, by: 1 << 20) {
            let part = values[first..<min(values.count, first + 1 << 20)]
            var bytes: [UInt8] = []
            bytes.reserveCapacity(part.count * MemoryLayout<T>.size)
            for value in part { value.appendLittleEndian(to: &bytes) }
            try output.write(bytes)
        }
    }

    /// Magic, version, length and dictionary, padded with spaces so that the numbers start at a multiple of 64.
    static func header(_ type: String, _ shape: [Int]) -> [UInt8] {
        let lengths = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
        text += String(repeating: " ", count: (128 - (11 + text.utf8.count) % 64) % 64) + "\n"
        let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
        let length = text.utf8.count
        return magic + [UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
    }
}
