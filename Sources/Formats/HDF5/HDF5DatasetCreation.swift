import CHDF5

/// How a new dataset lies in its file.
package enum HDF5Packing: Sendable {
    case contiguous
    /// Chunks of these lengths, shuffled and packed with gzip 1.
    case chunks([Int])
}

/// Datasets in a group.
extension HDF5Group {
    /// - Throws: `FormatError.malformed` when there is no dataset of that name or it is damaged.
    package func dataset(_ name: String) throws -> HDF5Dataset {
        try HDF5.locked {
            // Room for the chunks of one scan line, so that none is packed twice when a block ends inside it.
            guard let access = HDF5.access(tb_h5p_dataset_access()),
                H5Pset_chunk_cache(access.id, 12_289, 64 << 20, 1) >= 0,
                let handle = HDF5Handle(H5Dopen2(handle.id, name, access.id), H5Dclose)
            else { throw cannotOpen(name, kind: "array") }
            return try HDF5Dataset(handle, file: file, path: "\(path)/\(name)")
        }
    }

    /// The dataset of that name, or nil when nothing of that name is here.
    package func optionalDataset(_ name: String) throws -> HDF5Dataset? { contains(name) ? try dataset(name) : nil }

    /// Makes a dataset of numbers to be filled box by box.
    package func createDataset(
        _ name: String, type: HDF5NumberType, shape: [Int], packing: HDF5Packing = .contiguous
    ) throws -> HDF5Dataset {
        try HDF5.locked { try create(name, type.inFile, shape, packing) }
    }

    /// Writes an array of numbers.
    ///
    /// - Precondition: `values` has as many elements as `shape`.
    @discardableResult
    package func write<T: HDF5Number>(
        _ values: [T], shape: [Int], as name: String, packing: HDF5Packing = .contiguous
    ) throws -> HDF5Dataset {
        let dataset = try createDataset(name, type: T.hdf5Type, shape: shape, packing: packing)
        try dataset.write(values, offset: [Int](repeating: 0, count: shape.count), lengths: shape)
        return dataset
    }

    /// Writes a list of strings.
    @discardableResult
    package func write(_ strings: [String], as name: String) throws -> HDF5Dataset {
        try write(strings, [strings.count], name)
    }

    /// Writes a single string.
    @discardableResult
    package func write(_ string: String, as name: String) throws -> HDF5Dataset { try write([string], [], name) }

    /// Writes h5py's boolean.
    @discardableResult
    package func write(_ value: Bool, as name: String) throws -> HDF5Dataset {
        var byte: Int8 = value ? 1 : 0
        return try HDF5.locked {
            guard let type = HDF5.booleanType() else { throw cannotWrite(name) }
            let dataset = try create(name, type.id, [], .contiguous)
            guard H5Dwrite(dataset.handle.id, type.id, 0, 0, 0, &byte) >= 0 else { throw cannotWrite(name) }
            return dataset
        }
    }

    private func write(_ strings: [String], _ shape: [Int], _ name: String) throws -> HDF5Dataset {
        try HDF5.locked {
            guard let type = HDF5.stringType() else { throw cannotWrite(name) }
            let dataset = try create(name, type.id, shape, .contiguous)
            if strings.isEmpty { return dataset }
            // One buffer holds all strings, each ending with NUL, and HDF5 gets a pointer to each.
            let bytes = strings.flatMap { string -> [CChar] in string.utf8.map { CChar(bitPattern: $0) } + [0] }
            let status = bytes.withUnsafeBufferPointer { buffer -> herr_t in
                guard var next = buffer.baseAddress else { return -1 }
                let pointers = strings.map { string -> UnsafePointer<CChar>? in
                    defer { next += string.utf8.count + 1 }
                    return next
                }
                return H5Dwrite(dataset.handle.id, type.id, 0, 0, 0, pointers)
            }
            guard status >= 0 else { throw cannotWrite(name) }
            return dataset
        }
    }

    private func create(_ name: String, _ type: hid_t, _ shape: [Int], _ packing: HDF5Packing) throws -> HDF5Dataset {
        guard let properties = HDF5.properties(tb_h5p_dataset_create()),
            H5Pset_obj_track_times(properties.id, false) >= 0, let space = HDF5.space(shape),
            let access = HDF5.properties(tb_h5p_dataset_access()),
            H5Pset_chunk_cache(access.id, 12_289, 64 << 20, 1) >= 0
        else { throw cannotWrite(name) }
        if case .chunks(let lengths) = packing, !shape.contains(0) {
            let clipped = zip(lengths, shape).map { hsize_t(max(1, min($0, $1))) }
            guard H5Pset_chunk(properties.id, Int32(clipped.count), clipped) >= 0, H5Pset_shuffle(properties.id) >= 0,
                H5Pset_deflate(properties.id, 1) >= 0
            else { throw cannotWrite(name) }
        }
        guard
            let handle = HDF5Handle(
                H5Dcreate2(self.handle.id, name, type, space.id, 0, properties.id, access.id), H5Dclose)
        else { throw cannotWrite(name) }
        return HDF5Dataset(new: handle, file: file, path: "\(path)/\(name)", shape: shape)
    }
}
