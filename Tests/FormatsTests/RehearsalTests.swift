import CHDF5
import Glibc
import Testing

/// How a copy of the process ends, and what of it is left.
@Suite struct RehearsalTests {
    private func end(_ body: @convention(c) (UnsafeMutableRawPointer?) -> Void) -> Int32 {
        tb_rehearse(body, nil, 250_000)
    }

    @Test func `the signal that ends a copy is told`() {
        #expect(end { _ in } == 0)
        for (signal, ending) in [
            (SIGSEGV, end { _ in raise(SIGSEGV) }), (SIGABRT, end { _ in abort() }),
            (SIGBUS, end { _ in raise(SIGBUS) }),
        ] {
            #expect(ending == signal)
        }
    }

    @Test func `a copy that goes round and round is ended by its processor time`() {
        #expect(end { _ in while getppid() > 0 {} } == SIGPROF)
    }

    @Test func `a copy that waits for ever is given up`() {
        #expect(end { _ in while true { pause() } } == -1)
    }

    @Test func `a copy that waits for a while is waited for`() {
        #expect(end { _ in usleep(1_000_000) } == 0)
    }

    @Test func `what a copy writes stays in the copy, but for a file in memory`() throws {
        struct State {
            var number: Int32 = 1
            let file: Int32
        }
        var state = State(file: tb_memory_file())
        try #require(state.file >= 0)
        defer { close(state.file) }
        let ending = withUnsafeMutablePointer(to: &state) { pointer in
            tb_rehearse(
                { context in
                    guard let state = context?.assumingMemoryBound(to: State.self) else { return }
                    state.pointee.number = 2
                    withUnsafeBytes(of: state.pointee.number) {
                        _ = pwrite(state.pointee.file, $0.baseAddress, $0.count, 0)
                    }
                }, pointer, 250_000)
        }
        var written: Int32 = 0
        let count = withUnsafeMutableBytes(of: &written) { pread(state.file, $0.baseAddress, $0.count, 0) }
        #expect(ending == 0 && count == 4)
        #expect(state.number == 1 && written == 2)
    }
}
