import Arrays
import Datasets

/// The square of the detector that pictures show, around the direct beam.
struct PatternCrop: Equatable {
    let firstY: Int
    let firstX: Int
    let height: Int
    let width: Int
    /// Pixels in a row of the whole detector.
    let detectorX: Int

    /// At most this many pixels a side.
    static let limit = 256

    init(_ dataset: Dataset) {
        let shape = dataset.shape
        let center = dataset.truth.map { ($0.apertures.centerY, $0.apertures.centerX) }
        let (y, height) = Self.span(shape.detectorY, around: center?.0 ?? Double(shape.detectorY) / 2)
        let (x, width) = Self.span(shape.detectorX, around: center?.1 ?? Double(shape.detectorX) / 2)
        (firstY, self.height, firstX, self.width, detectorX) = (y, height, x, width, shape.detectorX)
    }

    private static func span(_ length: Int, around center: Double) -> (first: Int, count: Int) {
        let count = min(length, limit)
        let first = Int(center.rounded()) - count / 2
        return (min(max(0, first), length - count), count)
    }

    /// The pixels of `pattern` inside the crop, row-major.
    func pixels(of pattern: some RandomAccessCollection<Float>) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(width * height)
        for y in firstY..<firstY + height {
            let start = pattern.index(pattern.startIndex, offsetBy: y * detectorX + firstX)
            result += pattern[start..<pattern.index(start, offsetBy: width)]
        }
        return result
    }

    func contains(y: Double, x: Double) -> Bool {
        y >= Double(firstY) && x >= Double(firstX) && y < Double(firstY + height) && x < Double(firstX + width)
    }
}
