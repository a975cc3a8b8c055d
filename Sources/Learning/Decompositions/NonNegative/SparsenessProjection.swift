import Arrays

/// The vector y ≥ 0 nearest to x with Σy = `sum` and |y| = `norm` (Hoyer, J. Mach. Learn. Res. 5, 1457, 2004, section 3).
///
/// From the nearest point on Σ = sum along the line from the simplex's centre to the sphere; what turns negative becomes zero
/// and stays so.
///
/// - Precondition: 0 < norm ≤ sum ≤ √n·norm, and x is finite and not empty.
package func sparsenessProjection(_ x: [Double], sum: Double, norm: Double) -> [Double] {
    let count = Double(x.count)
    let shift = (sum - x.reduce(0, +)) / count
    var y = x.map { $0 + shift }
    var isZero = [Bool](repeating: false, count: x.count)
    var free = x.count
    while free > 0 {
        let middle = sum / Double(free)
        // |m + α(y − m)|² = norm² with α ≥ 0.
        var (a, b, c) = (0.0, 0.0, -norm * norm)
        for i in y.indices where !isZero[i] {
            let d = y[i] - middle
            a += d * d
            b += 2 * middle * d
            c += middle * middle
        }
        if a > 0 {
            let alpha = (-b + max(0, b * b - 4 * a * c).squareRoot()) / (2 * a)
            for i in y.indices where !isZero[i] { y[i] = middle + alpha * (y[i] - middle) }
        } else if c < 0, free > 1 {
            // All alike: no direction leads to the sphere, so one is chosen.
            let first = isZero.firstIndex(of: false) ?? 0
            let alpha = (-c / (Double(free) * Double(free - 1))).squareRoot()
            for i in y.indices where !isZero[i] { y[i] = middle + alpha * (i == first ? Double(free - 1) : -1) }
        }
        guard y.indices.contains(where: { !isZero[$0] && y[$0] < 0 }) else { break }
        for i in y.indices where y[i] <= 0 && !isZero[i] {
            isZero[i] = true
            free -= 1
        }
        var total = 0.0
        for i in y.indices {
            if isZero[i] { y[i] = 0 }
            total += y[i]
        }
        let excess = (total - sum) / Double(max(1, free))
        for i in y.indices where !isZero[i] { y[i] -= excess }
    }
    return y
}

/// (√n − Σ|x|/|x|)/(√n − 1): 0 where all are equal, 1 where one alone is not zero (Hoyer 2004, equation 1). Of zeros: 1.
package func sparseness(_ x: [Double]) -> Double {
    let norm = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm > 0, x.count > 1 else { return 1 }
    let root = Double(x.count).squareRoot()
    return (root - x.reduce(0) { $0 + abs($1) } / norm) / (root - 1)
}
