import FoundationEssentials
import Glibc

/// A file of plain bytes, open for reading at any place until nobody holds it.
final class FlatFile: Sendable {
    /// The path, for messages.
    let file: String
    /// Bytes.
    let size: Int
    private let descriptor: Int32

    /// - Throws: `FormatError.cannotRead`.
    init(_ url: URL) throws {
        file = url.path
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isMissing = errno == ENOENT || errno == ENOTDIR
            throw FormatError.cannotRead(
                file: url.path, reason: isMissing ? "there is no such file" : "check its permissions")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FormatError.cannotRead(file: url.path, reason: "it is no plain file")
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes of a part.
    ///
    /// - Throws: `FormatError.truncated` before anything is allocated, when the part ends behind the file.
    func bytes(_ offset: Int, count: Int) throws -> [UInt8] {
        try require(offset, count)
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            try read(
                into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]), offset)
            filled = count
        }
    }

    /// Fills `buffer` with what begins at `offset`.
    func read(into buffer: UnsafeMutableRawBufferPointer, _ offset: Int) throws {
        try require(offset, buffer.count)
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
            let count = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw count == 0
                    ? FormatError.truncated(file: file, expected: offset + buffer.count, found: offset + done)
                    : FormatError.cannotRead(file: file, reason: "the disk reports an error; copy the file")
            }
            done += count
        }
    }

    private func require(_ offset: Int, _ count: Int) throws {
        let (end, overflow) = offset.addingReportingOverflow(count)
        guard !overflow, offset >= 0, end <= size else {
            throw FormatError.truncated(file: file, expected: overflow ? .max : end, found: size)
        }
    }
}

extension [UInt8] {
    /// The little-endian integer at a place.
    func integer<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: T.Type = T.self) -> T {
        withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: T.self)) }
    }

    /// The little-endian double at a place.
    func double(_ offset: Int) -> Double { Double(bitPattern: integer(offset)) }

    mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
