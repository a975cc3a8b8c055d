import Arrays
import Datasets

/// Patterns of a scan side by side in one picture, a frame each.
struct PatternStrip {
    let frameWidth: Int
    let frameHeight: Int
    /// So many pixels a side are averaged into one, to keep the page small.
    let binning: Int
    let address: HTML

    /// Frames wider than this are binned by two.
    private static let widest = 128

    init(_ dataset: Dataset, positions: [Int], crop: PatternCrop, clip: Float) throws {
        let factor = crop.width > Self.widest ? 2 : 1
        let (width, height) = (crop.width / factor, crop.height / factor)
        let frames = positions.count
        var strip = [UInt8](repeating: 255, count: width * height * frames)
        let slot = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($0.element, $0.offset) })
        try dataset.observations.forEachBlock { block in
            let columns = block.values.columns
            for row in 0..<block.values.rows {
                guard let frame = slot[block.firstRow + row] else { continue }
                let pixels = crop.pixels(of: block.values.elements[row * columns..<(row + 1) * columns])
                let small = PatternImage.binned(pixels, width: crop.width, height: crop.height, factor: factor)
                let grey = PatternImage.grey(small.pixels, clip: clip)
                for y in 0..<height {
                    let target = (y * frames + frame) * width
                    strip.replaceSubrange(target..<target + width, with: grey[y * width..<(y + 1) * width])
                }
            }
        }
        (frameWidth, frameHeight, binning) = (width, height, factor)
        address = PatternImage.address(grey: strip, width: width * frames, height: height)
    }
}
