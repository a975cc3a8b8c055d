import Arrays
import FoundationEssentials
import Glibc
import Testing

@Suite struct RandomStreamTests {
    @Test func seedAndNameDecideTheNumbers() {
        func numbers(_ seed: UInt64, _ name: String) -> [UInt64] {
            var stream = Seed(seed).stream(name)
            return (0..<4).map { _ in stream.next() }
        }
        #expect(numbers(1, "noise") == numbers(1, "noise"))
        #expect(numbers(1, "noise") != numbers(2, "noise"))
        #expect(numbers(1, "noise") != numbers(1, "start 1"))
    }

    @Test func aSeedIsWrittenAsItsNumber() throws {
        let data = try JSONEncoder().encode([Seed(42)])
        #expect(data == Data("[42]".utf8))
        #expect(try JSONDecoder().decode([Seed].self, from: data) == [Seed(42)])
    }

    @Test func uniformNumbersHaveTheMomentsOfTheirDistribution() {
        let sample = draw(200_000, "uniform") { $0.uniform() }
        #expect(sample.allSatisfy { $0 >= 0 && $0 < 1 })
        expect(sample, mean: 0.5, variance: 1.0 / 12)
    }

    @Test func normalNumbersHaveTheMomentsAndTailsOfTheirDistribution() {
        let sample = draw(200_000, "normal") { $0.normal() }
        expect(sample, mean: 0, variance: 1)
        for limit in [1.0, 2, 3] {
            let inside = Double(sample.count { abs($0) < limit }) / Double(sample.count)
            #expect(abs(inside - erf(limit / 2.0.squareRoot())) < 0.005)
        }
    }

    @Test(arguments: [0.02, 0.7, 5, 29.9, 30.1, 80, 1000, 1e6])
    func poissonCountsHaveTheirMeanAndVarianceOnBothSidesOfTheSwitch(mean: Double) {
        let sample = draw(100_000, "poisson \(mean)") { Double($0.poisson(mean: mean)) }
        #expect(sample.allSatisfy { $0 >= 0 })
        expect(sample, mean: mean, variance: mean, fourthCumulant: mean)
    }

    @Test(arguments: [3.0, 40])
    func poissonCountsHaveTheirProbabilities(mean: Double) {
        let sample = draw(200_000, "poisson \(mean)") { Double($0.poisson(mean: mean)) }
        for k in stride(from: max(0, mean - 10), through: mean + 10, by: 5) {
            let probability = exp(k * log(mean) - mean - lgamma(k + 1))
            let count = Double(sample.count { $0 == k.rounded(.down) })
            guard k == k.rounded(.down) else { continue }
            let expected = probability * Double(sample.count)
            #expect(abs(count - expected) < 5 * (expected + 1).squareRoot(), "\(k)")
        }
    }

    @Test func aMeanOfZeroGivesNoCounts() {
        #expect(draw(1000, "none") { Double($0.poisson(mean: 0)) }.allSatisfy { $0 == 0 })
    }

    private func draw(_ count: Int, _ name: String, _ body: (inout RandomStream) -> Double) -> [Double] {
        var stream = Seed(2019).stream(name)
        return (0..<count).map { _ in body(&stream) }
    }

    /// Sample mean and variance within five standard errors; the variance of a sample variance is (κ₄ + 2σ⁴)/n.
    private func expect(_ sample: [Double], mean: Double, variance: Double, fourthCumulant: Double = 0) {
        let n = Double(sample.count)
        let found = sample.reduce(0, +) / n
        let spread = sample.reduce(0) { $0 + ($1 - found) * ($1 - found) } / (n - 1)
        #expect(abs(found - mean) < 5 * (variance / n).squareRoot())
        #expect(abs(spread - variance) < 5 * ((abs(fourthCumulant) + 2 * variance * variance) / n).squareRoot())
    }
}
