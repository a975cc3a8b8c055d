public import Quantities

/// How the detector spreads a beam.
public enum PointSpread: Hashable, Sendable {
    /// A beam falls on the nearest pixel.
    case none
    /// A Gaussian of unit sum with this full width at half maximum.
    case gaussian(fwhm: PixelLength)

    /// Full width at half maximum in pixels; 0 for none.
    public var fwhm: Double {
        switch self {
        case .none: 0
        case .gaussian(let fwhm): fwhm.value
        }
    }

    /// Standard deviation in pixels, FWHM/(2√(2 ln 2)); 0 for none.
    var sigma: Double { fwhm / 2.354_820_045_030_949_3 }
}

/// Whether the direct beam stays in the patterns.
public enum DirectBeam: String, Hashable, Sendable, CaseIterable {
    case keep
    /// Its disc is set to zero, as behind a beam stop; all other counts stay as they are.
    case mask
}

/// Bits of a stored count.
public enum BitDepth: Int, Hashable, Sendable, CaseIterable {
    case eight = 8
    case sixteen = 16

    /// The largest count, 2ᵇ - 1.
    public var largestCount: Double { self == .eight ? 255 : 65535 }
}
