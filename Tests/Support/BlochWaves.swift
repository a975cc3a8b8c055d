import Arrays
internal import Glibc

/// Beams of a crystal by its Bloch waves, with the parabolic dispersion of the Fresnel propagator.
///
/// In a crystal whose potential is averaged along the beam the amplitudes obey dψ/dz = i A ψ with
///
///     A_gh = -πλ(g² + 2 g·k_t) δ_gh + σ V_(g-h)
///
/// (Hirsch et al. 1977, ch. 12, in the small-angle form). A is Hermitian; LAPACK gets the symmetric matrix of twice the size
/// that acts alike on real and imaginary parts.
public struct BlochWaves {
    private let count: Int
    private let eigenvalues: [Double]
    private let vectors: Matrix<Double>
    private let incident: Int

    /// - Parameters:
    ///   - beams: g of each beam, Å⁻¹; one of them is (0, 0), the incident one.
    ///   - wavelength: Å.
    ///   - tilt: k_t, Å⁻¹.
    ///   - coupling: σ V_(g-h), rad/Å, its real and imaginary part, for two numbers of beams g and h.
    public init(
        beams: [SIMD2<Double>], wavelength: Double, tilt: SIMD2<Double> = .zero,
        coupling: (Int, Int) throws -> (real: Double, imaginary: Double)
    ) throws {
        let n = beams.count
        var matrix = Matrix<Double>(rows: 2 * n, columns: 2 * n, elements: Array(repeating: 0, count: 4 * n * n))
        for g in 0..<n {
            for h in 0..<n {
                var (real, imaginary) = try coupling(g, h)
                if g == h {
                    real -= Double.pi * wavelength * (beams[g] * (beams[g] + 2 * tilt)).sum()
                    imaginary = 0
                }
                matrix[g, h] = real
                matrix[n + g, n + h] = real
                matrix[n + g, h] = imaginary
                matrix[g, n + h] = -imaginary
            }
        }
        (eigenvalues, vectors) = try matrix.symmetricEigen()
        count = n
        incident = beams.firstIndex(of: .zero) ?? 0
    }

    /// The intensities of all beams behind a crystal of this thickness, Å; 1 for the incident beam.
    public func intensities(thickness: Double) -> [Double] {
        var cosines = [Double](repeating: 0, count: 2 * count)
        var sines = cosines
        for (k, eigenvalue) in eigenvalues.enumerated() {
            let excitation = vectors[k, incident]
            let c = excitation * cos(eigenvalue * thickness)
            let s = excitation * sin(eigenvalue * thickness)
            for j in 0..<2 * count {
                cosines[j] += c * vectors[k, j]
                sines[j] += s * vectors[k, j]
            }
        }
        return (0..<count).map { g in
            let real = cosines[g] - sines[count + g]
            let imaginary = cosines[count + g] + sines[g]
            return real * real + imaginary * imaginary
        }
    }
}
