/// How many trials are done, and how long the rest may take at the pace so far.
struct WorkAhead {
    private let count: Int
    private var done = 0
    private let started = ContinuousClock.now

    init(count: Int) { self.count = count }

    mutating func next() { done += 1 }

    /// Such as "12 of 80, 3 min left".
    var words: String {
        let place = "\(done + 1) of \(count)"
        guard done >= 5 else { return place }
        let elapsed = started.duration(to: .now).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
        let left = seconds / Double(done) * Double(count - done)
        return left < 60 ? "\(place), \(Int(left)) s left" : "\(place), \(Int(left / 60) + 1) min left"
    }
}
