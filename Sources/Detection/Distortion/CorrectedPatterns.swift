public import Arrays

extension Distortion {
    /// Patterns as a detector without this distortion would show them.
    ///
    /// The correction belongs after the learning, which sees patterns as they were recorded (Martineau et al. 2019). The
    /// value of a pixel at k from the direct beam is read, by bilinear interpolation, where the distortion shows k. A turn
    /// and an ellipticity of unchanged area have a Jacobian of 1, so counts a pixel and intensity a unit of area are the
    /// same number, and the sum of all that stays on the detector is kept. Interpolation makes no negative values, at the
    /// price of a blur of up to half a pixel. What comes from outside the detector is 0. Without distortion no bit changes.
    ///
    /// - Parameters:
    ///   - patterns: source × pixel, row-major.
    ///   - directBeam: where the direct beam falls, pixels.
    /// - Precondition: as many columns as the shape has pixels.
    public func corrected(
        _ patterns: Matrix<Float>, shape: ObservationShape, directBeam: CentralBeam.Place
    ) -> Matrix<Float> {
        precondition(patterns.columns == shape.columnCount, "a pattern has as many pixels as the detector")
        guard !isNone else { return patterns }
        var result = Matrix<Float>(rows: patterns.rows, columns: patterns.columns)
        for source in 0..<patterns.rows {
            let pattern = Array(patterns.row(source))
            pattern.withUnsafeBufferPointer { pixels in
                let image = BilinearImage(pixels: pixels, height: shape.detectorY, width: shape.detectorX)
                for y in 0..<shape.detectorY {
                    for x in 0..<shape.detectorX {
                        let seen = apply(SIMD2(Double(x) - directBeam.x, Double(y) - directBeam.y))
                        result[source, y * shape.detectorX + x] = image.value(
                            y: directBeam.y + seen.y, x: directBeam.x + seen.x)
                    }
                }
            }
        }
        return result
    }
}
