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

/// The wall time of a run by stage, for the record.
struct StageClocks {
    let simulation = StageClock()
    let learning = StageClock()
    let scoring = StageClock()

    var seconds: [String: Double] {
        ["simulate": simulation.seconds, "learn": learning.seconds, "evaluate": scoring.seconds]
    }
}
