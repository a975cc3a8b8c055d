/// Wall time of alternated pieces of work.
enum Stopwatch {
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        let elapsed = start.duration(to: clock.now).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }

    /// Medians of `rounds` alternated timings of `ours` and `theirs`, after one round that is not counted.
    static func interleaved(
        rounds: Int, repeats: Int, _ ours: () -> Void, _ theirs: () -> Void
    ) -> (ours: Double, theirs: Double) {
        var (mine, other): ([Double], [Double]) = ([], [])
        for round in 0...rounds {
            let a = seconds { for _ in 0..<repeats { ours() } }
            let b = seconds { for _ in 0..<repeats { theirs() } }
            if round > 0 {
                mine.append(a / Double(repeats))
                other.append(b / Double(repeats))
            }
        }
        return (median(mine), median(other))
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
