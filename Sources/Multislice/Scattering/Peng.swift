internal import Glibc

/// Electron scattering factors of neutral atoms by L.-M. Peng, G. Ren, S. L. Dudarev & M. J. Whelan, Acta Cryst. A52, 257 (1996):
///
///     f_e(s) = Σ_i a_i exp(-b_i s²),   s = g/2 = sin θ/λ in Å⁻¹, f_e in Å.
///
/// Gaussians fall off faster than an atom does: use them only within the range of the fit.
public struct PengScatteringFactor: ScatteringFactor, Equatable {
    /// The range of s that a set of parameters was fitted to.
    public enum Range: Sendable {
        /// Up to 2 Å⁻¹.
        case low
        /// Up to 6 Å⁻¹.
        case high
    }

    private let a: [Double]
    private let b: [Double]

    /// - Parameter atomicNumber: 1 to 98.
    /// - Throws: `MultisliceError.noScatteringFactor` for another element.
    public init(atomicNumber: Int, range: Range) throws(MultisliceError) {
        let table = range == .low ? PengTable.low : PengTable.high
        guard table.indices.contains(atomicNumber - 1) else { throw .noScatteringFactor(atomicNumber: atomicNumber) }
        let row = table[atomicNumber - 1]
        a = Array(row[0..<5])
        b = Array(row[5..<10])
    }

    public func callAsFunction(squaredFrequency q2: Double) -> Double {
        let s2 = q2 / 4
        var sum = 0.0
        for i in 0..<5 { sum += a[i] * exp(-b[i] * s2) }
        return sum
    }
}
