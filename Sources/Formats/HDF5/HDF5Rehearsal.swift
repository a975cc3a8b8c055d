import Arrays
import CHDF5
import FoundationEssentials
import Glibc
import Synchronization

/// Reading first in a copy of the process. The HDF5 library follows some damaged files out of its memory, or round and
/// round; then the copy ends, and the file is refused in one line. Texts are taken from the copy (`HDF5Texts`).
enum HDF5Rehearsal {
    /// Processor time after which the copy is ended, us. Zeros, which pack a thousandfold, take 2 for each byte of their file.
    private static func limit(_ file: String) -> Int { min(250_000 + 4 * size(of: file), 2_000_000) }
    private static let inCopy = Atomic<Bool>(false)

    /// Files that are read whole in the copy, too, bytes: what is larger takes too long for its numbers to be read twice.
    private static let small = 8 << 20
    /// Numbers of an array that are read in the copy when the file is larger.
    private static let few = 1 << 16
    /// Numbers that are read in the copy whatever the file: sparse patterns of few electrons pack a thousandfold.
    private static let many = 1 << 25

    /// Whether this is the copy.
    static var isOn: Bool { inCopy.load(ordering: .relaxed) }

    /// Whether so many numbers of a file are left out here: this is the copy, and they are too many to be read twice.
    static func leavesOut(_ count: Int, of file: String) -> Bool {
        isOn && count > few && (count > many || size(of: file) > small)
    }

    /// Goes through observations in the copy, where the file is small.
    static func goThrough(_ observations: any RowSource, of file: String) throws {
        let count = observations.shape.rowCount * observations.shape.columnCount
        if isOn, count <= many, size(of: file) <= small { try observations.forEachBlock { _ in } }
    }

    /// Bytes.
    static func size(of file: String) -> Int {
        var status = stat()
        return stat(file, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Runs `body` where it can do no harm, then here.
    ///
    /// - Parameter isOwn: that a run of this program wrote the file where it lies: then it is read at once. A copy of a large
    ///   process takes a tenth of a second.
    /// - Throws: what `body` throws; `FormatError.cannotRead` where the copy was ended by a signal or its processor time.
    static func read<T>(_ url: URL, isOwn: Bool = false, _ body: () throws -> T) throws -> T {
        if isOn || isOwn { return try body() }
        let texts = tb_memory_file()
        defer { if texts >= 0 { close(texts) } }
        let inCopy = { HDF5Texts.record(to: texts) { _ = try? body() } }
        let signal = withoutActuallyEscaping(inCopy) { escaping in
            let (box, limit) = (Box(escaping), limit(url.path))
            let signal = rehearse(box, limit: limit)
            // Once more: it may have waited for what another thread held when the copy was made.
            return signal == SIGPROF || signal < 0 ? rehearse(box, limit: limit) : signal
        }
        guard signal <= 0 else {
            throw FormatError.cannotRead(
                file: url.path, reason: "it is an HDF5 file that is damaged (signal \(signal)); copy or make it again")
        }
        return try HDF5Texts.$current.withValue(HDF5Texts(from: texts)) { try body() }
    }

    /// - Returns: the signal that ended the copy; 0 for none, -1 when it stood still.
    private static func rehearse(_ box: Box, limit: Int) -> Int32 {
        HDF5.locked {
            withExtendedLifetime(box) {
                tb_rehearse(
                    { context in
                        HDF5Rehearsal.inCopy.store(true, ordering: .relaxed)
                        HDF5.renewLock()
                        if let context { Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().body() }
                        // What was written where it should not be is often noticed here. Nothing is closed: other threads'
                        // files are open, too, and what waits to be written to them is theirs to write.
                        H5garbage_collect()
                    }, Unmanaged.passUnretained(box).toOpaque(), limit)
            }
        }
    }

    private final class Box {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }
}
