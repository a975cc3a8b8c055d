internal import CSpawn
internal import Glibc

/// A pipe whose reading end never blocks.
final class OutputPipe {
    private let reading: Int32
    let writing: Int32
    private var writingIsOpen = true

    init?() {
        var ends: [Int32] = [0, 0]
        guard spawn_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        closeWriting()
    }

    func closeWriting() {
        if writingIsOpen { close(writing) }
        writingIsOpen = false
    }

    /// Waits until something can be read, and no longer than that.
    func wait(milliseconds: Int32) {
        var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        poll(&entry, 1, milliseconds)
        // A closed pipe is always ready: the time is waited out all the same.
        if entry.revents & Int16(POLLIN) == 0, entry.revents != 0 { usleep(useconds_t(milliseconds) * 1000) }
    }

    /// Takes what there is, within reason: a writer may be faster than its reader.
    func drain(into text: inout PrintedText) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        for _ in 0..<64 {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { return }
            text.append(buffer[..<count])
        }
    }
}
