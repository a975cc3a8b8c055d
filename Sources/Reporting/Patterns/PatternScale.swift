import Arrays
import Datasets

/// The colour scale that all pictures of one dataset share.
struct PatternScale {
    /// Counts at which the scale ends; brighter pixels are clipped.
    let clip: Float
    /// The brightest pixel of the true patterns.
    let brightest: Float
    /// False inside the disc of the direct beam; estimates are scaled to the truth where it is true.
    let outsideDirectBeam: [Bool]

    /// Ends the scale at the brightest pixel of the true patterns outside the direct beam.
    init(_ dataset: Dataset, truth: GroundTruth) {
        let shape = dataset.shape
        let apertures = truth.apertures
        outsideDirectBeam = (0..<shape.columnCount).map { pixel in
            let dy = Double(pixel / shape.detectorX) - apertures.centerY
            let dx = Double(pixel % shape.detectorX) - apertures.centerX
            return dy * dy + dx * dx > apertures.directBeam * apertures.directBeam
        }
        var (inside, outside): (Float, Float) = (0, 0)
        for member in truth.members {
            for (value, isOutside) in zip(member.pattern, outsideDirectBeam) {
                if isOutside { outside = max(outside, value) } else { inside = max(inside, value) }
            }
        }
        brightest = max(inside, outside)
        clip = outside > 0 ? outside : brightest
    }

    /// The estimate's pixels times the factor that brings it closest to the truth outside the direct beam.
    func scaled(_ estimate: [Float], to truth: [Float]) -> [Float] {
        let gain = Float(leastSquaresGain(of: estimate, on: truth, where: outsideDirectBeam))
        return estimate.map { $0 * gain }
    }

    /// The largest absolute value outside the direct beam.
    func largestOutsideDirectBeam(_ pixels: [Float]) -> Float {
        var largest: Float = 0
        for (value, isOutside) in zip(pixels, outsideDirectBeam) where isOutside && value.isFinite {
            largest = max(largest, abs(value))
        }
        return largest
    }

    /// What a reader must know about the scale.
    var statement: String {
        let end = "The scale ends at \(Numbers.significant(Double(clip))) counts, the brightest true pixel"
        guard clip < brightest else { return end + "." }
        let share = Numbers.significant(100 * Double(clip / brightest))
        return end + " outside the direct beam; the direct beam is clipped there, at \(share) % of its peak."
    }
}
