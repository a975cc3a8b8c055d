import CHDF5
import Glibc

/// A dataset of an HDF5 file: an array of numbers or strings.
package struct HDF5Dataset: Sendable {
    let handle: HDF5Handle
    let file: String
    let path: String
    /// Lengths in C order; empty for a single value.
    package let shape: [Int]
    /// The product of `shape`.
    package let count: Int
    /// What it holds.
    package let element: Element

    /// What the elements of a dataset are.
    package enum Element: Hashable, Sendable {
        case integer(bytes: Int, signed: Bool)
        case float(bytes: Int)
        case string
        case boolean
        case other
    }

    package var attributes: HDF5Attributes { HDF5Attributes(owner: handle, file: file, path: path) }

    /// Looks at an opened dataset; call inside `HDF5.locked`.
    ///
    /// - Throws: `FormatError.malformed` when it claims more elements than its bytes can hold or wants an unknown filter.
    init(_ handle: HDF5Handle, file: String, path: String) throws {
        func malformed(_ problem: String, _ mend: String = "copy or make the file again") -> FormatError {
            .malformed(file: file, key: path, problem: problem, mend: mend)
        }
        guard let space = HDF5Handle(H5Dget_space(handle.id), H5Sclose),
            let type = HDF5Handle(H5Dget_type(handle.id), H5Tclose)
        else { throw malformed("cannot be read") }
        let rank = H5Sget_simple_extent_ndims(space.id)
        guard rank >= 0, rank <= 32 else { throw malformed("has no shape") }
        var lengths = [hsize_t](repeating: 0, count: Int(rank))
        guard H5Sget_simple_extent_type(space.id) != H5S_NULL,
            H5Sget_simple_extent_dims(space.id, &lengths, nil) == rank
        else { throw malformed("has no shape") }
        // Lengths of 0 hide nothing: a product of the others that no file can hold is nonsense as well.
        var bytes = max(1, H5Tget_size(type.id))
        for length in lengths where length > 0 {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: Int(clamping: length))
            guard !overflow, product < 1 << 60 else { throw malformed("claims the shape \(lengths)") }
            bytes = product
        }
        let storage = HDF5Storage(handle, file: file)
        guard !storage.isElsewhere else {
            throw malformed("has its numbers in another file", "save all of the data in one file")
        }
        guard storage.hasItsFilters else {
            throw malformed("is packed by a filter that is not at hand", "save it with gzip or without compression")
        }
        guard lengths.contains(0) || storage.canHold(bytes) else {
            throw malformed("claims the shape \(lengths), which is more than it holds")
        }
        self.handle = handle
        self.file = file
        self.path = path
        shape = lengths.map { Int($0) }
        count = shape.reduce(1, *)
        element = Self.element(type)
    }

    /// A dataset that was just made: no check can fail.
    init(new handle: HDF5Handle, file: String, path: String, shape: [Int]) {
        self.handle = handle
        self.file = file
        self.path = path
        self.shape = shape
        count = shape.reduce(1, *)
        element = HDF5Handle(H5Dget_type(handle.id), H5Tclose).map(Self.element) ?? .other
    }

    private static func element(_ type: HDF5Handle) -> Element {
        let bytes = Int(H5Tget_size(type.id))
        switch H5Tget_class(type.id) {
        case H5T_INTEGER: return .integer(bytes: bytes, signed: H5Tget_sign(type.id) != H5T_SGN_NONE)
        case H5T_FLOAT: return .float(bytes: bytes)
        case H5T_STRING: return .string
        case H5T_ENUM: return bytes == 1 ? .boolean : .other
        default: return .other
        }
    }

    // MARK: Numbers

    /// All elements, converted to `T`.
    ///
    /// - Throws: `FormatError.malformed` when it holds no numbers or its bytes are damaged.
    package func read<T: HDF5Number>(_ type: T.Type = T.self) throws -> [T] {
        try read(offset: [Int](repeating: 0, count: shape.count), lengths: shape)
    }

    /// The elements of a box, converted to `T`, in C order.
    ///
    /// - Precondition: `offset` and `lengths` have the rank of `shape`, and the box lies inside it.
    package func read<T: HDF5Number>(_ type: T.Type = T.self, offset: [Int], lengths: [Int]) throws -> [T] {
        let total = lengths.reduce(1, *)
        return try [T](unsafeUninitializedCapacity: total) { buffer, filled in
            try read(into: UnsafeMutableBufferPointer(rebasing: buffer[..<total]), offset: offset, lengths: lengths)
            filled = total
        }
    }

    /// Reads the elements of a box, converted to `T`, into `buffer`.
    func read<T: HDF5Number>(into buffer: UnsafeMutableBufferPointer<T>, offset: [Int], lengths: [Int]) throws {
        switch element {
        case .integer, .float: break
        default: throw malformed("holds no numbers", "make the file again, or mend this entry")
        }
        guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
        if HDF5Rehearsal.leavesOut(buffer.count, of: file) {
            memset(base, 0, buffer.count * MemoryLayout<T>.stride)
            return
        }
        try HDF5.locked {
            guard let (inFile, inMemory) = spaces(offset, lengths),
                H5Dread(handle.id, T.hdf5Type.inMemory, inMemory.id, inFile.id, 0, base) >= 0
            else { throw malformed("is damaged", "copy or make the file again") }
        }
    }

    /// Writes the elements of a box.
    ///
    /// - Precondition: `values` has as many elements as the box, which lies inside `shape`.
    package func write<T: HDF5Number>(_ values: [T], offset: [Int], lengths: [Int]) throws {
        precondition(values.count == lengths.reduce(1, *), "values and box differ")
        if values.isEmpty { return }
        try HDF5.locked {
            guard let (inFile, inMemory) = spaces(offset, lengths),
                H5Dwrite(handle.id, T.hdf5Type.inMemory, inMemory.id, inFile.id, 0, values) >= 0
            else { throw FormatError.cannotWrite(file: file, reason: "HDF5 cannot write \(path); is the disk full?") }
        }
    }

    private func spaces(_ offset: [Int], _ lengths: [Int]) -> (inFile: HDF5Handle, inMemory: HDF5Handle)? {
        precondition(offset.count == shape.count && lengths.count == shape.count, "a box of another rank")
        guard let inFile = HDF5Handle(H5Dget_space(handle.id), H5Sclose), let inMemory = HDF5.space(lengths) else {
            return nil
        }
        if shape.isEmpty { return (inFile, inMemory) }
        let (start, size) = (offset.map { hsize_t($0) }, lengths.map { hsize_t($0) })
        guard H5Sselect_hyperslab(inFile.id, H5S_SELECT_SET, start, nil, size, nil) >= 0 else { return nil }
        return (inFile, inMemory)
    }

    // MARK: Strings

    /// All elements as strings.
    ///
    /// - Throws: `FormatError.malformed` when it holds no strings.
    package func readStrings() throws -> [String] {
        guard element == .string else { throw malformed("holds no strings", "make the file again, or mend this entry") }
        return try HDF5.locked {
            guard let type = HDF5Handle(H5Dget_type(handle.id), H5Tclose),
                let strings = HDF5Strings.read(type, count: count, { H5Dread(handle.id, $0, 0, 0, 0, $1) })
            else { throw malformed("is damaged", "copy or make the file again") }
            return strings
        }
    }

    func malformed(_ problem: String, _ mend: String) -> FormatError {
        .malformed(file: file, key: path, problem: problem, mend: mend)
    }
}
