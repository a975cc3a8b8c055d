internal import Glibc
public import Quantities

/// Precession of the beam on a cone about the optical axis, as an incoherent mean over equally spaced azimuths.
///
/// In a model file `{angle: "20 mrad", azimuths: 200}`.
public struct Precession: Sendable, Equatable {
    public let angle: Angle
    public let azimuths: Int

    public static let azimuthsAllowed = 1...100_000

    /// - Throws: `SpecimenError` when the angle is negative or over 100 mrad, or there is no azimuth or too many.
    public init(angle: Angle, azimuths: Int) throws(SpecimenError) {
        guard (0...0.1).contains(angle.value) else { throw .angleOutOfRange(angle) }
        guard Self.azimuthsAllowed.contains(azimuths) else { throw .azimuthsOutOfRange(azimuths) }
        self.angle = angle
        self.azimuths = azimuths
    }

    /// The number of azimuths by the rule that `automatic` stands for in a model file: 1.4 times `azimuthsNeeded`, rounded
    /// up to a multiple of four, at least eight.
    ///
    /// 1.4 times as many as needed leave less than 0.001 of the incident beam in any beam (Validation/convergence.yaml).
    public init(angle: Angle, thickness: Length) throws(SpecimenError) {
        let fours = (1.4 * Self.azimuthsNeeded(angle: angle, thickness: thickness) / 4).rounded(.up)
        try self.init(angle: angle, azimuths: angle.value > 0 ? max(8, Int(exactly: 4 * fours) ?? .max) : 1)
    }

    /// 2π φ g t with g = 1 Å⁻¹: the excitation error of a beam at g changes by up to φ g per radian of azimuth, and with it
    /// its phase behind a thickness t by 2π φ g t.
    public static func azimuthsNeeded(angle: Angle, thickness: Length) -> Double {
        2 * .pi * angle.value * thickness.value
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
