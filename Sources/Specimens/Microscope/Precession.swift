internal import Glibc
public import Quantities

/// Precession of the beam on a cone about the optical axis, as an incoherent mean over equally spaced azimuths.
///
/// In a model file `{angle: "20 mrad", azimuths: 200}`.
public struct Precession: Sendable, Equatable {
    public let angle: Angle
    public let azimuths: Int

    /// - Throws: `SpecimenError` when the angle is negative or over 100 mrad, or there is no azimuth.
    public init(angle: Angle, azimuths: Int) throws(SpecimenError) {
        guard (0...0.1).contains(angle.value) else { throw .angleOutOfRange(angle) }
        guard azimuths >= 1 else { throw .tooFewAzimuths(azimuths) }
        self.angle = angle
        self.azimuths = azimuths
    }

    /// The beam tilts (x, y) in rad at the azimuths φᵢ = 2πi/N, which start on +x; a single zero when the angle is 0.
    public var tilts: [SIMD2<Double>] {
        guard angle.value > 0 else { return [.zero] }
        return (0..<azimuths).map { index in
            let azimuth = 2 * Double.pi * Double(index) / Double(azimuths)
            return [angle.value * cos(azimuth), angle.value * sin(azimuth)]
        }
    }
}
