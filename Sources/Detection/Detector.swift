public import Quantities

/// A pixelated detector in the diffraction plane: rows are ky, columns kx.
///
/// Effects act in this order: rotation and ellipticity of beam positions, point spread, binning, background, dose,
/// saturation, read noise, scale, round, mask.
public struct Detector: Hashable, Sendable {
    /// Pixels of the sensor along detector y, then detector x; the point spread's width counts in them.
    public let pixels: [Int]
    /// Half of the width along detector x; pixels are square.
    public let halfWidth: ReciprocalLength
    /// It moves beams; their images stay round.
    public let distortion: Distortion
    public let psf: PointSpread
    /// A pixel of a pattern is the sum over so many pixels of the sensor along each axis.
    public let binning: Int
    /// Uniform, a share of the brightest pixel of the dataset after the point spread; nil for none.
    public let background: Fraction?
    /// Around the direct beam, on top of the uniform one; nil for none.
    public let radialBackground: RadialBackground?
    /// Incident electrons a pattern, counted with Poisson noise; nil: no counting noise.
    public let dose: ElectronCount?
    /// Where pixels stop counting, a share of the brightest noise-free pixel with its background; nil: nowhere.
    public let saturation: Fraction?
    /// Standard deviation of the normal noise that reading adds to every pixel of a pattern; nil: none. It needs a dose.
    public let readNoise: ElectronCount?
    public let bits: BitDepth
    public let directBeam: DirectBeam

    /// - Throws: `DetectionError` naming the key that is out of range.
    public init(
        pixels: [Int], halfWidth: ReciprocalLength, psf: PointSpread, background: Fraction? = nil,
        dose: ElectronCount? = nil, saturation: Fraction? = nil, bits: BitDepth = .sixteen,
        directBeam: DirectBeam = .keep, distortion: Distortion = .none, binning: Int = 1,
        radialBackground: RadialBackground? = nil, readNoise: ElectronCount? = nil
    ) throws(DetectionError) {
        guard pixels.count == 2, pixels.allSatisfy({ (8...8192).contains($0) }) else {
            throw .outOfRange(
                key: "detector.pixels", value: "\(pixels)", allowed: "two numbers from 8 to 8192, such as [512, 512]")
        }
        guard halfWidth.value > 0 else {
            throw .outOfRange(
                key: "detector.half-width", value: "\(halfWidth)", allowed: "more than zero, such as \"16 nm^-1\"")
        }
        guard binning >= 1, pixels.allSatisfy({ $0.isMultiple(of: binning) && $0 / binning >= 8 }) else {
            throw .outOfRange(
                key: "detector.binning", value: "\(binning)",
                allowed: "a whole number that divides \(pixels[0]) and \(pixels[1]) and leaves 8 pixels or more")
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
        if let readNoise, !(readNoise.value > 0 && readNoise.value <= 1e6) {
            throw .outOfRange(
                key: "detector.read-noise", value: "\(readNoise)", allowed: "more than 0 to 1e6 electrons, or none")
        }
        guard readNoise == nil || dose != nil else {
            throw .outOfRange(
                key: "detector.read-noise", value: "noise in electrons without a dose",
                allowed: "read-noise beside a dose such as \"100000 electrons\"")
        }
        self.pixels = pixels
        self.halfWidth = halfWidth
        self.psf = psf
        self.background = background
        self.dose = dose
        self.saturation = saturation
        self.readNoise = readNoise
        self.bits = bits
        self.directBeam = directBeam
        self.distortion = distortion
        self.binning = binning
        self.radialBackground = radialBackground
    }
}
