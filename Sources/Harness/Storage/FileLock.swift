internal import FoundationEssentials
internal import Glibc

/// A lock of this process on something, by a file that holds its number: the system drops the lock with the process,
/// however that ends.
final class FileLock {
    private let url: URL
    private let descriptor: Int32

    private init(_ url: URL, _ descriptor: Int32) {
        self.url = url
        self.descriptor = descriptor
    }

    deinit { release() }

    /// What came of asking for a lock.
    enum Asked {
        /// nil where the file system knows no locks, or the file cannot be made.
        case taken(FileLock?)
        /// Somebody else has it; the number of that process where it is known.
        case held(by: Int?)
    }

    /// Takes the lock by the file, which is made, unless somebody has it.
    static func ask(_ url: URL) -> Asked {
        while true {
            let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { return .taken(nil) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                defer { close(descriptor) }
                if errno == EWOULDBLOCK { return .held(by: owner(descriptor)) }
                unlink(url.path)
                return .taken(nil)
            }
            // Whoever had it may have removed the file in the meantime: a lock on that keeps nobody out.
            guard isStill(descriptor, at: url) else {
                close(descriptor)
                continue
            }
            let number = Array("\(getpid())\n".utf8)
            if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, number, number.count, 0) }
            return .taken(FileLock(url, descriptor))
        }
    }

    private var isReleased = false

    func release() {
        guard !isReleased else { return }
        isReleased = true
        unlink(url.path)
        close(descriptor)
    }

    private static func isStill(_ descriptor: Int32, at url: URL) -> Bool {
        var (one, two) = (stat(), stat())
        return fstat(descriptor, &one) == 0 && stat(url.path, &two) == 0 && one.st_ino == two.st_ino
            && one.st_dev == two.st_dev
    }

    /// The number in the file; waits a moment for it, since it is written after the lock is taken.
    private static func owner(_ descriptor: Int32) -> Int? {
        for _ in 0..<20 {
            var bytes = [UInt8](repeating: 0, count: 20)
            let count = pread(descriptor, &bytes, bytes.count, 0)
            let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            if text.hasSuffix("\n"), let number = Int(text.dropLast()) { return number }
            usleep(10_000)
        }
        return nil
    }
}
