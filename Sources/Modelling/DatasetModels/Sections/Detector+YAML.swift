import Detection
import Quantities

/// `detector:`, from beam intensities to counts: point spread function, background, dose, saturation, bits.
extension Detector {
    static let keys = ["pixels", "half-width", "psf", "background", "dose", "saturation", "bits", "direct-beam"]

    init(_ reader: YAMLReader) throws(ModelError) {
        let pixels = try reader.integers("pixels", count: 2, default: [512, 512], example: "[512, 512]")
        let halfWidth = try reader.quantity(
            "half-width", default: ReciprocalLength(internalValue: 1.6), example: "\"16 nm^-1\"")
        let psf = try PointSpread(detector: reader)
        let background: Fraction? = try reader.orWord("none", "background", default: nil) {
            reader throws(ModelError) in
            try reader.quantity("background", example: "\"1 %\"")
        }
        let dose: ElectronCount? = try reader.orWord("none", "dose", default: nil) { reader throws(ModelError) in
            try reader.quantity("dose", example: "\"100000 electrons\"")
        }
        let saturation: Fraction? = try reader.orWord("none", "saturation", default: nil) {
            reader throws(ModelError) in
            try reader.quantity("saturation", example: "\"70 %\"")
        }
        let bits = try reader.integer("bits", in: 1...64, default: 16)
        guard let depth = BitDepth(rawValue: bits) else {
            let known = BitDepth.allCases.map { "\($0.rawValue)" }.joined(separator: " or ")
            throw reader.bad("bits", "is \(bits)", mend: "use \(known)")
        }
        let directBeam: DirectBeam = try reader.word("direct-beam", default: .keep)
        self = try reader.checked { () throws(DetectionError) in
            try Detector(
                pixels: pixels, halfWidth: halfWidth, psf: psf, background: background, dose: dose,
                saturation: saturation, bits: depth, directBeam: directBeam)
        }
    }

    var yaml: YAMLValue {
        .map([
            "pixels": .integers(pixels),
            "half-width": .quoted(halfWidth),
            "psf": psf.yaml,
            "background": background.map { .quoted($0) } ?? .word("none"),
            "dose": dose.map { .quoted($0) } ?? .word("none"),
            "saturation": saturation.map { .quoted($0) } ?? .word("none"),
            "bits": .integer(bits.rawValue),
            "direct-beam": .word(directBeam.rawValue),
        ])
    }
}

/// `psf:`, the image of a beam: `none` or `{shape: gaussian, fwhm: "4 px"}`; a `pseudo-voigt` has a `mixing` as well.
extension PointSpread {
    static let usualWidth = PixelLength(internalValue: 4)

    private enum Shape: String, CaseIterable {
        case gaussian
        case lorentzian
        case pseudoVoigt = "pseudo-voigt"
    }

    init(detector: YAMLReader) throws(ModelError) {
        let psf: PointSpread? = try detector.orWord("none", "psf", default: .gaussian(fwhm: Self.usualWidth)) {
            reader throws(ModelError) in
            let psf = try reader.section("psf", keys: ["shape", "fwhm", "mixing"])
            let shape: Shape = try psf.word("shape", default: .gaussian)
            let fwhm = try psf.quantity("fwhm", default: Self.usualWidth, example: "\"4 px\"")
            if shape != .pseudoVoigt, psf.value("mixing") != nil {
                throw psf.bad(
                    "mixing", "does nothing to a \(shape.rawValue)", mend: "leave it out or use shape: pseudo-voigt")
            }
            switch shape {
            case .gaussian: return .gaussian(fwhm: fwhm)
            case .lorentzian: return .lorentzian(fwhm: fwhm)
            case .pseudoVoigt:
                return .pseudoVoigt(fwhm: fwhm, mixing: try psf.quantity("mixing", example: "\"30 %\""))
            }
        }
        self = psf ?? .none
    }

    var yaml: YAMLValue {
        switch self {
        case .none: .word("none")
        case .gaussian(let fwhm): .map(["shape": .word(Shape.gaussian.rawValue), "fwhm": .quoted(fwhm)])
        case .lorentzian(let fwhm): .map(["shape": .word(Shape.lorentzian.rawValue), "fwhm": .quoted(fwhm)])
        case .pseudoVoigt(let fwhm, let mixing):
            .map(["shape": .word(Shape.pseudoVoigt.rawValue), "fwhm": .quoted(fwhm), "mixing": .quoted(mixing)])
        }
    }
}
