import CHDF5

/// The attributes of a group or dataset.
package struct HDF5Attributes: Sendable {
    let owner: HDF5Handle
    let file: String
    let path: String

    // MARK: Writing

    package func write(_ value: String, _ name: String) throws {
        try value.withCString { pointer in
            var pointer: UnsafePointer<CChar>? = pointer
            try write(name, { HDF5.stringType() }, &pointer)
        }
    }

    package func write(_ value: Double, _ name: String) throws { try write(number: value, name) }
    package func write(_ value: Int64, _ name: String) throws { try write(number: value, name) }
    package func write(_ value: UInt64, _ name: String) throws { try write(number: value, name) }

    /// Writes h5py's boolean.
    package func write(_ value: Bool, _ name: String) throws {
        var byte: Int8 = value ? 1 : 0
        try write(name, { HDF5.booleanType() }, &byte)
    }

    private func write<T: HDF5Number>(number: T, _ name: String) throws {
        var number = number
        try HDF5.locked {
            guard let space = HDF5.space([]),
                let attribute = HDF5Handle(
                    H5Acreate2(owner.id, name, T.hdf5Type.inFile, space.id, 0, 0), H5Aclose),
                H5Awrite(attribute.id, T.hdf5Type.inMemory, &number) >= 0
            else { throw cannotWrite(name) }
        }
    }

    private func write(_ name: String, _ type: () -> HDF5Handle?, _ value: UnsafeRawPointer) throws {
        try HDF5.locked {
            guard let type = type(), let space = HDF5.space([]),
                let attribute = HDF5Handle(H5Acreate2(owner.id, name, type.id, space.id, 0, 0), H5Aclose),
                H5Awrite(attribute.id, type.id, value) >= 0
            else { throw cannotWrite(name) }
        }
    }

    // MARK: Reading

    /// The names of all attributes, sorted.
    package func names() throws -> [String] {
        try HDF5.locked {
            let count = H5Aget_num_attrs(owner.id)
            guard count >= 0 else { throw malformed("attributes", "cannot be read") }
            return try (0..<hsize_t(count)).map { index in
                guard
                    let attribute = HDF5Handle(
                        H5Aopen_by_idx(owner.id, ".", H5_INDEX_NAME, H5_ITER_INC, index, 0, 0), H5Aclose)
                else { throw malformed("attributes", "cannot be read") }
                let length = H5Aget_name(attribute.id, 0, nil)
                guard length >= 0, length < 1 << 20 else { throw malformed("attributes", "cannot be read") }
                var bytes = [CChar](repeating: 0, count: length + 1)
                guard H5Aget_name(attribute.id, bytes.count, &bytes) >= 0 else {
                    throw malformed("attributes", "cannot be read")
                }
                return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
    }

    package func contains(_ name: String) -> Bool { HDF5.locked { H5Aexists(owner.id, name) > 0 } }

    /// - Throws: `FormatError.malformed` when it is missing or is no single string.
    package func string(_ name: String) throws -> String { try required(name, optionalString(name)) }

    /// - Throws: `FormatError.malformed` when it is missing or is no single number.
    package func double(_ name: String) throws -> Double { try required(name, optionalDouble(name)) }

    /// - Throws: `FormatError.malformed` when it is missing or is no single integer.
    package func int(_ name: String) throws -> Int { try required(name, optionalInt(name)) }

    package func optionalString(_ name: String) throws -> String? {
        try read(name) { attribute, type in
            guard H5Tget_class(type.id) == H5T_STRING else { throw malformed(name, "is no string") }
            guard let text = HDF5Strings.read(type, count: 1, { H5Aread(attribute.id, $0, $1) })?.first else {
                throw malformed(name, "cannot be read")
            }
            return text
        }
    }

    package func optionalDouble(_ name: String) throws -> Double? {
        try read(name) { attribute, type in
            let kind = H5Tget_class(type.id)
            guard kind == H5T_FLOAT || kind == H5T_INTEGER else { throw malformed(name, "is no number") }
            var value = 0.0
            guard H5Aread(attribute.id, tb_h5t_native_double(), &value) >= 0 else {
                throw malformed(name, "cannot be read")
            }
            return value
        }
    }

    package func optionalInt(_ name: String) throws -> Int? {
        try read(name) { attribute, type in
            guard H5Tget_class(type.id) == H5T_INTEGER else { throw malformed(name, "is no integer") }
            var value: Int64 = 0
            guard H5Aread(attribute.id, tb_h5t_native_int64(), &value) >= 0 else {
                throw malformed(name, "cannot be read")
            }
            return Int(value)
        }
    }

    package func optionalUInt64(_ name: String) throws -> UInt64? {
        try read(name) { attribute, type in
            guard H5Tget_class(type.id) == H5T_INTEGER else { throw malformed(name, "is no integer") }
            var value: UInt64 = 0
            guard H5Aread(attribute.id, tb_h5t_native_uint64(), &value) >= 0 else {
                throw malformed(name, "cannot be read")
            }
            return value
        }
    }

    /// A boolean: h5py's enumeration, or an integer that is 0 or not.
    package func optionalBool(_ name: String) throws -> Bool? {
        try read(name) { attribute, type in
            let kind = H5Tget_class(type.id)
            if kind == H5T_INTEGER { return try optionalInt(name) != 0 }
            guard kind == H5T_ENUM, H5Tget_size(type.id) <= 8 else { throw malformed(name, "is no boolean") }
            var value: UInt64 = 0
            guard H5Aread(attribute.id, type.id, &value) >= 0 else { throw malformed(name, "cannot be read") }
            return value != 0
        }
    }

    /// Opens an attribute, makes sure that it holds one value, and hands it to `body` with its type in the file.
    private func read<T>(_ name: String, _ body: (HDF5Handle, HDF5Handle) throws -> T) throws -> T? {
        try HDF5.locked {
            guard H5Aexists(owner.id, name) > 0 else { return nil }
            guard let attribute = HDF5Handle(H5Aopen(owner.id, name, 0), H5Aclose),
                let type = HDF5Handle(H5Aget_type(attribute.id), H5Tclose),
                let space = HDF5Handle(H5Aget_space(attribute.id), H5Sclose)
            else { throw malformed(name, "cannot be read") }
            guard H5Sget_simple_extent_npoints(space.id) == 1 else { throw malformed(name, "is no single value") }
            return try body(attribute, type)
        }
    }

    private func required<T>(_ name: String, _ value: T?) throws -> T {
        guard let value else { throw malformed(name, "is missing") }
        return value
    }

    private func malformed(_ name: String, _ problem: String) -> FormatError {
        .malformed(
            file: file, key: "\(path.isEmpty ? "/" : path)@\(name)", problem: problem,
            mend: "make the file again, or mend this entry")
    }

    private func cannotWrite(_ name: String) -> FormatError {
        .cannotWrite(file: file, reason: "HDF5 cannot make \(path)@\(name); is the disk full?")
    }
}
