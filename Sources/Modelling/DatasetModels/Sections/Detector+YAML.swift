import Detection
import Quantities

/// `detector:`, from beam intensities to counts: distortion, point spread function, binning, background, dose, saturation, read
/// noise, bits.
extension Detector {
    static let keys = [
        "pixels", "half-width", "rotation", "ellipticity", "psf", "binning", "background", "dose", "saturation",
        "read-noise",
        "bits", "direct-beam",
    ]

    init(_ reader: YAMLReader) throws(ModelError) {
        let pixels = try reader.integers("pixels", count: 2, default: [512, 512], example: "[512, 512]")
        let halfWidth = try reader.quantity(
            "half-width", default: ReciprocalLength(internalValue: 1.6), example: "\"16 nm^-1\"")
        let psf = try PointSpread(detector: reader)
        let distortion = try Distortion(detector: reader)
        let binning = try reader.integer("binning", in: 1...1024, default: 1)
        let background = try Background(detector: reader)
        let dose: ElectronCount? = try reader.orWord("none", "dose", default: nil) { reader throws(ModelError) in
            try reader.quantity("dose", example: "\"100000 electrons\"")
        }
        let saturation: Fraction? = try reader.orWord("none", "saturation", default: nil) {
            reader throws(ModelError) in
            try reader.quantity("saturation", example: "\"70 %\"")
        }
        let readNoise: ElectronCount? = try reader.orWord("none", "read-noise", default: nil) {
            reader throws(ModelError) in
            try reader.quantity("read-noise", example: "\"5 electrons\"")
        }
        let bits = try reader.integer("bits", in: 1...64, default: 16)
        guard let depth = BitDepth(rawValue: bits) else {
            let known = BitDepth.allCases.map { "\($0.rawValue)" }.joined(separator: " or ")
            throw reader.bad("bits", "is \(bits)", mend: "use \(known)")
        }
        let directBeam: DirectBeam = try reader.word("direct-beam", default: .keep)
        self = try reader.checked { () throws(DetectionError) in
            try Detector(
                pixels: pixels, halfWidth: halfWidth, psf: psf, background: background.uniform, dose: dose,
                saturation: saturation, bits: depth, directBeam: directBeam, distortion: distortion,
                binning: binning, radialBackground: background.radial, readNoise: readNoise)
        }
    }

    var yaml: YAMLValue {
        .map([
            "pixels": .integers(pixels),
            "half-width": .quoted(halfWidth),
            "rotation": distortion.rotationYAML,
            "ellipticity": distortion.ellipticityYAML,
            "psf": psf.yaml,
            "binning": .integer(binning),
            "background": Background(uniform: background, radial: radialBackground).yaml,
            "dose": dose.map { .quoted($0) } ?? .word("none"),
            "saturation": saturation.map { .quoted($0) } ?? .word("none"),
            "read-noise": readNoise.map { .quoted($0) } ?? .word("none"),
            "bits": .integer(bits.rawValue),
            "direct-beam": .word(directBeam.rawValue),
        ])
    }
}
