/// The hard circular limit |g| < frequency within which transmission functions and waves are kept.
///
/// A frequency on the limit lies outside, however it was rounded: with two thirds of the Nyquist frequency a grid point
/// often falls exactly on it.
public struct BandLimit: Sendable, Equatable {
    /// Å⁻¹.
    public let frequency: Double
    private let squared: Double

    public init(_ frequency: Double) {
        self.frequency = frequency
        squared = frequency * frequency * (1 - 1e-9)
    }

    @inline(__always)
    func contains(_ kx: Double, _ ky: Double = 0) -> Bool { kx * kx + ky * ky < squared }
}
