import Datasets
import Quantities

/// `truth: {apertures: ...}`: the radii with which metrics read reflections and the direct beam from a pattern.
extension ReflectionApertures {
    /// - Parameter usual: taken for keys that are left out, and for the position of the direct beam.
    init(_ model: YAMLReader, default usual: ReflectionApertures) throws(ModelError) {
        let reader = try model.section("truth", keys: ["apertures"], optional: true)
            .section("apertures", keys: ["disc", "annulus", "direct-beam"], optional: true)
        let disc = try reader.quantity(
            "disc", default: PixelLength(internalValue: usual.disc), above: 0, atMost: 4096, example: "\"3 px\"")
        let directBeam = try reader.quantity(
            "direct-beam", default: PixelLength(internalValue: usual.directBeam), above: 0, atMost: 4096,
            example: "\"14 px\"")
        var (inner, outer) = (usual.annulusInner, usual.annulusOuter)
        if reader.value("annulus") != nil {
            let radii = try reader.list("annulus", count: 2, example: "[\"4 px\", \"6 px\"]")
            let path = reader.fullPath("annulus")
            inner = try PixelLength(reading: radii[0], path: path).value
            outer = try PixelLength(reading: radii[1], path: path).value
        }
        guard inner > 0, outer > inner else {
            throw reader.bad(
                "annulus", "runs from \(inner) to \(outer) px", mend: "write the inner radius, then a larger outer one")
        }
        self.init(
            disc: disc.value, annulusInner: inner, annulusOuter: outer, directBeam: directBeam.value,
            centerY: usual.centerY, centerX: usual.centerX)
    }

    var yaml: YAMLValue {
        let pixels = { (value: Double) -> YAMLValue in .quoted(PixelLength(internalValue: value)) }
        return .map([
            "disc": pixels(disc), "annulus": YAMLValue(.list([pixels(annulusInner), pixels(annulusOuter)])),
            "direct-beam": pixels(directBeam),
        ])
    }
}
