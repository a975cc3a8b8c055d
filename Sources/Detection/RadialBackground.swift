import Glibc
public import Quantities

/// Diffuse scattering around the direct beam: amplitude · exp(-|k|/decay).
public struct RadialBackground: Hashable, Sendable {
    /// At the direct beam; a share of the brightest pixel of the dataset after the point spread.
    public let amplitude: Fraction
    /// Where it has fallen to 1/e.
    public let decay: ReciprocalLength

    /// - Throws: `DetectionError.outOfRange` for an amplitude outside 0 to 100 % or a decay that is not above zero.
    public init(amplitude: Fraction, decay: ReciprocalLength) throws(DetectionError) {
        guard (0...1).contains(amplitude.value) else {
            throw .outOfRange(
                key: "detector.background.radial.amplitude", value: "\(amplitude)", allowed: "0 to 100 %")
        }
        guard decay.value > 0 else {
            throw .outOfRange(
                key: "detector.background.radial.decay", value: "\(decay)",
                allowed: "more than zero, such as \"2 nm^-1\"")
        }
        self.amplitude = amplitude
        self.decay = decay
    }
}

extension Detector {
    /// The background on every pixel, a share of the brightest pixel.
    ///
    /// The radial part is scattered before the projector lenses, so the ellipticity acts on it as well.
    var backgroundShares: [Double] {
        let uniform = background?.value ?? 0
        var shares = [Double](repeating: uniform, count: rows * columns)
        guard let radialBackground else { return shares }
        for row in 0..<rows {
            for column in 0..<columns {
                let k = wavevector(y: Double(row), x: Double(column))
                let distance = (k.ky * k.ky + k.kx * k.kx).squareRoot()
                shares[row * columns + column] +=
                    radialBackground.amplitude.value * exp(-distance / radialBackground.decay.value)
            }
        }
        return shares
    }
}
