/// The electron scattering factor of one neutral atom, in the first Born approximation and for the electron's rest mass.
public protocol ScatteringFactor: Sendable {
    /// f_e, Å, at the squared spatial frequency `q2` = |g|² = 1/d², Å⁻².
    func callAsFunction(squaredFrequency q2: Double) -> Double
}

/// Whose fit of the electron scattering factors is used.
public enum ScatteringParametrisation: String, Sendable, CaseIterable, Codable {
    /// Kirkland (2010), Z = 1 to 103.
    case kirkland
    /// Lobato & Van Dyck (2014), Z = 1 to 103.
    case lobato
    /// Peng, Ren, Dudarev & Whelan (1996), Z = 1 to 98, fitted up to s = 6 Å⁻¹.
    ///
    /// The range to take unless one compares with older work: a slice's potential has frequencies up to the grid's Nyquist
    /// frequency and beyond in the corners, s = g/2 = 2 to 4 Å⁻¹, where the fit up to 2 Å⁻¹ falls off much too fast.
    case peng
    /// The same authors' fit up to s = 2 Å⁻¹.
    case pengLow = "peng-low"

    /// - Throws: `MultisliceError.noScatteringFactor` for an element without one.
    public func factor(atomicNumber: Int) throws(MultisliceError) -> any ScatteringFactor {
        switch self {
        case .kirkland: try KirklandScatteringFactor(atomicNumber: atomicNumber)
        case .lobato: try LobatoScatteringFactor(atomicNumber: atomicNumber)
        case .peng: try PengScatteringFactor(atomicNumber: atomicNumber, range: .high)
        case .pengLow: try PengScatteringFactor(atomicNumber: atomicNumber, range: .low)
        }
    }
}
