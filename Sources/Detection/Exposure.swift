public import Arrays
public import Datasets
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
    /// Exposes rendered patterns (position × pixel, incident beam 1): background, dose, saturation, read noise, scale,
    /// round, mask.
    ///
    /// With a dose, a pixel counts a Poisson number of electrons whose mean is the dose times its intensity, drawn
    /// independently for every position. Read noise is added to what was counted; the camera's offset is taken off again, and
    /// what it leaves below zero is stored as zero. The brightest pixel of all positions becomes the largest count.
    ///
    /// - Parameters:
    ///   - rendered: as many columns as a pattern has pixels.
    ///   - visited: how many of the first positions set the scale: no probe visits those behind them; all by default.
    ///   - apertures: whose disc of the direct beam is masked; by default the detector's own.
    /// - Throws: `DetectionError.noIntensity` where all pixels are zero.
    public func expose(
        _ rendered: Matrix<Float>, visited: Int? = nil, seed: Seed, apertures: ReflectionApertures? = nil
    ) throws -> Exposure {
        let visited = rendered.first(visited ?? rendered.rows)
        let brightest = Double(visited.elements.max() ?? 0)
        let offsets = backgroundShares.map { $0 * brightest }
        let gain = dose?.value ?? 1
        let pixelCount = rendered.columns
        let ceiling = saturation.map { $0.value * gain * brightestPixel(visited, offsets) } ?? .infinity
        let noise = dose != nil
        var expected = rendered
        var observed = rendered
        try expected.elements.withUnsafeMutableBufferPointer { expected in
            try observed.elements.withUnsafeMutableBufferPointer { observed in
                nonisolated(unsafe) let expected = expected
                nonisolated(unsafe) let observed = observed
                try inFixedBlocks(rendered.rows) { position in
                    var stream = seed.stream("counting noise \(position)")
                    var reading = seed.stream("read noise \(position)")
                    for pixel in 0..<pixelCount {
                        let index = position * pixelCount + pixel
                        let mean = gain * (Double(expected[index]) + offsets[pixel])
                        let count = noise ? Double(stream.poisson(mean: mean)) : mean
                        expected[index] = Float(min(mean, ceiling))
                        let read = readNoise.map { $0.value * reading.normal() } ?? 0
                        observed[index] = Float(max(0, min(count, ceiling) + read))
                    }
                }
            }
        }
        let top = Double(observed.elements.prefix(visited.elements.count).max() ?? 0)
        guard top > 0 else { throw DetectionError.noIntensity }
        let scale = bits.largestCount / top
        for index in observed.elements.indices {
            observed.elements[index] = Float((Double(observed.elements[index]) * scale).rounded())
            expected.elements[index] = Float(Double(expected.elements[index]) * scale)
        }
        for pixel in maskedPixels(apertures ?? self.apertures) {
            for position in 0..<rendered.rows {
                observed[position, pixel] = 0
                expected[position, pixel] = 0
            }
        }
        return Exposure(counts: observed, noiseFree: expected, scale: scale)
    }
    /// The brightest pixel with its background.
    private func brightestPixel(_ rendered: Matrix<Float>, _ offsets: [Double]) -> Double {
        var brightest = 0.0
        for position in 0..<rendered.rows {
            for pixel in 0..<rendered.columns {
                brightest = max(brightest, Double(rendered[position, pixel]) + offsets[pixel])
            }
        }
        return brightest
    }

    /// Indices of the pixels to be set to zero; empty when the direct beam is kept.
    private func maskedPixels(_ apertures: ReflectionApertures) -> [Int] {
        guard directBeam == .mask else { return [] }
        return discPixels(
            y: apertures.centerY, x: apertures.centerX, radius: apertures.directBeam, rows: rows, columns: columns)
    }
}
