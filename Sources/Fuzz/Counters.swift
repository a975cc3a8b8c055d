import Glibc

/// Numbers that a worker and the process that watches it share: they outlast the worker's end.
final class Counters {
    enum Entry: Int, CaseIterable { case current, accepted, refused, manyLines }

    private let memory: UnsafeMutablePointer<Int64>
    private static let size = Entry.allCases.count * MemoryLayout<Int64>.size

    /// Maps a file, which is made if there is none.
    init?(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(Self.size)) == 0,
            let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
        else { return nil }
        close(descriptor)
        self.memory = memory.bindMemory(to: Int64.self, capacity: Entry.allCases.count)
    }

    deinit { munmap(memory, Self.size) }

    subscript(_ entry: Entry) -> Int {
        get { Int(memory[entry.rawValue]) }
        set { memory[entry.rawValue] = Int64(newValue) }
    }
}
