/// B3 and B4: 20 tilts through 45 slices of the [311] crystal, and what it costs to be within 1e-3, held against abTEM.
enum AbTEMBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        let peer = AbTEM()
        return try speed("B3", nx: 360, ny: 108, target: "≤ 0.4, then 0.25", peer)
            + speed("B4", nx: 512, ny: 512, target: "≤ 0.2, then 0.067", peer) + costOfAccuracy(peer)
    }

    private static func speed(
        _ id: String, nx: Int, ny: Int, target: String, _ peer: AbTEM?
    ) throws -> [BenchmarkRow] {
        let work = "20 tilts × 45 slices, \(nx) × \(ny)"
        let whole = try CrystalStack(nx: nx, ny: ny, slices: 9, units: 5, isWhole: true)
        let period = try CrystalStack(nx: nx, ny: ny, slices: 9, units: 5)
        func seconds(_ stack: CrystalStack) throws -> [Double] {
            try (0..<3).map { _ in try Stopwatch.seconds { _ = try stack.intensities(azimuths: 20) } }
        }
        // Before and after the peer's turn.
        var (ofWhole, ofPeriod) = try (seconds(whole), seconds(period))
        let theirs = peer?.run("abtem_speed.py", "--grid \(nx) \(ny)", as: AbTEM.Speed.self)
        ofWhole += try seconds(whole)
        ofPeriod += try seconds(period)
        return [("whole cell", ofWhole), ("one shared period", ofPeriod)].map { name, times in
            BenchmarkRow(
                id: id, work: "\(work), \(name)", against: theirs?.peer ?? BenchmarkRow.noPeer,
                seconds: Stopwatch.median(times), peerSeconds: theirs?.seconds, target: target)
        }
    }

    /// Grid and slices a block of 3.75 nm, from coarse to the finest, which stands for the truth. The same for both
    /// programs; abTEM needs the larger ones.
    private static let settings = [
        (360, 108, 9), (480, 144, 9), (600, 180, 9), (360, 108, 22), (480, 144, 22), (600, 180, 22), (720, 216, 22),
        (900, 270, 22), (1080, 324, 44),
    ]
    private static let reach = 1.6

    /// The cheapest setting of each whose beams are within 1e-3 of its own finest one, 8 tilts, 18.75 nm.
    private static func costOfAccuracy(_ peer: AbTEM?) throws -> [BenchmarkRow] {
        let found = try settings.map { nx, ny, slices in
            let stack = try CrystalStack(nx: nx, ny: ny, slices: slices, units: 5)
            var beams: [Double] = []
            let times = try (0..<3).map { _ in
                try Stopwatch.seconds { beams = try stack.beams(stack.intensities(azimuths: 8), reach: reach) }
            }
            return (name: "\(nx)x\(ny)x\(slices)", seconds: Stopwatch.median(times), beams: beams)
        }
        guard let finest = found.last?.beams else { return [] }
        let ours = found.dropLast().map { setting in
            let error = zip(setting.beams, finest).map { abs($0 - $1) }.max() ?? .infinity
            return (name: setting.name, seconds: setting.seconds, error: error)
        }
        let names = found.map(\.name).joined(separator: " ")
        let answer = peer?.run("abtem_convergence.py", names, as: AbTEM.Convergence.self)
        let theirs = answer?.settings.dropLast().map { (name: $0.setting, seconds: $0.seconds, error: $0.error) }
        guard let mine = cheapest(ours, of: "Twinbench") else { return [] }
        let other = theirs.flatMap { cheapest($0, of: "abTEM") }
        let against = answer.map { "\($0.peer) at \(other?.name ?? "none of the settings")" } ?? BenchmarkRow.noPeer
        return [
            BenchmarkRow(
                id: "1e-3", work: "8 tilts, 18.75 nm, each beam within 1e-3: \(mine.name)", against: against,
                seconds: mine.seconds, peerSeconds: other?.seconds, target: "-")
        ]
    }

    private typealias Cost = (name: String, seconds: Double, error: Double)

    private static func cheapest(_ settings: [Cost], of program: String) -> Cost? {
        for setting in settings {
            print("      \(program) \(setting.name): \(setting.seconds) s, error \(setting.error)")
        }
        return settings.filter { $0.error <= 1e-3 }.min { $0.seconds < $1.seconds }
    }
}
