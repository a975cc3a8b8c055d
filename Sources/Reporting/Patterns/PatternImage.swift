import Formats
import FoundationEssentials

/// Turns pixels into PNG pictures from which a script can win the values back.
///
/// A pattern is stored as 255 − 255·√(p/c), with everything above the clip c at 0: dark spots on white, and a root scale
/// so that eight bits reach down to (1/255)² of the clip. A difference is stored as a blend from white to vermilion
/// (too strong) or to blue (too weak) by ±√(|d|/c); the channel that falls to zero carries the value.
enum PatternImage {
    static func grey(_ pixels: [Float], clip: Float) -> [UInt8] {
        guard clip > 0 else { return [UInt8](repeating: 255, count: pixels.count) }
        return pixels.map { value in
            let share = value.isFinite ? min(max(value / clip, 0), 1) : 0
            return UInt8(255 - (255 * share.squareRoot()).rounded())
        }
    }

    static func diverging(_ pixels: [Float], clip: Float) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(pixels.count * 3)
        for value in pixels {
            let share = clip > 0 && value.isFinite ? min(abs(value) / clip, 1).squareRoot() : 0
            let end: (Float, Float, Float) = value >= 0 ? (213, 94, 0) : (0, 114, 178)
            // The full range of one channel carries the value; the others follow the colour.
            result.append(UInt8((255 - share * (255 - end.0)).rounded()))
            result.append(UInt8((255 - share * (255 - end.1)).rounded()))
            result.append(UInt8((255 - share * (255 - end.2)).rounded()))
        }
        return result
    }

    /// A picture of `grey` values as a data address.
    static func address(grey: [UInt8], width: Int, height: Int) -> HTML {
        address(PNG.encode(grey: grey, width: width, height: height))
    }

    static func address(rgb: [UInt8], width: Int, height: Int) -> HTML {
        address(PNG.encode(rgb: rgb, width: width, height: height))
    }

    private static func address(_ bytes: [UInt8]) -> HTML {
        HTML(markup: "data:image/png;base64," + Data(bytes).base64EncodedString())
    }

    /// `pixels` with blocks of `factor` × `factor` averaged: a thumbnail.
    static func binned(_ pixels: [Float], width: Int, height: Int, factor: Int) -> (
        pixels: [Float], width: Int, height: Int
    ) {
        guard factor > 1 else { return (pixels, width, height) }
        let (columns, rows) = (width / factor, height / factor)
        var result = [Float](repeating: 0, count: columns * rows)
        for y in 0..<rows * factor {
            for x in 0..<columns * factor { result[y / factor * columns + x / factor] += pixels[y * width + x] }
        }
        let scale = 1 / Float(factor * factor)
        return (result.map { $0 * scale }, columns, rows)
    }
}
