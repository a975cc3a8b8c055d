import CHDF5
import Glibc

/// The HDF5 library. Not every build of it is thread-safe, so every call goes through one lock.
enum HDF5 {
    /// Runs `body` while no other thread is inside HDF5. May be nested.
    static func locked<T>(_ body: () throws -> T) rethrows -> T {
        let lock = HDF5Lock.shared
        pthread_mutex_lock(lock.mutex)
        defer { pthread_mutex_unlock(lock.mutex) }
        // Errors are told in one line of ours, not as HDF5's stack on standard error; HDF5 keeps this by thread.
        H5Eset_auto2(0, nil, nil)
        return try body()
    }

    /// Makes the lock anew in a copy of the process, whose one thread is another than the one that had it.
    static func renewLock() { HDF5Lock.shared.renew() }

    /// A property list of a class; call inside `locked`.
    static func properties(_ propertyClass: hid_t) -> HDF5Handle? { HDF5Handle(H5Pcreate(propertyClass), H5Pclose) }

    /// A property list for opening something by its name, which follows no link into another file; call inside `locked`.
    static func access(_ propertyClass: hid_t) -> HDF5Handle? {
        guard let list = properties(propertyClass),
            H5Pset_elink_cb(list.id, { _, _, _, _, _, _, _ in -1 }, nil) >= 0
        else { return nil }
        return list
    }

    /// A string type of variable length as h5py writes it: UTF-8, ending with NUL; call inside `locked`.
    static func stringType(_ characters: H5T_cset_t = H5T_CSET_UTF8) -> HDF5Handle? {
        guard let type = HDF5Handle(H5Tcopy(tb_h5t_c_string()), H5Tclose),
            H5Tset_size(type.id, tb_h5t_variable()) >= 0, H5Tset_cset(type.id, characters) >= 0
        else { return nil }
        return type
    }

    /// h5py's boolean, an enumeration of int8 with FALSE = 0 and TRUE = 1; call inside `locked`.
    static func booleanType() -> HDF5Handle? {
        guard let type = HDF5Handle(H5Tenum_create(tb_h5t_int8()), H5Tclose) else { return nil }
        var (no, yes) = (Int8(0), Int8(1))
        guard H5Tenum_insert(type.id, "FALSE", &no) >= 0, H5Tenum_insert(type.id, "TRUE", &yes) >= 0 else { return nil }
        return type
    }

    /// A data space of the given lengths, a scalar when there are none; call inside `locked`.
    static func space(_ shape: [Int]) -> HDF5Handle? {
        if shape.isEmpty { return HDF5Handle(H5Screate(H5S_SCALAR), H5Sclose) }
        return HDF5Handle(H5Screate_simple(Int32(shape.count), shape.map { hsize_t($0) }, nil), H5Sclose)
    }
}

/// The recursive lock: an object may be released, and so closed, inside another call.
private final class HDF5Lock: @unchecked Sendable {
    static let shared = HDF5Lock()
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    private init() {
        renew()
        // A file whose end could not be written stays half closed, and HDF5 1.10 crashes over it at the program's end.
        // Every file is closed before that.
        H5dont_atexit()
        H5open()
    }

    func renew() {
        var attributes = pthread_mutexattr_t()
        pthread_mutexattr_init(&attributes)
        pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
        pthread_mutex_init(mutex, &attributes)
        pthread_mutexattr_destroy(&attributes)
    }
}

/// An open HDF5 identifier, closed when nobody holds it any more.
final class HDF5Handle: Sendable {
    let id: hid_t
    private let close: @Sendable (hid_t) -> herr_t

    /// Nil for the negative identifiers by which HDF5 says that a call failed.
    init?(_ id: hid_t, _ close: @escaping @Sendable (hid_t) -> herr_t) {
        guard id >= 0 else { return nil }
        self.id = id
        self.close = close
    }

    deinit { HDF5.locked { _ = close(id) } }
}

/// The number types that are written.
package enum HDF5NumberType: Sendable {
    case uint8, uint16, int64, uint64, float32, float64

    var inFile: hid_t {
        switch self {
        case .uint8: tb_h5t_uint8()
        case .uint16: tb_h5t_uint16()
        case .int64: tb_h5t_int64()
        case .uint64: tb_h5t_uint64()
        case .float32: tb_h5t_float()
        case .float64: tb_h5t_double()
        }
    }

    var inMemory: hid_t {
        switch self {
        case .uint8: tb_h5t_native_uint8()
        case .uint16: tb_h5t_native_uint16()
        case .int64: tb_h5t_native_int64()
        case .uint64: tb_h5t_native_uint64()
        case .float32: tb_h5t_native_float()
        case .float64: tb_h5t_native_double()
        }
    }
}

/// A number that HDF5 can read and write.
package protocol HDF5Number: BitwiseCopyable, Sendable {
    static var hdf5Type: HDF5NumberType { get }
}

extension UInt8: HDF5Number { package static var hdf5Type: HDF5NumberType { .uint8 } }
extension UInt16: HDF5Number { package static var hdf5Type: HDF5NumberType { .uint16 } }
extension Int64: HDF5Number { package static var hdf5Type: HDF5NumberType { .int64 } }
extension UInt64: HDF5Number { package static var hdf5Type: HDF5NumberType { .uint64 } }
extension Float: HDF5Number { package static var hdf5Type: HDF5NumberType { .float32 } }
extension Double: HDF5Number { package static var hdf5Type: HDF5NumberType { .float64 } }
