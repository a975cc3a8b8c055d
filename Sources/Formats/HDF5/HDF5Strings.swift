import CHDF5

/// Strings come in two kinds, of fixed and of variable length; both are read.
enum HDF5Strings {
    /// Reads `count` strings of the file's type `type`; nil when HDF5 refuses. Call inside `HDF5.locked`.
    ///
    /// - Parameter transfer: fills a buffer with elements of the given memory type.
    static func read(
        _ type: HDF5Handle, count: Int, _ transfer: (_ memoryType: hid_t, UnsafeMutableRawPointer) -> herr_t
    ) -> [String]? {
        let isVariable = H5Tis_variable_str(type.id)
        guard isVariable >= 0, count >= 0 else { return nil }
        if count == 0 { return [] }
        guard isVariable > 0 else { return readFixed(type, count, transfer) }
        guard let texts = HDF5Texts.current else { return readVariable(type, count, transfer) }
        return texts.next(count: count) { readVariable(type, count, transfer) }
    }

    private static func readVariable(
        _ type: HDF5Handle, _ count: Int, _ transfer: (hid_t, UnsafeMutableRawPointer) -> herr_t
    ) -> [String]? {
        // HDF5 does not convert between character sets, so the memory type keeps the file's.
        guard let memory = HDF5.stringType(H5Tget_cset(type.id)), let space = HDF5.space([count]) else { return nil }
        var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
        return pointers.withUnsafeMutableBytes { buffer -> [String]? in
            guard let base = buffer.baseAddress, transfer(memory.id, base) >= 0 else { return nil }
            let strings = buffer.bindMemory(to: UnsafeMutablePointer<CChar>?.self)
                .map { pointer in pointer.map { String(cString: $0) } ?? "" }
            H5Dvlen_reclaim(memory.id, space.id, 0, base)
            return strings
        }
    }

    private static func readFixed(
        _ type: HDF5Handle, _ count: Int, _ transfer: (hid_t, UnsafeMutableRawPointer) -> herr_t
    ) -> [String]? {
        let size = H5Tget_size(type.id)
        guard size > 0, size <= 1 << 26, count <= (1 << 30) / size else { return nil }
        var bytes = [UInt8](repeating: 0, count: size * count)
        let status = bytes.withUnsafeMutableBytes { buffer in buffer.baseAddress.map { transfer(type.id, $0) } ?? -1 }
        guard status >= 0 else { return nil }
        let isSpacePadded = H5Tget_strpad(type.id) == H5T_STR_SPACEPAD
        return (0..<count).map { index in
            var text = bytes[index * size..<(index + 1) * size].prefix { $0 != 0 }
            while isSpacePadded, text.last == 0x20 { text.removeLast() }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
