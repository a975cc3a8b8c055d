internal import ComplexModule

/// A beam's tilt as the transverse part of its wave vector, k_t = tilt/λ, Å⁻¹.
public struct BeamTilt: Hashable, Sendable {
    public let kx: Double
    public let ky: Double

    public init(kx: Double, ky: Double) {
        self.kx = kx
        self.ky = ky
    }

    public static let none = BeamTilt(kx: 0, ky: 0)
}

/// The Fresnel propagator between slices for a tilted beam, in the frame that follows the tilt:
///
///     P(g) = exp(-iπλΔz(g² + 2 g·k_t)) for |g| < bandLimit, else 0,
///
/// so that patterns stay centred (descanned). It is a product of a factor along x and one along y, but for the mask.
public struct Propagator: Sendable {
    public let grid: ReciprocalGrid
    /// Å.
    public let wavelength: Double
    /// Å.
    public let sliceThickness: Double
    public let tilt: BeamTilt
    public let bandLimit: BandLimit

    public init(grid: ReciprocalGrid, wavelength: Double, sliceThickness: Double, tilt: BeamTilt, bandLimit: BandLimit)
    {
        self.grid = grid
        self.wavelength = wavelength
        self.sliceThickness = sliceThickness
        self.tilt = tilt
        self.bandLimit = bandLimit
    }

    /// The factors along x and y, in the order of the grid's frequencies.
    func phases() -> (x: [Complex<Double>], y: [Complex<Double>]) {
        func phase(_ k: Double, _ tilt: Double) -> Complex<Double> {
            Complex(length: 1, phase: -.pi * wavelength * sliceThickness * (k * k + 2 * k * tilt))
        }
        return (grid.kx.map { phase($0, tilt.kx) }, grid.ky.map { phase($0, tilt.ky) })
    }
}
