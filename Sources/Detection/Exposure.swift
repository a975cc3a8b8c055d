public import Arrays
import Quantities

/// What a detector records: counts, and the factor that turned intensities into them.
public struct Exposure: Sendable {
    /// Position × pixel, whole counts.
    public let counts: Matrix<Float>
    /// Position × pixel: the same before noise and rounding, in counts.
    public let noiseFree: Matrix<Float>
    /// Counts per unit of incident beam (without a dose), or counts per electron (with one).
    public let scale: Double
}

extension Detector {
    /// Exposes rendered patterns (position × pixel, incident beam 1): background, dose, saturation, scale, round, mask.
    ///
    /// With a dose, a pixel counts a Poisson number of electrons whose mean is the dose times its intensity, drawn
    /// independently for every position. The brightest pixel of all positions becomes the largest count.
    ///
    /// - Throws: `DetectionError.noIntensity` where all pixels are zero.
    public func expose(_ rendered: Matrix<Float>, seed: Seed) throws -> Exposure {
        let brightest = Double(rendered.elements.max() ?? 0)
        let offset = (background?.value ?? 0) * brightest
        let gain = dose?.value ?? 1
        let ceiling = (saturation?.value ?? .infinity) * gain * (brightest + offset)
        let pixelCount = rendered.columns
        let noise = dose != nil
        var expected = rendered
        var observed = rendered
        try expected.elements.withUnsafeMutableBufferPointer { expected in
            try observed.elements.withUnsafeMutableBufferPointer { observed in
                nonisolated(unsafe) let expected = expected
                nonisolated(unsafe) let observed = observed
                try inFixedBlocks(rendered.rows) { position in
                    var stream = seed.stream("counting noise \(position)")
                    for index in position * pixelCount..<(position + 1) * pixelCount {
                        let mean = gain * (Double(expected[index]) + offset)
                        let count = noise ? Double(stream.poisson(mean: mean)) : mean
                        expected[index] = Float(min(mean, ceiling))
                        observed[index] = Float(min(count, ceiling))
                    }
                }
            }
        }
        let top = Double(observed.elements.max() ?? 0)
        guard top > 0 else { throw DetectionError.noIntensity }
        let scale = bits.largestCount / top
        for index in observed.elements.indices {
            observed.elements[index] = Float((Double(observed.elements[index]) * scale).rounded())
            expected.elements[index] = Float(Double(expected.elements[index]) * scale)
        }
        for pixel in maskedPixels {
            for position in 0..<rendered.rows {
                observed[position, pixel] = 0
                expected[position, pixel] = 0
            }
        }
        return Exposure(counts: observed, noiseFree: expected, scale: scale)
    }
}
