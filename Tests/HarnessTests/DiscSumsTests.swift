import Arrays
import Datasets
import Harness
import Testing

@Suite struct DiscSumsTests {
    /// Points on a line through the direct beam at 0 and beams at 0.8 and 1.8, radius 0.6: each disc overlaps the next.
    private static let beams = Beams(
        ky: [Double](repeating: 0, count: 8), kx: [-0.5, 0, 0.5, 0.7, 1.25, 1.4, 2.3, 3],
        intensity: Matrix([[8, 16, 4, 2, 0.5, 0.25, 0.125, 1], [1, 1, 1, 1, 1, 1, 1, 1]]),
        labels: [String](repeating: "", count: 8))

    /// What is left of the direct beam in a neighbour's disc would pass for diffracted intensity.
    @Test func everyPointCountsOnceAndThoseOfTheDirectBeamForItAlone() {
        let discs = DiscSums(Self.beams, positions: [0, 1], centres: [[0.8, 0], .zero, [1.8, 0]], radius: 0.6)
        // 0.5 lies nearer to 0.8 and in the direct beam's disc, 1.25 in both other discs; 3 in none.
        #expect(discs.sums == [[2.5, 28, 0.375], [2, 3, 2]])
        #expect(discs.sums[0].reduce(0, +) == 30.875)
    }

    @Test func withoutADirectBeamAPointIsTheNearestOnes() {
        let discs = DiscSums(Self.beams, positions: [0], centres: [[0.8, 0], [1.8, 0]], radius: 0.6)
        #expect(discs.sums == [[6.5, 0.375]])
    }
}
