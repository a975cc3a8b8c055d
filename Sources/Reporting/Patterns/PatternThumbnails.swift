import Arrays
import Datasets

/// Small pictures of patterns of one dataset, all on the same scale.
struct PatternThumbnails {
    private let crop: PatternCrop
    private let scale: PatternScale
    private let factor: Int

    /// Pixels that a side may have.
    private static let side = 128
    /// Tones of grey: few, so that noise makes no large file.
    private static let tones: Float = 16

    init(_ known: KnownDataset) {
        crop = PatternCrop(known.dataset)
        scale = PatternScale(known.dataset, truth: known.truth)
        factor = max(1, (max(crop.width, crop.height) + Self.side - 1) / Self.side)
    }

    /// Counts at which the scale ends.
    var clip: Float { scale.clip }

    /// - Parameter truth: what the pattern is scaled to; nil for as it is.
    func picture(_ pattern: [Float], scaledTo truth: [Float]? = nil, alternative: String) -> HTML {
        let scaled = truth.map { scale.scaled(pattern, to: $0) } ?? pattern
        let (pixels, width, height) = PatternImage.binned(
            crop.pixels(of: scaled), width: crop.width, height: crop.height, factor: factor)
        let shares = pixels.map(share)
        let address =
            shares.contains { $0 < 0 }
            ? PatternImage.address(rgb: shares.flatMap(Self.colour), width: width, height: height)
            : PatternImage.address(
                grey: shares.map { UInt8((255 * (1 - $0)).rounded()) }, width: width, height: height)
        return
            "<img width=\"\(width)\" height=\"\(height)\" alt=\"\(alternative)\" loading=\"lazy\" src=\"\(address)\"/>"
    }

    /// −1…1 on a root scale, in steps.
    private func share(_ value: Float) -> Float {
        guard scale.clip > 0, value.isFinite else { return 0 }
        let steps = Self.tones - 1
        let size = (min(abs(value) / scale.clip, 1).squareRoot() * steps).rounded() / steps
        return value < 0 ? -size : size
    }

    /// White to black, or to blue below zero.
    private static func colour(_ share: Float) -> [UInt8] {
        let end: [Float] = share < 0 ? [0, 114, 178] : [0, 0, 0]
        return end.map { UInt8((255 - abs(share) * (255 - $0)).rounded()) }
    }
}
