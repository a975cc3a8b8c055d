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
}

/// How one descent went.
struct DescentResult {
    let factors: Factors
    let objective: [Double]
    let converged: Bool
}

/// The state of a descent, which sweeps over Z, then over W with the new Z.
protocol DescentSweeps: AnyObject {
    /// One sweep: Σ|projected gradient| before each update, and J = ½‖X − Z·W‖² after it.
    ///
    /// J comes from the products at hand, J = ½(‖X‖² − 2⟨X·Wᵀ, Z⟩ + ⟨ZᵀZ, W·Wᵀ⟩), and so errs by about 10⁻¹⁶‖X‖².
    func sweep() throws -> (violation: Double, objective: Double)
    var factors: Factors { get }
}

/// One row of coordinates: z_t ← max(0, z_t − g/H_tt), g = (z·H)_t − b_t, for t in turn.
///
/// - Returns: Σ|projected gradient|, that is |g|, or |min(0, g)| where z_t is zero.
func descend(
    _ z: UnsafeMutablePointer<Double>, linear b: UnsafePointer<Double>, quadratic h: UnsafePointer<Double>, count: Int
) -> Double {
    var violation = 0.0
    for t in 0..<count {
        var g = -b[t]
        for s in 0..<count { g += z[s] * h[t * count + s] }
        violation += abs(z[t] == 0 ? min(0, g) : g)
        if h[t * count + t] > 0 { z[t] = max(0, z[t] - g / h[t * count + t]) }
    }
    return violation
}

/// Σ a·b over all elements.
func inner(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
}
