public import Quantities

/// A pixelated detector in the diffraction plane: rows are ky, columns kx.
///
/// Effects act in this order: point spread, background, dose, saturation, scale, round, mask.
public struct Detector: Hashable, Sendable {
    /// Pixels along detector y, then detector x.
    public let pixels: [Int]
    /// Half of the width along detector x; pixels are square.
    public let halfWidth: ReciprocalLength
    public let psf: PointSpread
    /// Uniform, a share of the brightest pixel of the dataset after the point spread.
    public let background: BrightnessShare
    public let dose: Dose
    /// Where pixels stop counting, a share of the brightest noise-free pixel with its background.
    public let saturation: BrightnessShare
    public let bits: BitDepth
    public let directBeam: DirectBeam

    /// - Throws: `DetectionError` naming the key that is out of range.
    public init(
        pixels: [Int], halfWidth: ReciprocalLength, psf: PointSpread, background: BrightnessShare = .none,
        dose: Dose = .none, saturation: BrightnessShare = .none, bits: BitDepth = .sixteen,
        directBeam: DirectBeam = .keep
    ) throws(DetectionError) {
        guard pixels.count == 2, pixels.allSatisfy({ (8...8192).contains($0) }) else {
            throw .outOfRange(
                key: "detector.pixels", value: "\(pixels)", allowed: "two numbers from 8 to 8192, such as [512, 512]")
        }
        guard halfWidth.value > 0 else {
            throw .outOfRange(
                key: "detector.half-width", value: "\(halfWidth)", allowed: "more than zero, such as \"16 nm^-1\"")
        }
        if case .gaussian(let fwhm) = psf, !(0.1...64).contains(fwhm.value) {
            throw .outOfRange(key: "detector.psf.fwhm", value: "\(fwhm)", allowed: "0.1 to 64 px, or psf: none")
        }
        if case .share(let share) = background, !(0...1).contains(share.value) {
            throw .outOfRange(key: "detector.background", value: "\(share)", allowed: "0 to 100 %, or none")
        }
        if case .electrons(let count) = dose, !(1...1e12).contains(count) {
            throw .outOfRange(
                key: "detector.dose", value: "\(count)", allowed: "1 to 1e12 electrons a pattern, or none")
        }
        if case .share(let share) = saturation, !(share.value > 0 && share.value <= 1) {
            throw .outOfRange(
                key: "detector.saturation", value: "\(share)", allowed: "more than 0 and up to 100 %, or none")
        }
        self.pixels = pixels
        self.halfWidth = halfWidth
        self.psf = psf
        self.background = background
        self.dose = dose
        self.saturation = saturation
        self.bits = bits
        self.directBeam = directBeam
    }

    public var rows: Int { pixels[0] }
    public var columns: Int { pixels[1] }
    /// Side of a pixel, Å⁻¹: 2 · half-width over the number of columns.
    public var pixelSize: Double { 2 * halfWidth.value / Double(columns) }
    /// The pixel that the direct beam falls on.
    public var centerY: Int { rows / 2 }
    public var centerX: Int { columns / 2 }
    /// Radius of the disc around the direct beam: 14 px on a detector of 512, in proportion on others.
    public var directBeamRadius: Double { 14 * Double(min(rows, columns)) / 512 }

    /// Where a beam falls, pixels; (0, 0) is the centre of the first pixel.
    ///
    /// - Parameters: `ky`, `kx` in Å⁻¹.
    public func position(ky: Double, kx: Double) -> (y: Double, x: Double) {
        (ky / pixelSize + Double(centerY), kx / pixelSize + Double(centerX))
    }

    func contains(y: Double, x: Double) -> Bool {
        y >= -0.5 && y < Double(rows) - 0.5 && x >= -0.5 && x < Double(columns) - 0.5
    }

    /// Indices of the pixels to be set to zero; empty when the direct beam is kept.
    var maskedPixels: [Int] {
        guard directBeam == .mask else { return [] }
        return discPixels(
            y: Double(centerY), x: Double(centerX), radius: directBeamRadius, rows: rows, columns: columns)
    }
}

extension Detector: Codable {
    private enum CodingKeys: String, CodingKey {
        case pixels, psf, background, dose, saturation, bits
        case halfWidth = "half-width"
        case directBeam = "direct-beam"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let bits = try container.decodeIfPresent(Int.self, forKey: .bits) ?? 16
        guard let depth = BitDepth(rawValue: bits) else {
            throw DetectionError.outOfRange(key: "detector.bits", value: "\(bits)", allowed: "8 or 16")
        }
        let beam = try container.decodeIfPresent(String.self, forKey: .directBeam) ?? "keep"
        guard let directBeam = DirectBeam(rawValue: beam) else {
            throw DetectionError.unknownWord(key: "detector.direct-beam", value: beam, allowed: "keep or mask")
        }
        try self.init(
            pixels: try container.decodeIfPresent([Int].self, forKey: .pixels) ?? [512, 512],
            halfWidth: try container.decodeIfPresent(ReciprocalLength.self, forKey: .halfWidth)
                ?? ReciprocalLength(16, "nm^-1"),
            psf: try container.decodeIfPresent(PointSpread.self, forKey: .psf) ?? .gaussian(fwhm: PixelLength(4, "px")),
            background: try container.decodeIfPresent(BrightnessShare.self, forKey: .background) ?? .none,
            dose: try container.decodeIfPresent(Dose.self, forKey: .dose) ?? .none,
            saturation: try container.decodeIfPresent(BrightnessShare.self, forKey: .saturation) ?? .none,
            bits: depth, directBeam: directBeam)
    }
}
