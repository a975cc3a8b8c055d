import CHDF5
package import FoundationEssentials
import Glibc

/// An HDF5 file, open for reading until nobody holds it or anything in it.
package struct HDF5File: Sendable {
    /// The group `/`.
    package let root: HDF5Group

    /// Opens a file for reading.
    ///
    /// - Throws: `FormatError.cannotRead` for a missing, foreign, damaged or truncated file.
    package init(reading url: URL) throws {
        let file = url.path
        guard access(file, R_OK) == 0 else {
            let missing = errno == ENOENT || errno == ENOTDIR
            throw FormatError.cannotRead(
                file: file, reason: missing ? "there is no such file" : "check its permissions")
        }
        root = try HDF5.locked {
            guard H5Fis_hdf5(file) > 0 else {
                throw FormatError.cannotRead(
                    file: file,
                    reason: "it is no HDF5 file; choose a .hspy or .h5 file, or data as .blo, .mib or .npy")
            }
            // Reading needs no lock: without this, a file that another program holds open would look damaged.
            guard let access = HDF5.properties(tb_h5p_file_access()),
                H5Pset_file_locking(access.id, false, true) >= 0,
                let handle = HDF5Handle(H5Fopen(file, tb_h5f_acc_rdonly(), access.id), H5Fclose),
                let group = HDF5Handle(H5Gopen2(handle.id, "/", 0), H5Gclose)
            else {
                throw FormatError.cannotRead(
                    file: file, reason: "it is an HDF5 file that is damaged or ends early; copy or make it again")
            }
            return HDF5Group(handle: group, file: file, path: "")
        }
    }

    /// Writes a new file by a temporary name in the same folder; it stands under `url` only when all of it is written.
    ///
    /// - Throws: what `body` throws, or `FormatError.cannotWrite`.
    package static func write(to url: URL, _ body: (_ root: HDF5Group) throws -> Void) throws {
        try AtomicFile.write(to: url) { temporary in
            let id = try HDF5.locked { try create(temporary.path, named: url.path) }
            do {
                try fill(id, file: url.path, body)
            } catch {
                HDF5.locked { _ = H5Fclose(id) }
                throw error
            }
            // The last buffers reach the disk here.
            guard HDF5.locked({ H5Fclose(id) }) >= 0 else {
                throw FormatError.cannotWrite(file: url.path, reason: "its end could not be written; is the disk full?")
            }
        }
    }

    /// In a function of its own, so that everything in the file is closed when it returns.
    private static func fill(_ id: hid_t, file: String, _ body: (HDF5Group) throws -> Void) throws {
        guard let group = HDF5.locked({ HDF5Handle(H5Gopen2(id, "/", 0), H5Gclose) }) else {
            throw FormatError.cannotWrite(file: file, reason: "HDF5 cannot open the new file")
        }
        try body(HDF5Group(handle: group, file: file, path: ""))
    }

    private static func create(_ path: String, named file: String) throws -> hid_t {
        guard let creation = HDF5.properties(tb_h5p_file_create()), H5Pset_obj_track_times(creation.id, false) >= 0,
            let access = HDF5.properties(tb_h5p_file_access()),
            H5Pset_fclose_degree(access.id, H5F_CLOSE_SEMI) >= 0
        else { throw FormatError.cannotWrite(file: file, reason: "HDF5 cannot prepare a file") }
        let id = H5Fcreate(path, tb_h5f_acc_trunc(), creation.id, access.id)
        guard id >= 0 else { throw FormatError.cannotWrite(file: file, reason: "HDF5 cannot make the file") }
        return id
    }
}
