import Synchronization

/// One line at the foot of the terminal: what is being done, how far it is, and the time left. Many processes have no
/// terminal but their job's log, which gets a line from time to time.
final class ProgressLine: Sendable {
    static let shared = ProgressLine()

    private struct State {
        var what = ""
        var started = ContinuousClock.now
        var drawn = ContinuousClock.now
        var visible = false
        var log: Log?
    }

    /// What the log has been told.
    private struct Log {
        var fraction = 0.0
        var written = ContinuousClock.now

        /// A line every tenth of the work, or every minute, but no more than one every two seconds.
        func isDue(_ fraction: Double) -> Bool {
            let passed = written.duration(to: .now)
            return passed > .seconds(60) || (passed > .seconds(2) && fraction - self.fraction >= 0.1)
        }
    }
    private let state = Mutex(State())

    /// Writes lines for a log, where there is no terminal.
    func keepLog() { state.withLock { $0.log = Terminal.isInteractive ? nil : Log() } }

    func begin(_ what: String) {
        state.withLock { state in
            state.what = what
            state.started = .now
            draw(&state, "\(what) ...")
            if state.log != nil {
                state.log = Log()
                Terminal.write("\(what) ...\n")
            }
        }
    }

    func report(_ fraction: Double, _ what: String) {
        state.withLock { state in
            if let log = state.log, log.isDue(fraction) {
                Terminal.write(line(fraction, what, state) + "\n")
                state.log = Log(fraction: fraction)
            }
            guard ContinuousClock.now - state.drawn > .milliseconds(100) || fraction >= 1 else { return }
            draw(&state, line(fraction, what, state))
        }
    }

    private func line(_ fraction: Double, _ what: String, _ state: State) -> String {
        "\(state.what): \(what) \(Int(fraction * 100)) %\(timeLeft(fraction, since: state.started))"
    }

    func clear() {
        state.withLock { state in
            if state.visible { Terminal.write("\r\u{1b}[K") }
            state.visible = false
        }
    }

    private func draw(_ state: inout State, _ text: String) {
        guard Terminal.isInteractive else { return }
        Terminal.write("\r\u{1b}[K" + text.prefix(100))
        state.drawn = .now
        state.visible = true
    }

    private func timeLeft(_ fraction: Double, since start: ContinuousClock.Instant) -> String {
        let elapsed = start.duration(to: .now).components.seconds
        guard fraction > 0.02, elapsed >= 1 else { return "" }
        let left = Int(Double(elapsed) / fraction * (1 - fraction))
        return left >= 60 ? ", \(left / 60) min \(left % 60) s left" : ", \(left) s left"
    }
}
