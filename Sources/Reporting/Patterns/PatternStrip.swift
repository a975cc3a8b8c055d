import Arrays
import Datasets

/// Patterns of a scan side by side in one picture, a frame each.
enum PatternStrip {
    static func address(_ dataset: Dataset, positions: [Int], crop: PatternCrop, clip: Float) throws -> HTML {
        let frames = positions.count
        var strip = [UInt8](repeating: 255, count: crop.width * crop.height * frames)
        let slot = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($0.element, $0.offset) })
        try dataset.observations.forEachBlock { block in
            let columns = block.values.columns
            for row in 0..<block.values.rows {
                guard let frame = slot[block.firstRow + row] else { continue }
                let pixels = crop.pixels(of: block.values.elements[row * columns..<(row + 1) * columns])
                let grey = PatternImage.grey(pixels, clip: clip)
                for y in 0..<crop.height {
                    let target = (y * frames + frame) * crop.width
                    strip.replaceSubrange(
                        target..<target + crop.width, with: grey[y * crop.width..<(y + 1) * crop.width])
                }
            }
        }
        return PatternImage.address(grey: strip, width: crop.width * frames, height: crop.height)
    }
}
