import Arrays
import FoundationEssentials
import Learning

/// B6 to B9: the learning core against scikit-learn and scikit-fuzzy on the same counts, 3000 × 20736, three members. Each row
/// says what objective both reached, so that speed is not bought with it.
enum LearningBenchmark {
    static func rows() throws -> [BenchmarkRow] {
        let data = URL(filePath: "Reports/bench/counts.npy")
        try FileManager.default.createDirectory(
            at: data.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard let peers = LearningPeers.measured(leaving: data) else {
            print("      B6 to B9 are left out: no Python with scikit-learn and scikit-fuzzy (make peers)")
            return []
        }
        let counts = try LearningPeers.observations(data)
        // Theirs are measured; ours before and after once more, so that a drift of the machine shows in both.
        let ours = try Works(counts)
        var first = try ours.measured(rounds: 2)
        let again = LearningPeers.measured(leaving: data) ?? peers
        first.add(try ours.measured(rounds: 3))
        return first.rows(against: [peers, again])
    }
}

/// The four works, and how they go.
private struct Works {
    let counts: InMemoryRows
    let squaredNorm: Double

    init(_ counts: InMemoryRows) throws {
        self.counts = counts
        squaredNorm = counts.values.squaredNorm
    }

    func measured(rounds: Int) throws -> Measured {
        let svd = try TruncatedSVD(components: 20, tolerance: 1e-5, maxPasses: 5)
        let ica = try FastICA(components: 3)
        let nmf = try NMF(components: 3, leastGain: 3e-6)
        var result = Measured()
        for _ in 0..<rounds {
            var found: Decomposition?
            result.svd.seconds.append(try Stopwatch.seconds { found = try estimate(svd) })
            result.svd.objective = squaredNorm - 2 * (found?.convergence.objective.last ?? 0)
            result.ica.seconds.append(try Stopwatch.seconds { found = try estimate(ica) })
            let contrasts = found?.diagnostics["mean-contrast"]?.elements ?? []
            result.ica.objective = contrasts.reduce(0, +) / Double(max(1, contrasts.count))
            result.nmf.seconds.append(try Stopwatch.seconds { found = try estimate(nmf) })
            result.nmf.objective = (2 * (found?.convergence.objective.last ?? 0) / squaredNorm).squareRoot()
        }
        let scores = try estimate(try TruncatedSVD(components: 3)).maps
        let points = InMemoryRows(
            shape: ObservationShape(scanY: 1, scanX: scores.columns, detectorY: 1, detectorX: 3),
            values: scores.transposed.converted())
        let fuzzy = try FuzzyCMeans(clusters: 3, starts: 1, tolerance: 1e-9)
        for _ in 0..<2 * rounds {
            var found: Double?
            let seconds = try Stopwatch.seconds {
                found = try fuzzy.estimate(from: points, seed: Seed(1), progress: .none).convergence.objective.last
            }
            result.fuzzy.seconds.append(seconds)
            result.fuzzy.objective = found ?? 0
        }
        return result
    }

    private func estimate<Method: MixtureMethod>(_ method: Method) throws -> Method.Estimate {
        try method.estimate(from: counts, seed: Seed(1), progress: .none)
    }
}

/// Seconds and objectives of ours.
private struct Measured {
    struct Work {
        var seconds: [Double] = []
        var objective = 0.0
    }
    var svd = Work()
    var ica = Work()
    var nmf = Work()
    var fuzzy = Work()

    mutating func add(_ other: Measured) {
        svd.seconds += other.svd.seconds
        ica.seconds += other.ica.seconds
        nmf.seconds += other.nmf.seconds
        fuzzy.seconds += other.fuzzy.seconds
    }

    func rows(against peers: [LearningPeers]) -> [BenchmarkRow] {
        func row(
            _ id: String, _ work: String, _ target: String, _ ours: Work,
            _ theirs: KeyPath<LearningPeers, LearningPeers.Work>
        ) -> BenchmarkRow {
            let last = peers[peers.count - 1]
            let objective = last[keyPath: theirs].objective
            return BenchmarkRow(
                id: id, work: "\(work): \(Self.digits(ours.objective)), theirs \(Self.digits(objective))",
                against: last[keyPath: theirs].peer ?? last.peer, seconds: Stopwatch.median(ours.seconds),
                peerSeconds: peers.map { $0[keyPath: theirs].seconds }.min(), target: target)
        }
        return [
            row("B6", "NMF, 3000 × 20736, rank 3, to the relative error of 100 iterations", "≤ 0.1", nmf, \.nmf),
            row("B7", "SVD and FastICA, the same data, mean log cosh", "≤ 0.33", ica, \.ica),
            row("B8", "truncated SVD, 20 components, the same data, Σs²", "≤ 0.5", svd, \.svd),
            row("B9", "fuzzy c-means on the scores, one start, J", "≤ 0.2", fuzzy, \.fuzzy),
        ]
    }

    /// Ten digits.
    private static func digits(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        var scale = 1.0
        while abs(value) * scale < 1e9 { scale *= 10 }
        while abs(value) * scale >= 1e10 { scale /= 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
