public import Quantities

/// `truth.apertures`: the radii with which metrics read reflections and the direct beam from a pattern.
public struct AperturesSection: Sendable, Equatable {
    /// Disc around a reflection.
    public let disc: PixelLength
    /// Inner and outer radius of the ring that tells the local background.
    public let annulusInner: PixelLength
    public let annulusOuter: PixelLength
    /// Disc around the direct beam.
    public let directBeam: PixelLength

    init(disc: Double, annulusInner: Double, annulusOuter: Double, directBeam: Double) {
        self.disc = PixelLength(internalValue: disc)
        self.annulusInner = PixelLength(internalValue: annulusInner)
        self.annulusOuter = PixelLength(internalValue: annulusOuter)
        self.directBeam = PixelLength(internalValue: directBeam)
    }

    /// 0.75, 1 and 1.5 times the width of the point spread function (4 px where there is none); 14 px of 512 for the
    /// direct beam.
    init(detector: DetectorSection) {
        let width = detector.pointSpread?.fwhm.value ?? 4
        let smaller = Double(detector.pixels.min() ?? 512)
        self.init(disc: 0.75 * width, annulusInner: width, annulusOuter: 1.5 * width, directBeam: 14 * smaller / 512)
    }

    /// 0.8, 1 and 1.2 times the radius at which a spot is cut off.
    init(cutOff: PixelLength) {
        self.init(
            disc: 0.8 * cutOff.value, annulusInner: cutOff.value, annulusOuter: 1.2 * cutOff.value,
            directBeam: cutOff.value)
    }

    /// Reads `truth: {apertures: {...}}` of a model; keys that are left out keep `usual`.
    init(_ model: YAMLReader, default usual: AperturesSection) throws(ModelError) {
        let reader = try model.section("truth", keys: ["apertures"], optional: true)
            .section("apertures", keys: ["disc", "annulus", "direct-beam"], optional: true)
        disc = try reader.quantity("disc", default: usual.disc, above: 0, atMost: 4096, example: "\"3 px\"")
        directBeam = try reader.quantity(
            "direct-beam", default: usual.directBeam, above: 0, atMost: 4096, example: "\"14 px\"")
        guard reader.value("annulus") != nil else {
            annulusInner = usual.annulusInner
            annulusOuter = usual.annulusOuter
            return
        }
        let radii = try reader.list("annulus", count: 2, example: "[\"4 px\", \"6 px\"]")
        annulusInner = try PixelLength(reading: radii[0], path: reader.fullPath("annulus"))
        annulusOuter = try PixelLength(reading: radii[1], path: reader.fullPath("annulus"))
        guard annulusInner.value > 0, annulusOuter > annulusInner else {
            throw reader.bad(
                "annulus", "runs from \(annulusInner) to \(annulusOuter)",
                mend: "write the inner radius, then a larger outer one")
        }
    }

    var yaml: YAMLValue {
        .map([
            "disc": .quoted(disc), "annulus": YAMLValue(.list([.quoted(annulusInner), .quoted(annulusOuter)])),
            "direct-beam": .quoted(directBeam),
        ])
    }
}
