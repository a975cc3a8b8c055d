import Metrics
import Testing

@Suite struct ScreeRankTests {
    /// Singular values that halve, but for one step.
    private func singularValues(drop: Double, after position: Int) -> [Double] {
        (1...14).reduce(into: [1000.0]) { values, k in
            values.append(values[k - 1] / (k == position ? drop : 2))
        }
    }

    @Test("The rank is where the variance drops most, between 3 and 10", arguments: 3...10)
    func rank(position: Int) throws {
        let reading = try #require(screeRank(singularValues: singularValues(drop: 4, after: position)))
        #expect(reading.rank == position)
        // ln(4²) = 4 ln 2, at the drop.
        #expect(abs(reading.gap - 2.7725887222397811) < 1e-12)
        #expect(reading.isClear)
    }

    @Test("Drops outside 3 to 10 components do not count", arguments: [1, 2, 11])
    func outside(position: Int) throws {
        let reading = try #require(screeRank(singularValues: singularValues(drop: 4, after: position)))
        // All the others are ln(2²), just below 1.4.
        #expect(abs(reading.gap - 1.3862943611198906) < 1e-12)
        #expect(!reading.isClear)
    }

    @Test("Rounding noise of noise-free data is no gap")
    func rounding() throws {
        let reading = try #require(screeRank(singularValues: [32, 23, 3e-14, 1e-14, 3e-15, 3e-15]))
        #expect(reading.gap == 0)
        #expect(screeRank(singularValues: [0, 0, 0, 0, 0]) == nil)
        #expect(screeRank(singularValues: [3, 2, 1]) == nil)
    }
}
