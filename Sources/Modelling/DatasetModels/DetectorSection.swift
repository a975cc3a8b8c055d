public import Quantities

/// `detector:`, from beam intensities to counts: point spread function, background, dose, saturation, scale, rounding.
public struct DetectorSection: Sendable, Equatable {
    /// Rows (y) and columns (x).
    public let pixels: [Int]
    /// Half the width of the field of view.
    public let halfWidth: ReciprocalLength
    /// nil (`none`): each beam falls on a single point.
    public let pointSpread: PointSpread?
    /// Uniform background, a share of the brightest pixel; nil for `none`.
    public let background: Fraction?
    /// Electrons a pattern, with counting noise; nil (`none`): no noise.
    public let dose: ElectronCount?
    /// Counts are cut at this share of the brightest pixel; nil for `none`.
    public let saturation: Fraction?
    /// Bits of a count.
    public let bits: Int
    public let directBeam: DirectBeam

    /// `psf:`, the image of a beam.
    public struct PointSpread: Sendable, Equatable {
        public let shape: Shape
        /// Full width at half maximum.
        public let fwhm: PixelLength

        public enum Shape: String, Sendable, CaseIterable {
            case gaussian
        }
    }

    /// Whether the direct beam stays in the patterns.
    public enum DirectBeam: String, Sendable, CaseIterable {
        case keep
        /// Pixels of the direct beam's disc (`truth.apertures`) are zero in every pattern.
        case mask
    }

    static let keys = ["pixels", "half-width", "psf", "background", "dose", "saturation", "bits", "direct-beam"]

    init(_ reader: YAMLReader) throws(ModelError) {
        pixels = try reader.integers("pixels", count: 2, in: 8...8192, default: [512, 512], example: "[512, 512]")
        halfWidth = try reader.quantity(
            "half-width", default: ReciprocalLength(internalValue: 1.6), above: 0, atMost: 100, example: "\"16 nm^-1\"")
        let usual = PointSpread(shape: .gaussian, fwhm: PixelLength(internalValue: 4))
        pointSpread = try reader.orWord("none", "psf", default: usual) { reader throws(ModelError) in
            let psf = try reader.section("psf", keys: ["shape", "fwhm"])
            return PointSpread(
                shape: try psf.word("shape", default: usual.shape),
                fwhm: try psf.quantity("fwhm", default: usual.fwhm, above: 0, atMost: 256, example: "\"4 px\""))
        }
        background = try reader.orWord("none", "background", default: nil) { reader throws(ModelError) in
            try reader.quantity("background", atLeast: 0, atMost: 1, example: "\"1 %\"")
        }
        dose = try reader.orWord("none", "dose", default: nil) { reader throws(ModelError) in
            try reader.quantity("dose", above: 0, atMost: 1e15, example: "\"100000 electrons\"")
        }
        saturation = try reader.orWord("none", "saturation", default: nil) { reader throws(ModelError) in
            try reader.quantity("saturation", above: 0, atMost: 1, example: "\"70 %\"")
        }
        bits = try reader.integer("bits", in: 1...16, default: 16)
        directBeam = try reader.word("direct-beam", default: .keep)
    }

    var yaml: YAMLValue {
        let psf: YAMLValue? = pointSpread.map {
            .map(["shape": .word($0.shape.rawValue), "fwhm": .quoted($0.fwhm)])
        }
        return .map([
            "pixels": .integers(pixels),
            "half-width": .quoted(halfWidth),
            "psf": psf ?? .word("none"),
            "background": background.map { .quoted($0) } ?? .word("none"),
            "dose": dose.map { .quoted($0) } ?? .word("none"),
            "saturation": saturation.map { .quoted($0) } ?? .word("none"),
            "bits": .integer(bits),
            "direct-beam": .word(directBeam.rawValue),
        ])
    }
}

/// A number of electrons.
public enum ElectronCountDimension: Dimension {
    public static let name = "number of electrons"
    public static let units: [(symbol: String, scale: Double)] = [("electrons", 1), ("electron", 1)]
}

public typealias ElectronCount = Quantity<ElectronCountDimension>
