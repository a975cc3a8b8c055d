import Glibc
public import Quantities

/// The projector lens makes circles into ellipses: distances along an axis are 1 + `stretch` times those across it.
public struct Ellipticity: Hashable, Sendable {
    /// Ratio of the axes less one. The area stays, so the calibration of the undistorted detector holds on average.
    public let stretch: Fraction
    /// Direction of the long axis on the detector, from +x (columns) towards +y (rows).
    public let axis: Angle

    /// - Throws: `DetectionError.outOfRange` for a stretch outside 0 to 100 % or an axis beyond a full turn.
    public init(stretch: Fraction, axis: Angle) throws(DetectionError) {
        guard (0...1).contains(stretch.value) else {
            throw .outOfRange(key: "detector.ellipticity.stretch", value: "\(stretch)", allowed: "0 to 100 %")
        }
        guard abs(axis.value) <= 2 * .pi else {
            throw .outOfRange(key: "detector.ellipticity.axis", value: "\(axis)", allowed: "-360 to 360 deg")
        }
        self.stretch = stretch
        self.axis = axis
    }

    /// (x, y) with its part along the axis times `along` and its part across times `across`.
    fileprivate func scaled(_ k: SIMD2<Double>, along: Double, across: Double) -> SIMD2<Double> {
        let direction = SIMD2(cos(axis.value), sin(axis.value))
        return across * k + (along - across) * (k * direction).sum() * direction
    }
}

/// What the projector lenses do to beam positions: a turn about the direct beam, then the ellipticity.
struct Distortion {
    let rotation: Angle?
    let ellipticity: Ellipticity?

    /// Where a beam at `k` (x, y) is seen.
    func apply(_ k: SIMD2<Double>) -> SIMD2<Double> {
        let turned = turn(k, by: rotation)
        guard let ellipticity else { return turned }
        let root = (1 + ellipticity.stretch.value).squareRoot()
        return ellipticity.scaled(turned, along: root, across: 1 / root)
    }

    /// The beam that is seen at `k` (x, y).
    func undo(_ k: SIMD2<Double>) -> SIMD2<Double> {
        var round = k
        if let ellipticity {
            let root = (1 + ellipticity.stretch.value).squareRoot()
            round = ellipticity.scaled(k, along: 1 / root, across: root)
        }
        return turn(round, by: rotation.map { Angle(internalValue: -$0.value) })
    }

    /// From +x towards +y.
    private func turn(_ k: SIMD2<Double>, by angle: Angle?) -> SIMD2<Double> {
        guard let angle else { return k }
        let (c, s) = (cos(angle.value), sin(angle.value))
        return SIMD2(c * k.x - s * k.y, s * k.x + c * k.y)
    }
}
