/// A lattice vector that points almost along a laboratory axis.
struct NearPeriod: Sendable {
    let vector: SIMD3<Double>
    /// Its part along the axis, Å.
    let length: Double
    /// Its part across the axis over its part along it.
    let misfit: Double
}

extension Lattice {
    /// The lattice vectors up to `bound` (Å) along `axis`, a unit vector, whose misfit is at most `misfit`; by length.
    func nearPeriods(along axis: SIMD3<Double>, upTo bound: Double, misfit: Double) -> [NearPeriod] {
        let components = inverse * axis
        let magnitudes = (0..<3).map { abs(components[$0]) }
        let leading = magnitudes.indices.max { magnitudes[$0] < magnitudes[$1] } ?? 0
        let others = (0..<3).filter { $0 != leading }
        // A step of r across the axis changes a component by r times its row of the inverse at most.
        let rows = [inverse.rows.0, inverse.rows.1, inverse.rows.2]
        let reach = rows.map { norm($0) * misfit * bound }
        let steps = Int(bound * magnitudes[leading] + reach[leading]) + 1
        var found: [NearPeriod] = []
        for step in 1...steps {
            let count = Double(step) * (components[leading] < 0 ? -1 : 1)
            let along = Double(step) / magnitudes[leading]
            let ranges = others.map { axis in
                let centre = components[axis] * along
                let half = reach[axis] + abs(components[axis]) / magnitudes[leading] * reach[leading]
                return Int((centre - half).rounded(.down))...Int((centre + half).rounded(.up))
            }
            for first in ranges[0] {
                for second in ranges[1] {
                    var integers = SIMD3<Double>.zero
                    integers[leading] = count
                    integers[others[0]] = Double(first)
                    integers[others[1]] = Double(second)
                    let vector = basis * integers
                    let length = dot(vector, axis)
                    guard length > 0, length <= bound else { continue }
                    let off = norm(vector - axis * length) / length
                    if off <= misfit { found.append(NearPeriod(vector: vector, length: length, misfit: off)) }
                }
            }
        }
        return found.sorted { ($0.length, $0.misfit) < ($1.length, $1.misfit) }
    }

    /// The lattice vector next to a point (Å).
    func vector(nearest point: SIMD3<Double>) -> SIMD3<Double> {
        let centre = (inverse * point).rounded(.toNearestOrEven)
        var best = basis * centre
        // In an oblique basis the rounded point may be a neighbour of the nearest one.
        for h in -1...1 {
            for k in -1...1 {
                for l in -1...1 {
                    let candidate = basis * (centre + MillerIndices(h, k, l).vector)
                    if norm(candidate - point) < norm(best - point) - 1e-9 { best = candidate }
                }
            }
        }
        return best
    }
}
