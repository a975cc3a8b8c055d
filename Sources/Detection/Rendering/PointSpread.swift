import Glibc
public import Quantities

/// How the detector spreads a beam: round, of unit sum, with this full width at half maximum.
public enum PointSpread: Hashable, Sendable {
    /// A beam falls on the nearest pixel.
    case none
    /// exp(-r²/2σ²)/(2πσ²) with σ = FWHM/(2√(2 ln 2)), cut off where it is below 1e-7 of its peak.
    case gaussian(fwhm: PixelLength)
    /// The Cauchy density of the plane, γ/(2π (γ² + r²)^(3/2)), whose projection on every line is a Lorentzian of half
    /// width γ = FWHM/(2√(2^(2/3) - 1)). Cut off at 16 widths, where 4 % of the tail remains, which goes to the rest.
    case lorentzian(fwhm: PixelLength)
    /// `mixing` of a Lorentzian and the rest a Gaussian, both of the same width, which is then that of the mixture.
    case pseudoVoigt(fwhm: PixelLength, mixing: Fraction)

    /// Full width at half maximum in pixels; 0 for none.
    public var fwhm: Double {
        switch self {
        case .none: 0
        case .gaussian(let fwhm), .lorentzian(let fwhm), .pseudoVoigt(let fwhm, _): fwhm.value
        }
    }

    /// Standard deviation of a Gaussian of this width in pixels, FWHM/(2√(2 ln 2)); 0 for none.
    var sigma: Double { fwhm / 2.354_820_045_030_949_3 }

    /// Half width γ of a Lorentzian of this width in pixels.
    var gamma: Double { fwhm / (2 * (pow(2, 2.0 / 3) - 1).squareRoot()) }

    /// The share of the Lorentzian.
    var mixing: Double {
        switch self {
        case .none, .gaussian: 0
        case .lorentzian: 1
        case .pseudoVoigt(_, let mixing): mixing.value
        }
    }

    /// Whether it is a product of one along y and one along x.
    var isSeparable: Bool { mixing == 0 }

    /// Distance at which it is cut off, pixels.
    var reach: Double { mixing > 0 ? 16 * fwhm : sigma * (2 * log(1e7)).squareRoot() }

    /// Its convolution with a uniform disc of unit sum, at a distance from the disc's centre; both in pixels.
    ///
    /// The integral along every chord of the disc is closed; those over the chords at R sin θ are summed by the
    /// midpoint rule, which converges exponentially because the integrand is smooth and periodic in θ.
    func value(atDistance distance: Double, fromDiscOfRadius radius: Double) -> Double {
        guard radius > 0 else { return density(atDistance: distance) }
        let count = max(16, Int((8 * Double.pi * radius / fwhm).rounded(.up)))
        var total = 0.0
        for index in 0..<count {
            let angle = (Double(index) + 0.5) / Double(count) * .pi - .pi / 2
            let half = radius * cos(angle)
            total += half * alongChord(offset: distance - radius * sin(angle), halfLength: half)
        }
        return total / (Double(count) * radius * radius)
    }

    private func density(atDistance r: Double) -> Double {
        let gaussian = exp(-r * r / (2 * sigma * sigma)) / (2 * .pi * sigma * sigma)
        let lorentzian = gamma / (2 * .pi * pow(gamma * gamma + r * r, 1.5))
        return mixing * lorentzian + (1 - mixing) * gaussian
    }

    /// ∫ p(√(u² + v²)) dv over -c...c.
    private func alongChord(offset u: Double, halfLength c: Double) -> Double {
        let gaussian =
            exp(-u * u / (2 * sigma * sigma)) / (sigma * (2 * Double.pi).squareRoot())
            * erf(c / (sigma * 2.squareRoot()))
        let square = gamma * gamma + u * u
        let lorentzian = gamma * c / (.pi * square * (square + c * c).squareRoot())
        return mixing * lorentzian + (1 - mixing) * gaussian
    }
}
