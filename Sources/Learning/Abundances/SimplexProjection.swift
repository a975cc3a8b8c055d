/// The point of the simplex y ≥ 0, Σy = 1 nearest to x (Held, Wolfe & Crowder, Mathematical Programming 6, 62, 1974):
/// y = max(0, x − τ) with the τ that makes the sum 1.
///
/// - Precondition: `x` is not empty and finite.
package func simplexProjection(_ x: [Double]) -> [Double] {
    var (sum, threshold) = (0.0, 0.0)
    for (index, value) in x.sorted(by: >).enumerated() {
        sum += value
        let candidate = (sum - 1) / Double(index + 1)
        if value > candidate { threshold = candidate }
    }
    return x.map { max(0, $0 - threshold) }
}
