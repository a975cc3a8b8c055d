import Arrays
import Metrics

/// Estimates that know nothing, or everything: what a metric reads from them anchors its scale.
func nullEstimates() throws -> [String: Comparison] {
    let (a, c) = (try Fixture.a.get(), try Fixture.c.get())
    let positions = c.shape.rowCount
    let meanPattern = (0..<c.observations.columns).map { pixel in
        (0..<positions).reduce(0) { $0 + c.observations[$1, pixel] } / Double(positions)
    }
    let third = [Double](repeating: 1.0 / 3, count: positions)
    let half = [Double](repeating: 0.5, count: a.shape.rowCount)
    let meanOfA = mix(a.pattern(0), 0.5, a.pattern(1), 0.5)
    func zeros(_ arrays: [[Double]]) -> [[Double]] { arrays.map { $0.map { _ in 0 } } }
    return [
        "truth": try c.compared(patterns: c.patterns, maps: c.maps),
        "mean": try c.compared(patterns: [meanPattern, meanPattern, meanPattern], maps: [third, third, third]),
        "swappedAB_maps": try c.compared(patterns: c.patterns, maps: [c.map(1), c.map(0), c.map(2)]),
        "swap_both": try c.compared(
            patterns: [c.pattern(1), c.pattern(0), c.pattern(2)], maps: [c.map(1), c.map(0), c.map(2)]),
        "fewer_L2": try c.compared(patterns: Array(c.patterns.prefix(2)), maps: Array(c.maps.prefix(2))),
        "all_zero": try c.compared(patterns: zeros(c.patterns), maps: zeros(c.maps)),
        "fig5_truth": try a.compared(patterns: a.patterns, maps: a.maps),
        "fig5_const": try a.compared(patterns: [meanOfA, meanOfA], maps: [half, half]),
    ]
}
