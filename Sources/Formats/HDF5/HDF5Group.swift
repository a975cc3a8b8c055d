import CHDF5

/// A group of an HDF5 file.
package struct HDF5Group: Sendable {
    let handle: HDF5Handle
    /// The file's path, for messages.
    let file: String
    /// The path inside the file, without a slash at its end: the root is the empty string.
    let path: String

    package var attributes: HDF5Attributes { HDF5Attributes(owner: handle, file: file, path: path) }

    /// Whether something of that name is in this group.
    package func contains(_ name: String) -> Bool {
        HDF5.locked {
            guard let access = HDF5.access(tb_h5p_link_access()) else { return false }
            return H5Lexists(handle.id, name, access.id) > 0 && H5Oexists_by_name(handle.id, name, access.id) > 0
        }
    }

    /// The names of everything in this group, sorted.
    package func names() throws -> [String] {
        try HDF5.locked {
            var info = H5G_info_t()
            guard H5Gget_info(handle.id, &info) >= 0, info.nlinks <= Self.mostLinks else { throw damaged() }
            var names: [String] = []
            for index in 0..<info.nlinks {
                let length = H5Lget_name_by_idx(handle.id, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, 0)
                guard length >= 0, length < 1 << 20 else { throw damaged() }
                var bytes = [CChar](repeating: 0, count: length + 1)
                guard
                    H5Lget_name_by_idx(
                        handle.id, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count, 0) >= 0
                else { throw damaged() }
                names.append(String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
            }
            return names
        }
    }

    /// More than a sound file has; what a damaged one claims may be anything.
    private static let mostLinks: hsize_t = 100_000

    /// - Throws: `FormatError.malformed` when there is no group of that name.
    package func group(_ name: String) throws -> HDF5Group {
        let group = HDF5.locked { () -> HDF5Handle? in
            guard let access = HDF5.access(tb_h5p_group_access()) else { return nil }
            return HDF5Handle(H5Gopen2(handle.id, name, access.id), H5Gclose)
        }
        guard let group else { throw cannotOpen(name, kind: "group") }
        return HDF5Group(handle: group, file: file, path: "\(path)/\(name)")
    }

    /// The group of that name, or nil when nothing of that name is here.
    package func optionalGroup(_ name: String) throws -> HDF5Group? { contains(name) ? try group(name) : nil }

    package func createGroup(_ name: String) throws -> HDF5Group {
        try HDF5.locked {
            guard let properties = HDF5.properties(tb_h5p_group_create()),
                H5Pset_obj_track_times(properties.id, false) >= 0,
                let group = HDF5Handle(H5Gcreate2(handle.id, name, 0, properties.id, 0), H5Gclose)
            else { throw cannotWrite(name) }
            return HDF5Group(handle: group, file: file, path: "\(path)/\(name)")
        }
    }

    /// Makes `dataset` reachable from here as well: the same bytes under a second name.
    package func hardLink(_ dataset: HDF5Dataset, as name: String) throws {
        try HDF5.locked {
            guard H5Olink(dataset.handle.id, handle.id, name, 0, 0) >= 0 else { throw cannotWrite(name) }
        }
    }

    /// Why something of that name cannot be opened as what it should be.
    func cannotOpen(_ name: String, kind: String) -> FormatError {
        var info = H5L_info_t()
        let isElsewhere = HDF5.locked {
            H5Lget_info(handle.id, name, &info, 0) >= 0 && info.type == H5L_TYPE_EXTERNAL
        }
        guard !isElsewhere else {
            return .malformed(
                file: file, key: "\(path)/\(name)", problem: "is a link into another file",
                mend: "save all of the data in one file")
        }
        return malformed(name, contains(name) ? "is no \(kind)" : "is missing")
    }

    func malformed(_ name: String, _ problem: String) -> FormatError {
        .malformed(
            file: file, key: "\(path)/\(name)", problem: problem, mend: "make the file again, or mend this entry")
    }

    func cannotWrite(_ name: String) -> FormatError {
        .cannotWrite(file: file, reason: "HDF5 cannot make \(path)/\(name); is the disk full?")
    }

    private func damaged() -> FormatError {
        .malformed(
            file: file, key: path.isEmpty ? "/" : path, problem: "cannot be read", mend: "copy or make the file again")
    }
}
