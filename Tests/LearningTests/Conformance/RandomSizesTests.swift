import Arrays
import Learning
import TestSupport
import Testing

/// What every method keeps on observations of any size, also one position, one pixel and primes, drawn from a seed.
@Suite(.serialized) struct RandomSizesTests {
    /// Positions and the detector's sides.
    static let sizes = [(2, 1, 1), (2, 1, 2), (3, 2, 1), (5, 2, 2), (7, 3, 5), (13, 5, 7), (31, 7, 7), (23, 11, 3)]

    /// Counts of two mixed patterns, with pixels and positions that are empty.
    static func counts(_ size: (Int, Int, Int), seed: UInt64) -> InMemoryRows {
        var stream = Seed(seed).stream("random sizes")
        let (positions, pixels) = (size.0, size.1 * size.2)
        let patterns = (0..<2).map { _ in (0..<pixels).map { _ in 40 * stream.uniform() * stream.uniform() } }
        let values = (0..<positions).flatMap { position in
            let share = stream.uniform()
            return (0..<pixels).map { pixel in
                pixel % 7 == 6 || position == 11
                    ? 0 : Float(stream.poisson(mean: share * patterns[0][pixel] + (1 - share) * patterns[1][pixel]))
            }
        }
        return InMemoryRows(
            shape: ObservationShape(scanY: 1, scanX: positions, detectorY: size.1, detectorX: size.2),
            values: Matrix(rows: positions, columns: pixels, elements: values))
    }

    @Test(arguments: Subject.all)
    func `An estimate of any size is finite and keeps the method's constraints, or is refused in one line`(
        _ subject: Subject
    ) throws {
        for (index, size) in Self.sizes.enumerated() {
            let rows = Self.counts(size, seed: UInt64(index))
            let found: any MixtureEstimate
            do {
                found = try subject.estimate(rows)
            } catch let error as LearningError {
                #expect(!error.description.contains("\n"))
                #expect(size.0 < 5 || size.1 * size.2 < 4, "\(size): \(error)")
                continue
            }
            let (patterns, maps) = (found.patterns.elements, found.maps.elements)
            #expect(patterns.allSatisfy(\.isFinite) && maps.allSatisfy(\.isFinite), "\(size)")
            #expect(found.convergence.objective.allSatisfy { $0.isFinite }, "\(size)")
            if subject.traits.contains(.nonNegativePatterns) { #expect(patterns.allSatisfy { $0 >= 0 }, "\(size)") }
            if subject.traits.contains(.nonNegativeMaps) { #expect(maps.allSatisfy { $0 >= 0 }, "\(size)") }
            if subject.traits.contains(.mapsSumToOne) {
                for i in 0..<found.maps.columns {
                    #expect(abs(found.maps.column(i).reduce(0, +) - 1) < 1e-12, "\(size)")
                }
            }
            if subject.traits.contains(.monotoneObjective) {
                let objective = found.convergence.objective
                let slack = 1e-13 * max(rows.values.squaredNorm, abs(objective.first ?? 0))
                let rises = zip(objective, objective.dropFirst()).filter { $1 > $0 + slack }
                #expect(rises.isEmpty, "\(size): \(rises)")
            }
        }
    }

    @Test(arguments: Subject.all)
    func `Runs and numbers of threads give the same bits at any size`(_ subject: Subject) throws {
        defer { Threads.count = 0 }
        for (index, size) in Self.sizes.enumerated() {
            let rows = Self.counts(size, seed: UInt64(index))
            let results = [1, 2, 3, 3].map { threads in
                Threads.count = threads
                return Result { try subject.estimate(rows) }
            }
            for other in results.dropFirst() {
                switch (results[0], other) {
                case (.success(let first), .success(let second)):
                    #expect(first.patterns == second.patterns && first.maps == second.maps, "\(size)")
                    #expect(first.convergence == second.convergence, "\(size)")
                    #expect(first.diagnostics == second.diagnostics, "\(size)")
                case (.failure(let first), .failure(let second)): #expect("\(first)" == "\(second)", "\(size)")
                default: Issue.record("\(size): \(results[0]) and \(other)")
                }
            }
        }
    }

    @Test(arguments: Subject.all)
    func `No invalid operation, division by zero or overflow makes an estimate`(_ subject: Subject) throws {
        defer { Threads.count = 0 }
        Threads.count = 1
        for size in [(13, 5, 7), (31, 7, 7)] {
            let rows = Self.counts(size, seed: 3)
            let raised = try floatExceptions { _ = try subject.estimate(rows) }
            #expect(raised == [], "\(size)")
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 11])
    func `The oracle gives exact mixtures their abundances back, whatever the order of the patterns`(_ count: Int)
        throws
    {
        var stream = Seed(UInt64(count)).stream("mixtures")
        for pixels in [count, count + 1, 13, 97].filter({ $0 >= count }) {
            // Integers and quarters, which single precision keeps; a diagonal, so that the patterns are independent.
            let patterns = Matrix(
                (0..<count).map { row in
                    (0..<pixels).map { (8 * stream.uniform()).rounded() + ($0 == row ? 64 : 0) }
                })
            let truth = Matrix(
                (0..<17).map { _ in
                    var shares = [Double](repeating: 0, count: count)
                    for _ in 0..<4 { shares[Int(stream.next() % UInt64(count))] += 0.25 }
                    return shares
                })
            let x = Matrix<Double>.product(truth, patterns)
            for rowsPerBlock in [1, 5, 17] {
                let found = try fullyConstrainedLeastSquares(
                    rows: LearningTests.observations(x, rowsPerBlock: rowsPerBlock), patterns: patterns)
                #expect(difference(found.transposed, truth) < 1e-10)
            }
            let order = Array((0..<count).reversed())
            let found = try fullyConstrainedLeastSquares(
                rows: LearningTests.observations(x), patterns: patterns.rows(order))
            #expect(difference(found.rows(order).transposed, truth) < 1e-10)
        }
    }

    @Test func `A projection onto the simplex is nearest to its point`() throws {
        var stream = Seed(8).stream("points")
        for count in [1, 2, 3, 7, 31] {
            for _ in 0..<20 {
                let x = (0..<count).map { _ in 4 * stream.uniform() - 2 }
                let y = simplexProjection(x)
                #expect(y.allSatisfy { $0 >= 0 } && abs(y.reduce(0, +) - 1) < 1e-12)
                // Karush-Kuhn-Tucker: x - y is the same on the support and no larger off it.
                let level = zip(x, y).filter { $0.1 > 0 }.map { $0.0 - $0.1 }
                let threshold = try #require(level.first)
                #expect(level.allSatisfy { abs($0 - threshold) < 1e-12 })
                for (x, y) in zip(x, y) where y == 0 { #expect(x <= threshold + 1e-12) }
            }
        }
    }
}
