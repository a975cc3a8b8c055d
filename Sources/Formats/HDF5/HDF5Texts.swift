import CHDF5
import Glibc
import Synchronization

/// The texts of variable length of a file, read in a copy of the process and handed over in the order in which they are read.
///
/// HDF5 1.10.8 copies as many bytes as a damaged heap says into memory for as many as a damaged length says (H5HG_read): what lies
/// behind is overwritten, and often nothing notices. So it happens in the copy alone.
final class HDF5Texts: Sendable {
    /// Those of the file that is being read; nil where it is read at once.
    @TaskLocal static var current: HDF5Texts?

    private let isRecord: Bool
    private let state: Mutex<(texts: [[String]?], next: Int)>

    private init(_ texts: [[String]?], isRecord: Bool) {
        self.isRecord = isRecord
        state = Mutex((texts, 0))
    }

    /// In the copy: runs `body`, and writes the texts that it read to a descriptor.
    static func record(to descriptor: Int32, _ body: () -> Void) {
        let record = HDF5Texts([], isRecord: true)
        $current.withValue(record) { body() }
        // A copy that was made before may have written its own.
        guard descriptor >= 0, ftruncate(descriptor, 0) == 0 else { return }
        let bytes = packed(record.state.withLock { $0.texts })
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(done))
            }
            guard count > 0 else { return }
            done += count
        }
    }

    /// What a copy wrote; nil when that is not whole.
    convenience init?(from descriptor: Int32) {
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard read == bytes.count, let texts = Self.unpacked(bytes) else { return nil }
        self.init(texts, isRecord: false)
    }

    /// The next of the file's texts; nil when HDF5 refused them, or the copy found others.
    func next(count: Int, _ read: () -> [String]?) -> [String]? {
        if isRecord {
            let found = read()
            state.withLock { $0.texts.append(found) }
            return found
        }
        return state.withLock { state in
            guard state.next < state.texts.count else { return nil }
            defer { state.next += 1 }
            let found = state.texts[state.next]
            return found?.count == count ? found : nil
        }
    }

    // MARK: As bytes

    // Plainer than JSON: in a copy, every part of the runtime that is used for the first time may wait for a lock for ever.

    private static let end = Int32.min

    /// Numbers of 4 bytes: how many texts (-1 for none read), then of each its length and bytes; `end` behind the last.
    private static func packed(_ all: [[String]?]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ number: Int32) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
        for texts in all {
            append(texts.map { Int32(clamping: $0.count) } ?? -1)
            for text in texts ?? [] {
                append(Int32(clamping: text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            }
        }
        append(end)
        return bytes
    }

    private static func unpacked(_ bytes: [UInt8]) -> [[String]?]? {
        var (place, all) = (0, [[String]?]())
        func number() -> Int32? {
            guard place + 4 <= bytes.count else { return nil }
            defer { place += 4 }
            return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Int32.self) }
        }
        while let count = number() {
            if count == end { return place == bytes.count ? all : nil }
            guard count >= 0 else {
                all.append(nil)
                continue
            }
            var texts: [String] = []
            for _ in 0..<count {
                guard let length = number(), length >= 0, place + Int(length) <= bytes.count else { return nil }
                texts.append(String(decoding: bytes[place..<place + Int(length)], as: UTF8.self))
                place += Int(length)
            }
            all.append(texts)
        }
        return nil
    }
}
