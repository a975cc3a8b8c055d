public import FoundationEssentials

/// An array in NumPy's .npy format, versions 1 to 3, C or Fortran order
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
public struct NumPyArray: Sendable, Equatable {
    public let shape: [Int]
    /// Elements in C order, as double precision whatever the file's type.
    public let values: [Double]

    public init(shape: [Int], values: [Double]) {
        precondition(shape.reduce(1, *) == values.count, "shape and number of values differ")
        self.shape = shape
        self.values = values
    }

    /// Reads a file.
    ///
    /// - Throws: `FormatError` naming the file and what is wrong with it.
    public init(contentsOf url: URL) throws {
        (shape, values) = try Self.read(url)
    }

    /// The lengths of the array in a file, and its elements in C order as numbers of another type than the file's.
    ///
    /// - Throws: `FormatError` as `init(contentsOf:)`.
    static func read<Value: BinaryFloatingPoint>(_ url: URL) throws -> (shape: [Int], values: [Value]) {
        let file = try FlatFile(url)
        let header = try NumPyHeader(file)
        let count = try header.elementCount(available: file.size, file: file.file)
        let stored = try [Value](unsafeUninitializedCapacity: count) { buffer, filled in
            // A megabyte of the file at a time.
            for start in stride(from: 0, to: count, by: 1 << 17) {
                let part = buffer[start..<min(count, start + 1 << 17)]
                let bytes = try file.bytes(
                    header.length + start * header.type.size, count: part.count * header.type.size)
                bytes.withUnsafeBytes { header.type.decode($0, into: UnsafeMutableBufferPointer(rebasing: part)) }
            }
            filled = count
        }
        return (header.shape, header.isFortranOrder ? inCOrder(stored, shape: header.shape) : stored)
    }

    /// What numpy.save makes of a transposed array: the first index runs fastest.
    private static func inCOrder<Value>(_ stored: [Value], shape: [Int]) -> [Value] {
        var strides: [Int] = []
        var stride = 1
        for length in shape {
            strides.append(stride)
            stride *= length
        }
        var index = [Int](repeating: 0, count: shape.count)
        var place = 0
        return stored.indices.map { _ in
            defer {
                for axis in shape.indices.reversed() {
                    index[axis] += 1
                    place += strides[axis]
                    if index[axis] < shape[axis] { break }
                    place -= strides[axis] * shape[axis]
                    index[axis] = 0
                }
            }
            return stored[place]
        }
    }
}

extension NumPyArray {
    /// The lengths of the array in a file, whose numbers are not read.
    ///
    /// - Throws: `FormatError` as `init(contentsOf:)`.
    public static func shape(of url: URL) throws -> [Int] { try NumPyHeader(FlatFile(url)).shape }
}

extension BinaryNumber {
    /// The number type of NumPy's name, such as "<f4"; nil for one that is not read.
    init?(numPy name: String) {
        let kinds: [Character: Kind] = ["u": .unsigned, "i": .signed, "f": .float, "b": .unsigned]
        guard name.count == 3, let order = name.first, "<>|=".contains(order),
            let letter = name.dropFirst().first, let kind = kinds[letter], let size = Int(name.suffix(1)),
            kind == .float ? [4, 8].contains(size) : [1, 2, 4, 8].contains(size), letter != "b" || size == 1,
            order != "|" || size == 1
        else { return nil }
        self.init(kind: kind, size: size, isBigEndian: order == ">")
    }
}

/// The header of a .npy file.
struct NumPyHeader {
    let type: BinaryNumber
    let shape: [Int]
    /// Whether the first index runs fastest.
    let isFortranOrder: Bool
    /// Bytes before the first element.
    let length: Int

    /// The header of a file that has been held against the file's size.
    init(_ file: FlatFile) throws {
        try self.init(Data(file.bytes(0, count: min(file.size, 1 << 17))), file: file.file)
        _ = try elementCount(available: file.size, file: file.file)
    }

    init(_ data: Data, file: String) throws {
        func fail(_ problem: String) -> FormatError {
            .malformed(file: file, key: "header", problem: problem, mend: "save it again with numpy.save")
        }
        let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
        guard data.count >= 12, data.prefix(6).elementsEqual(magic) else { throw fail("is no .npy file") }
        let bytes = [UInt8](data.prefix(12))
        guard (1...3).contains(bytes[6]) else { throw fail("has the unknown .npy version \(bytes[6])") }
        let start = bytes[6] == 1 ? 10 : 12
        let size =
            bytes[6] == 1
            ? Int(bytes[8]) | Int(bytes[9]) << 8
            : Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
        guard size <= 65536, data.count >= start + size else { throw fail("ends inside its header") }
        let text = String(decoding: data.dropFirst(start).prefix(size), as: UTF8.self)
        guard let descr = Self.value(of: "descr", in: text), let order = Self.value(of: "fortran_order", in: text),
            let tuple = Self.value(of: "shape", in: text)
        else { throw fail("lacks descr, fortran_order or shape") }
        guard let type = BinaryNumber(numPy: descr.filter { $0 != "'" && $0 != "\"" }) else {
            throw FormatError.malformed(
                file: file, key: "descr", problem: "is the number type \(descr), which is not read",
                mend: "save float32, float64 or an integer type")
        }
        let parts = tuple.dropFirst().dropLast().split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        let lengths = parts.filter { !$0.isEmpty }.map { Int($0) }
        guard lengths.allSatisfy({ ($0 ?? -1) >= 0 }) else { throw fail("has the shape \(tuple)") }
        self.type = type
        isFortranOrder = order == "True"
        shape = lengths.compactMap { $0 }
        length = start + size
    }

    /// The text after `'key':`, up to its comma or closing bracket.
    private static func value(of key: String, in text: String) -> String? {
        guard let range = text.firstRange(of: "'\(key)'") else { return nil }
        let rest = text[range.upperBound...].drop { $0 == ":" || $0 == " " }
        if rest.first == "(" {
            guard let end = rest.firstIndex(of: ")") else { return nil }
            return String(rest[...end])
        }
        return String(rest.prefix { $0 != "," && $0 != "}" }.filter { $0 != " " })
    }

    /// The number of elements, once it is certain that the file holds them.
    func elementCount(available: Int, file: String) throws -> Int {
        // Lengths of 0 hide nothing: a product of the others that no file can hold is nonsense as well.
        var count = 1
        for length in shape where length > 0 {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            guard !overflow, product <= Int.max / 16 else {
                throw FormatError.malformed(
                    file: file, key: "shape", problem: "claims \(shape) elements", mend: "save it again with numpy.save"
                )
            }
            count = product
        }
        if shape.contains(0) { count = 0 }
        guard available - length >= count * type.size else {
            throw FormatError.truncated(file: file, expected: length + count * type.size, found: available)
        }
        return count
    }
}
