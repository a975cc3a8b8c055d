internal import Glibc

/// Electron scattering factors f_e in Kirkland's parametrisation (2010, eq. C.15):
///
///     f_e(q) = Σ_i a_i/(q² + b_i) + c_i exp(-d_i q²),   q = |g| in Å⁻¹, f_e in Å.
public struct KirklandScatteringFactor: ScatteringFactor, Equatable {
    private let a: SIMD3<Double>
    private let b: SIMD3<Double>
    private let c: SIMD3<Double>
    private let d: SIMD3<Double>

    /// - Parameter atomicNumber: 1 to 103.
    /// - Throws: `MultisliceError.noScatteringFactor` for another element.
    public init(atomicNumber: Int) throws(MultisliceError) {
        guard KirklandTable.coefficients.indices.contains(atomicNumber - 1) else {
            throw .noScatteringFactor(atomicNumber: atomicNumber)
        }
        let row = KirklandTable.coefficients[atomicNumber - 1]
        a = SIMD3(row[0], row[1], row[2])
        b = SIMD3(row[3], row[4], row[5])
        c = SIMD3(row[6], row[7], row[8])
        d = SIMD3(row[9], row[10], row[11])
    }

    /// The scattering factor, Å, at the squared spatial frequency `q2`, Å⁻².
    public func callAsFunction(squaredFrequency q2: Double) -> Double {
        let lorentzians = a / (b + q2)
        let gaussians = c * SIMD3(exp(-d.x * q2), exp(-d.y * q2), exp(-d.z * q2))
        return (lorentzians + gaussians).sum()
    }
}
