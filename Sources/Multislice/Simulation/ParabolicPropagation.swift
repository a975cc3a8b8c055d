internal import Glibc
public import Quantities

/// What the parabolic propagator leaves out.
///
/// An electron of transverse wave vector k has k_z = √(1/λ² - k²) = 1/λ - λk²/2 - λ³k⁴/8 - …; the propagator keeps the
/// first two terms. With θ = λk the third turns the phase over a thickness t by 2πt λ³k⁴/8 = (π t/λ) θ⁴/4.
public enum ParabolicPropagation {
    /// The phase (rad) that is left out between a beam on the optical axis and one at the angle `tilt` from it.
    ///
    /// For a tilt or precession angle it bounds the error between two beams inside the Laue circle; on the circle, where beams
    /// are excited most, all have the direct beam's error and it cancels.
    ///
    /// - Parameters: `tilt` in rad, `thickness` in Å.
    public static func phaseError(tilt: Double, thickness: Double, electron: Electron) -> Double {
        .pi * thickness / electron.wavelength * pow(tilt, 4) / 4
    }
}
