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
    /// Uniform, a share of the brightest pixel of the dataset after the point spread; nil for none.
    public let background: Fraction?
    /// Incident electrons a pattern, counted with Poisson noise; nil: no counting noise.
    public let dose: ElectronCount?
    /// Where pixels stop counting, a share of the brightest noise-free pixel with its background; nil: nowhere.
    public let saturation: Fraction?
    public let bits: BitDepth
    public let directBeam: DirectBeam

    /// - Throws: `DetectionError` naming the key that is out of range.
    public init(
        pixels: [Int], halfWidth: ReciprocalLength, psf: PointSpread, background: Fraction? = nil,
        dose: ElectronCount? = nil, saturation: Fraction? = nil, bits: BitDepth = .sixteen,
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
        if psf != .none, !(0.1...64).contains(psf.fwhm) {
            throw .outOfRange(
                key: "detector.psf.fwhm", value: "\(PixelLength(internalValue: psf.fwhm))",
                allowed: "0.1 to 64 px, or psf: none")
        }
        if case .pseudoVoigt(_, let mixing) = psf, !(0...1).contains(mixing.value) {
            throw .outOfRange(key: "detector.psf.mixing", value: "\(mixing)", allowed: "0 to 100 %")
        }
        if let background, !(0...1).contains(background.value) {
            throw .outOfRange(key: "detector.background", value: "\(background)", allowed: "0 to 100 %, or none")
        }
        if let dose, !(1...1e12).contains(dose.value) {
            throw .outOfRange(
                key: "detector.dose", value: "\(dose)", allowed: "1 to 1e12 electrons a pattern, or none")
        }
        if let saturation, !(saturation.value > 0 && saturation.value <= 1) {
            throw .outOfRange(
                key: "detector.saturation", value: "\(saturation)", allowed: "more than 0 and up to 100 %, or none")
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
    /// Largest |kx| and |ky| on the detector, Å⁻¹: half of its longer side.
    public var extent: Double { pixelSize * Double(max(rows, columns)) / 2 }
    /// How far beams are to be known, Å⁻¹: three widths of the point spread beyond the edge, where they still leave a
    /// trace, and never less than a tenth of the extent, so that usual point spreads share one simulation.
    public var reach: Double { extent + max(3 * psf.fwhm * pixelSize, extent / 10) }
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
