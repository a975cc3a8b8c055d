import Synchronization

/// One line at the foot of the terminal: what is being done, how far it is, and the time left.
final class ProgressLine: Sendable {
    static let shared = ProgressLine()

    private struct State {
        var what = ""
        var started = ContinuousClock.now
        var drawn = ContinuousClock.now
        var visible = false
    }
    private let state = Mutex(State())

    func begin(_ what: String) {
        state.withLock { state in
            state.what = what
            state.started = .now
            draw(&state, "\(what) ...")
        }
    }

    func report(_ fraction: Double, _ what: String) {
        state.withLock { state in
            guard ContinuousClock.now - state.drawn > .milliseconds(100) || fraction >= 1 else { return }
            draw(&state, "\(state.what): \(what) \(Int(fraction * 100)) %\(timeLeft(fraction, since: state.started))")
        }
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
