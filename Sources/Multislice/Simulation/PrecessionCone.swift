internal import Glibc

/// The tilts of a precessed beam: N azimuths φ_i = 2πi/N, equally spaced on a cone, starting on +x.
public struct PrecessionCone: Sendable, Equatable {
    public let tilts: [BeamTilt]

    /// - Parameters:
    ///   - angle: semi-angle of the cone, radians; 0 gives the one untilted beam.
    ///   - azimuths: number of azimuths, at least 1.
    ///   - wavelength: Å.
    public init(angle: Double, azimuths: Int, wavelength: Double) throws(MultisliceError) {
        guard (0...0.1).contains(angle) else { throw .tilt(milliradians: angle * 1000) }
        guard angle > 0 else {
            tilts = [.none]
            return
        }
        tilts = (0..<max(1, azimuths)).map { index in
            let azimuth = 2 * .pi * Double(index) / Double(max(1, azimuths))
            return BeamTilt(kx: angle / wavelength * cos(azimuth), ky: angle / wavelength * sin(azimuth))
        }
    }
}
