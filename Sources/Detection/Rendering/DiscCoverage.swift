import Glibc

/// The share of the disc's area that falls on the unit square with its middle at (dy, dx) from the disc's centre.
///
/// Exact: the chord's antiderivative between the places where the circle crosses the square's sides.
func discCoverage(dy: Double, dx: Double, radius: Double) -> Double {
    let farX = abs(dx) + 0.5
    let farY = abs(dy) + 0.5
    let area = Double.pi * radius * radius
    if farX * farX + farY * farY <= radius * radius { return 1 / area }
    let left = max(dx - 0.5, -radius)
    let right = min(dx + 0.5, radius)
    let (bottom, top) = (dy - 0.5, dy + 0.5)
    guard left < right, bottom < radius, top > -radius else { return 0 }

    // Between two neighbouring cuts the upper and the lower bound are each either a side or the circle.
    var cuts = [left, right]
    for side in [bottom, top] where abs(side) < radius {
        let crossing = (radius * radius - side * side).squareRoot()
        cuts += [-crossing, crossing].filter { $0 > left && $0 < right }
    }
    cuts.sort()
    func halfDisc(_ x: Double) -> Double {
        let inside = max(-1, min(1, x / radius))
        return 0.5 * radius * radius * (inside * (1 - inside * inside).squareRoot() + asin(inside))
    }
    var covered = 0.0
    for (from, to) in zip(cuts, cuts.dropFirst()) {
        let middle = (from + to) / 2
        let chord = (radius * radius - middle * middle).squareRoot()
        let arc = halfDisc(to) - halfDisc(from)
        guard min(chord, top) > max(-chord, bottom) else { continue }
        let upper = chord < top ? arc : top * (to - from)
        let lower = -chord > bottom ? -arc : bottom * (to - from)
        covered += upper - lower
    }
    return covered / area
}
