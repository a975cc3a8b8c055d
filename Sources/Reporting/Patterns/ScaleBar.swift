import Datasets
import Glibc

/// A scale bar over a picture, in the unit of the detector's axis.
struct ScaleBar {
    let pixels: Double
    let text: String

    /// A nice length of about a quarter of the picture.
    init(_ axis: Axis, crop: PatternCrop) {
        let reach = abs(axis.scale) * Double(crop.width)
        let exponent = reach > 0 ? Int(log10(reach / 4).rounded(.down)) : 0
        let step = [5.0, 2, 1].first { $0 * Numbers.power(exponent) <= reach / 3.5 } ?? 1
        let length = step * Numbers.power(exponent)
        pixels = axis.scale != 0 ? length / abs(axis.scale) : 1
        text = "\(Numbers.significant(length, digits: 1)) \(Self.unit(axis.units))"
    }

    /// HyperSpy's unit as people write it.
    static func unit(_ name: String) -> String {
        switch name {
        case "A^-1", "1/A": "Å⁻¹"
        case "nm^-1", "1/nm": "nm⁻¹"
        default: name
        }
    }

    func overlay(crop: PatternCrop) -> HTML {
        let (width, height) = (Double(crop.width), Double(crop.height))
        let y = height * 0.95
        let size = height * 0.062
        return """
            <svg class="scale-bar" viewBox="0 0 \(width) \(height)" aria-hidden="true">\
            <text x="\(width * 0.05)" y="\(y - size * 0.55)" font-size="\(size)" stroke-width="\(size * 0.2)">\(text)</text>\
            <line class="halo" x1="\(width * 0.05)" x2="\(width * 0.05 + pixels)" y1="\(y)" y2="\(y)" \
            stroke-width="\(height * 0.028)"/>\
            <line x1="\(width * 0.05)" x2="\(width * 0.05 + pixels)" y1="\(y)" y2="\(y)" stroke-width="\(height * 0.014)"/>\
            </svg>
            """
    }
}
