import Arrays
import Learning
import TestSupport
import Testing

@Suite struct ConstrainedNMFTests {
    @Test func withoutConstraintsItIsNMF() throws {
        let rows = try ReferenceInput.d0.rows()
        let free = try ConstrainedNMF(components: 2, mapPeriod: 2, pitRadius: 0, maxSweeps: 2000, leastChange: 1e-12)
            .estimate(from: rows, seed: Seed(1), progress: .none)
        let nmf = try NMF(components: 2).estimate(from: rows, seed: Seed(1), progress: .none)
        #expect(difference(free.maps, nmf.maps) < 1e-3)
        #expect(abs((free.convergence.objective.last ?? 0) / (nmf.convergence.objective.last ?? 1) - 1) < 1e-6)
    }

    /// A map of period 3 about its mean is cut to the mean, one of period 12 stays.
    @Test func detailFinerThanThePeriodIsNotInAnyMap() throws {
        var x = Matrix<Double>(rows: 48, columns: 6)
        for i in 0..<48 {
            let fine = [2.0, 0, 1][i % 3]
            for c in 0..<6 { x[i, c] = (c < 3 ? 3 : 1) + (c < 3 ? fine : 0) + (i % 12 < 6 ? 1 : 0) * Double(c) }
        }
        let found = try ConstrainedNMF(components: 2, mapPeriod: 6, pitRadius: 0).estimate(
            from: observations(x), seed: Seed(1), progress: .none)
        for t in 0..<2 {
            let map = found.maps.row(t)
            // The cosine sum of period 3 over whole periods.
            let third = 3.0.squareRoot() / 2
            var (re, im) = (0.0, 0.0)
            for (i, z) in map.enumerated() {
                re += z * [1, -0.5, -0.5][i % 3]
                im += z * [0, third, -third][i % 3]
            }
            #expect((re * re + im * im).squareRoot() / Double(map.count) < 0.02)
        }
    }

    /// Where one member has a disc on the other's background, NMF leaves a pit in the other's pattern; filled, it is gone.
    @Test func patternsHaveNoPitThatTheDiscCovers() throws {
        let input = ReferenceInput.c
        let x = try input.matrix()
        let rows = InMemoryRows(
            shape: ObservationShape(scanY: 20, scanX: 30, detectorY: 64, detectorX: 64), values: x.converted())
        let radius = 2.0
        let found = try ConstrainedNMF(components: 3, mapPeriod: 2, pitRadius: radius, maxSweeps: 40).estimate(
            from: rows, seed: Seed(1), progress: .none)
        for t in 0..<3 {
            let pattern = found.patterns.row(t)
            let closed = closing(pattern, side: 64, radius: radius)
            // Closing raises; what it would still raise is rounding.
            for (a, b) in zip(pattern, closed) { #expect(b - a <= 1e-9 * (1 + a)) }
        }
    }

    /// Grey-scale closing by its definition: the smallest, over all discs that hold a pixel, of the largest value in the disc.
    private func closing(_ image: [Double], side: Int, radius: Double) -> [Double] {
        let reach = Int(radius)
        func disc(_ y: Int, _ x: Int) -> [Int] {
            var found: [Int] = []
            for v in max(0, y - reach)...min(side - 1, y + reach) {
                for u in max(0, x - reach)...min(side - 1, x + reach)
                where Double((v - y) * (v - y) + (u - x) * (u - x)) <= radius * radius { found.append(v * side + u) }
            }
            return found
        }
        let largest = image.indices.map { index in
            disc(index / side, index % side).map { image[$0] }.max() ?? 0
        }
        return image.indices.map { index in
            disc(index / side, index % side).map { largest[$0] }.min() ?? 0
        }
    }

    @Test func optionsThatMakeNoSenseAreRefused() {
        #expect(throws: LearningError.self) { try ConstrainedNMF(components: 2, mapPeriod: 1) }
        #expect(throws: LearningError.self) { try ConstrainedNMF(components: 2, pitRadius: -1) }
        #expect(throws: LearningError.self) { try ConstrainedNMF(components: 30, svdRank: 20) }
    }
}
