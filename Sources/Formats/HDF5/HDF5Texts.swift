import CHDF5
import FoundationEssentials
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
        guard descriptor >= 0, let bytes = try? JSONEncoder().encode(record.state.withLock { $0.texts }) else { return }
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, base, rest.count)
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// What a copy wrote; nil when that is not whole.
    convenience init?(from descriptor: Int32) {
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
        var bytes = Data(count: Int(status.st_size))
        let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard read == bytes.count, let texts = try? JSONDecoder().decode([[String]?].self, from: bytes) else { return nil }
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
}
