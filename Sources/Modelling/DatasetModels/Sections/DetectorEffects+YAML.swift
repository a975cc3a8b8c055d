import Detection
import Quantities

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

/// `rotation:`, `none` or an angle, and `ellipticity:`, `none` or `{stretch: "2 %", axis: "30 deg"}`: what the projector
/// lenses do.
extension Distortion {
    static let keys = ["rotation", "ellipticity"]

    init(detector: YAMLReader) throws(ModelError) {
        let rotation: Angle? = try detector.orWord("none", "rotation", default: nil) { reader throws(ModelError) in
            try reader.quantity("rotation", example: "\"12 deg\"")
        }
        let ellipticity: Ellipticity? = try detector.orWord("none", "ellipticity", default: nil) {
            reader throws(ModelError) in
            let section = try reader.section("ellipticity", keys: ["stretch", "axis"])
            let stretch: Fraction = try section.quantity("stretch", example: "\"2 %\"")
            let axis: Angle = try section.quantity("axis", example: "\"30 deg\"")
            return try section.checked { () throws(DetectionError) in
                try Ellipticity(stretch: stretch, axis: axis)
            }
        }
        self = try detector.checked { () throws(DetectionError) in
            try Distortion(rotation: rotation, ellipticity: ellipticity)
        }
    }

    var rotationYAML: YAMLValue { rotation.map { .quoted($0) } ?? .word("none") }

    var ellipticityYAML: YAMLValue {
        ellipticity.map { .map(["stretch": .quoted($0.stretch), "axis": .quoted($0.axis)]) } ?? .word("none")
    }
}

/// `background:`, `none`, a uniform share such as `"1 %"`, or `{uniform: "1 %", radial: {amplitude: "2 %", decay: "2 nm^-1"}}`.
struct Background {
    let uniform: Fraction?
    let radial: RadialBackground?

    init(uniform: Fraction?, radial: RadialBackground?) {
        self.uniform = uniform
        self.radial = radial
    }

    init(detector: YAMLReader) throws(ModelError) {
        guard detector.value("background")?.entries != nil else {
            uniform = try Self.share(detector, "background")
            radial = nil
            return
        }
        let section = try detector.section("background", keys: ["uniform", "radial"])
        uniform = try Self.share(section, "uniform")
        radial = try section.orWord("none", "radial", default: nil) { section throws(ModelError) in
            let reader = try section.section("radial", keys: ["amplitude", "decay"])
            let amplitude: Fraction = try reader.quantity("amplitude", example: "\"2 %\"")
            let decay: ReciprocalLength = try reader.quantity("decay", example: "\"2 nm^-1\"")
            return try reader.checked { () throws(DetectionError) in
                try RadialBackground(amplitude: amplitude, decay: decay)
            }
        }
    }

    private static func share(_ reader: YAMLReader, _ key: String) throws(ModelError) -> Fraction? {
        try reader.orWord("none", key, default: nil) { reader throws(ModelError) in
            try reader.quantity(key, example: "\"1 %\"")
        }
    }

    var yaml: YAMLValue {
        let uniform: YAMLValue = uniform.map { .quoted($0) } ?? .word("none")
        guard let radial else { return uniform }
        return .map([
            "uniform": uniform,
            "radial": .map(["amplitude": .quoted(radial.amplitude), "decay": .quoted(radial.decay)]),
        ])
    }
}
