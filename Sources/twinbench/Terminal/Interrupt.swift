import Glibc
import Synchronization

/// Ctrl-C: the first asks the work to stop where it can go on later, the second ends the program.
enum Interrupt {
    private static let requested = Atomic<Bool>(false)
    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    static func watch() {
        // A file larger than allowed is an error to be said, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        for signal in [SIGINT, SIGTERM] {
            Glibc.signal(signal) { _ in
                if Interrupt.requested.exchange(true, ordering: .relaxed) { _exit(3) }
            }
        }
    }
}
