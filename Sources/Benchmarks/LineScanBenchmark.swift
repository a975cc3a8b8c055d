import Arrays
import FoundationEssentials
import Multislice
import Quantities
import Specimens

/// B5: the whole Fig. 7 scan (0, 10 and 20 mrad: 401 tilts) against the floor of its Fourier transforms.
enum LineScanBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        let structure = try CrystalStructure(contentsOf: URL(filePath: "Models/crystals/GaAs.cif"))
        let bicrystal = try Bicrystal(
            of: structure,
            orientation: Orientation(of: structure.cell, zone: MillerIndices(3, 1, 1), up: MillerIndices(0, -1, 1)),
            twin: TwinLaw(axis: .direction(MillerIndices(1, -1, 1)), angle: Angle(180, "deg")))
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
        let before = floor()
        let one = try run(threads: 1)
        let between = floor()
        let two = try run(threads: 2)
        Threads.count = 0
        let work = "Fig. 7 scan, 401 tilts, \(steps) slice steps"
        return [
            BenchmarkRow(
                id: "B5", work: work + ", one thread", against: "its FFT floor", seconds: one,
                peerSeconds: (before + between) / 2, target: "≤ 1.2"),
            BenchmarkRow(
                id: "B5", work: work + ", two threads", against: "one thread", seconds: two, peerSeconds: one,
                target: "≤ 0.526"),
        ]
    }
}
