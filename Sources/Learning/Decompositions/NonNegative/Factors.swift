package import Arrays

/// Loadings and patterns of X ≈ Z·W.
package struct Factors: Sendable {
    /// Row × component.
    package var z: Matrix<Double>
    /// Component × pixel.
    package var w: Matrix<Double>

    package init(z: Matrix<Double>, w: Matrix<Double>) {
        self.z = z
        self.w = w
    }

    /// Loadings with a maximum of 1 in each component, patterns multiplied by what that took.
    func scaledToMaximumOne() -> (maps: Matrix<Double>, patterns: Matrix<Double>) {
        var maps = z.transposed
        var patterns = w
        for t in 0..<maps.rows {
            guard let scale = maps.row(t).max(), scale > 0 else { continue }
            for i in 0..<maps.columns { maps[t, i] /= scale }
            for j in 0..<patterns.columns { patterns[t, j] *= scale }
        }
        return (maps, patterns)
    }
}

/// The factors that a descent works on: a column for each row of the observations, and for each of their pixels.
struct WorkingFactors: Sendable {
    /// Component × row.
    var maps: Matrix<Double>
    /// Component × pixel.
    var patterns: Matrix<Double>
}

/// Σ a·b over all elements.
func inner(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
}
