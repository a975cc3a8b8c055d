/// Adds up the wall time of what it measures.
final class StageClock {
    private(set) var seconds = 0.0
    private let clock = ContinuousClock()

    func measure<T>(_ body: () throws -> T) rethrows -> T {
        let start = clock.now
        defer {
            let elapsed = start.duration(to: clock.now).components
            seconds += Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        }
        return try body()
    }
}
