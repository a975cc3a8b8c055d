public import Arrays
public import Datasets
import Glibc

extension Detector {
    /// Patterns (position × pixel) of beams after the point spread alone; the incident beam sums to 1.
    ///
    /// Each beam is the point spread around its sub-pixel position, sampled at the pixel centres and of unit sum before
    /// the detector's edge cuts it. In a convergent beam it is a uniform disc convolved with the point spread; without
    /// a point spread (or with one narrower than a pixel) a pixel gets the share of the disc that covers it.
    ///
    /// - Parameter discRadius: Å⁻¹, the convergence semi-angle over the wavelength; 0 for a parallel beam.
    /// - Throws: `DetectionError.badBeam`, or `.outOfRange` for a disc that is larger than the detector.
    public func render(_ beams: Beams, discRadius: Double = 0) throws -> Matrix<Float> {
        for index in beams.kx.indices where !(beams.kx[index].isFinite && beams.ky[index].isFinite) {
            throw DetectionError.badBeam(index: index)
        }
        if let bad = beams.intensity.elements.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
            throw DetectionError.badBeam(index: bad % beams.kx.count)
        }
        guard discRadius >= 0, discRadius <= extent else {
            throw DetectionError.outOfRange(
                key: "illumination.semi-angle",
                value: "a disc of \((discRadius * 1000).rounded() / 100) nm⁻¹ radius",
                allowed: "a smaller angle: the detector shows \((extent * 1000).rounded() / 100) nm⁻¹")
        }
        if discRadius == 0, psf.isSeparable { return try renderPoints(beams) }
        return try renderSpots(beams, image: SpotImage(psf, discRadius: discRadius / sensorPixelSize))
    }

    /// Beams whose image is a product of one along y and one along x.
    private func renderPoints(_ beams: Beams) throws -> Matrix<Float> {
        let stamps = beams.kx.indices.compactMap { stamp(beam: $0, of: beams) }
        let pixelCount = rows * columns
        let positions = beams.intensity.rows
        var result = Matrix<Float>(rows: positions, columns: pixelCount)
        try result.elements.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let pixels = buffer
            try inFixedBlocks(positions) { position in
                let pattern = accumulate(stamps, intensity: beams.intensity.row(position))
                bin(pattern[...], into: pixels, at: position * pixelCount)
            }
        }
        return result
    }

    /// Sums rows of the sensor over squares of `binning` and writes them as rows of a pattern.
    func bin(_ sensor: ArraySlice<Double>, into pixels: UnsafeMutableBufferPointer<Float>, at start: Int) {
        let width = columns * binning
        sensor.withUnsafeBufferPointer { sensor in
            for row in 0..<sensor.count / (width * binning) {
                for column in 0..<columns {
                    var total = 0.0
                    for stepY in 0..<binning {
                        let first = (row * binning + stepY) * width + column * binning
                        for stepX in 0..<binning { total += sensor[first + stepX] }
                    }
                    pixels[start + row * columns + column] = Float(total)
                }
            }
        }
    }

    /// One pattern on the sensor, added up in double precision.
    private func accumulate(_ stamps: [Stamp], intensity: [Float]) -> [Double] {
        var pattern = [Double](repeating: 0, count: pixels[0] * pixels[1])
        pattern.withUnsafeMutableBufferPointer { pattern in
            for stamp in stamps {
                let value = Double(intensity[stamp.beam])
                if value == 0 { continue }
                stamp.alongX.withUnsafeBufferPointer { alongX in
                    for (step, weight) in stamp.alongY.enumerated() {
                        let start = (stamp.firstRow + step) * pixels[1] + stamp.firstColumn
                        let scaled = value * weight
                        for column in 0..<alongX.count { pattern[start + column] += scaled * alongX[column] }
                    }
                }
            }
        }
        return pattern
    }

    /// The pixels that a beam reaches; nil where it misses the detector.
    private func stamp(beam: Int, of beams: Beams) -> Stamp? {
        let (y, x) = sensorPosition(ky: beams.ky[beam], kx: beams.kx[beam])
        guard let alongY = weights(around: y, length: pixels[0]), let alongX = weights(around: x, length: pixels[1])
        else {
            return nil
        }
        return Stamp(
            beam: beam, firstRow: alongY.first, alongY: alongY.weights, firstColumn: alongX.first,
            alongX: alongX.weights)
    }

    /// exp(-(i - centre)²/2σ²) at pixels i, of unit sum before it is cut to `0..<length`.
    private func weights(around center: Double, length: Int) -> (first: Int, weights: [Double])? {
        let reach = max(0.5, psf.sigma * (2 * log(1e7)).squareRoot())
        guard center + reach > -1, center - reach < Double(length) else { return nil }
        guard case .gaussian = psf else {
            let pixel = Int(center.rounded())
            return (0..<length).contains(pixel) ? (pixel, [1]) : nil
        }
        let first = Int((center - reach).rounded(.up))
        let last = Int((center + reach).rounded(.down))
        guard first <= last, last >= 0, first < length else { return nil }
        let values = (first...last).map { pixel in
            let distance = (Double(pixel) - center) / psf.sigma
            return exp(-0.5 * distance * distance)
        }
        let total = values.reduce(0, +)
        let kept = max(first, 0)...min(last, length - 1)
        return (kept.lowerBound, kept.map { values[$0 - first] / total })
    }
}

/// A beam's separable weights and the first pixel they fall on.
private struct Stamp: Sendable {
    let beam: Int
    let firstRow: Int
    let alongY: [Double]
    let firstColumn: Int
    let alongX: [Double]
}
