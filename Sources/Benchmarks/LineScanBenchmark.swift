import Arrays
import FoundationEssentials
import Multislice
import Quantities
import Specimens

/// B5: the whole Fig. 7 scan (0, 10 and 20 mrad: 401 tilts) against the floor of its Fourier transforms.
enum LineScanBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        let bicrystal = try FigureSeven.bicrystal()
        let scans = try [(0.0, 1), (10, 200), (20, 200)].map { angle, azimuths in
            try StackSimulation(
                bicrystal: bicrystal, stack: LineScanStack(unit: Length(3.74997, "nm"), units: 15),
                instrument: Instrument(energy: Energy(300, "kV")),
                precession: Precession(angle: Angle(angle, "mrad"), azimuths: azimuths),
                discretization: Discretization(grid: .fixed(nx: 360, ny: 108), slicesPerUnit: 9), reach: 1.7)
        }
        let steps = scans.reduce(0) { $0 + $1.sliceSteps }
        guard let pair = FourierPair(nx: 360, ny: 108) else { throw MultisliceError.badGrid(nx: 360, ny: 108) }
        func floor() -> Double {
            Stopwatch.seconds { for _ in 0..<1000 { pair.execute() } } / 1000 * Double(steps)
        }
        func run(threads: Int) throws -> Double {
            Threads.count = threads
            return try Stopwatch.seconds { for scan in scans { _ = try scan.run(progress: .none) } }
        }
        var (floors, one, two): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<3 {
            floors.append(floor())
            try one.append(run(threads: 1))
            try two.append(run(threads: 2))
        }
        Threads.count = 1
        let (single, double) = (Stopwatch.median(one), Stopwatch.median(two))
        let work = "Fig. 7 scan, 401 tilts, \(steps) slice steps"
        return [
            BenchmarkRow(
                id: "B5", work: work + ", one thread", against: "its FFT floor", seconds: single,
                peerSeconds: Stopwatch.median(floors), target: "≤ 1.2, then 0.6"),
            BenchmarkRow(
                id: "B5", work: work + ", two threads", against: "one thread", seconds: double, peerSeconds: single,
                target: "≤ 0.526"),
        ]
    }
}
