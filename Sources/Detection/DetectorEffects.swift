public import Quantities

/// How the detector spreads a beam. Written `none` or `{shape: gaussian, fwhm: "4 px"}`.
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

extension PointSpread: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case shape, fwhm }

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == "none" else {
                throw DetectionError.unknownWord(
                    key: "psf", value: word, allowed: "none or {shape: gaussian, fwhm: \"4 px\"}")
            }
            self = .none
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let shape = try container.decodeIfPresent(String.self, forKey: .shape) ?? "gaussian"
        guard shape == "gaussian" else {
            throw DetectionError.unknownWord(key: "psf.shape", value: shape, allowed: "gaussian")
        }
        self = .gaussian(fwhm: try container.decode(PixelLength.self, forKey: .fwhm))
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .none:
            var container = encoder.singleValueContainer()
            try container.encode("none")
        case .gaussian(let fwhm):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("gaussian", forKey: .shape)
            try container.encode(fwhm, forKey: .fwhm)
        }
    }
}

/// A share of the brightest pixel of the dataset, or nothing. Written `none` or "1 %".
public enum BrightnessShare: Hashable, Sendable, Codable {
    case none
    case share(Fraction)

    /// The share as a plain number; nil for none.
    public var value: Double? {
        if case .share(let fraction) = self { fraction.value } else { nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self), word == "none" {
            self = .none
        } else {
            self = .share(try container.decode(Fraction.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encode("none")
        case .share(let fraction): try container.encode(fraction)
        }
    }
}

/// How many incident electrons make a pattern. Written `none` (no counting noise) or a number.
public enum Dose: Hashable, Sendable, Codable {
    case none
    case electrons(Double)

    /// Incident electrons a pattern; nil for none.
    public var electrons: Double? {
        if case .electrons(let count) = self { count } else { nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Double.self) {
            self = .electrons(count)
            return
        }
        let word = try container.decode(String.self)
        guard word == "none" else {
            throw DetectionError.unknownWord(
                key: "dose", value: word, allowed: "none or the number of electrons a pattern, such as 1e6")
        }
        self = .none
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encode("none")
        case .electrons(let count): try container.encode(count)
        }
    }
}

/// Whether the direct beam stays in the patterns.
public enum DirectBeam: String, Hashable, Sendable, Codable, CaseIterable {
    case keep
    /// Its disc is set to zero, as behind a beam stop; all other counts stay as they are.
    case mask
}

/// Bits of a stored count.
public enum BitDepth: Int, Hashable, Sendable, Codable, CaseIterable {
    case eight = 8
    case sixteen = 16

    /// The largest count, 2ᵇ - 1.
    public var largestCount: Double { self == .eight ? 255 : 65535 }
}
