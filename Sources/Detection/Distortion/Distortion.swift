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
            throw .outOfRange(key: "stretch", value: "\(stretch)", allowed: "0 to 100 %")
        }
        guard abs(axis.value) <= 2 * .pi else {
            throw .outOfRange(key: "axis", value: "\(axis)", allowed: "-360 to 360 deg")
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
public struct Distortion: Hashable, Sendable {
    /// From +x (columns) towards +y (rows); nil for none.
    public let rotation: Angle?
    public let ellipticity: Ellipticity?

    /// - Throws: `DetectionError.outOfRange` for a rotation beyond a full turn.
    public init(rotation: Angle? = nil, ellipticity: Ellipticity? = nil) throws(DetectionError) {
        if let rotation, abs(rotation.value) > 2 * .pi {
            throw .outOfRange(key: "rotation", value: "\(rotation)", allowed: "-360 to 360 deg, or none")
        }
        self.rotation = rotation
        self.ellipticity = ellipticity
    }

    private init() {
        rotation = nil
        ellipticity = nil
    }

    public static let none = Distortion()

    /// Whether every beam stays where it is.
    public var isNone: Bool { (rotation?.value ?? 0) == 0 && (ellipticity?.stretch.value ?? 0) == 0 }

    /// Where a beam at `k` (x, y) is seen.
    public func apply(_ k: SIMD2<Double>) -> SIMD2<Double> {
        let turned = turn(k, by: rotation?.value)
        guard let ellipticity else { return turned }
        let root = (1 + ellipticity.stretch.value).squareRoot()
        return ellipticity.scaled(turned, along: root, across: 1 / root)
    }

    /// The beam that is seen at `k` (x, y).
    public func undo(_ k: SIMD2<Double>) -> SIMD2<Double> {
        var round = k
        if let ellipticity {
            let root = (1 + ellipticity.stretch.value).squareRoot()
            round = ellipticity.scaled(k, along: 1 / root, across: root)
        }
        return turn(round, by: rotation.map { -$0.value })
    }

    /// From +x towards +y.
    private func turn(_ k: SIMD2<Double>, by angle: Double?) -> SIMD2<Double> {
        guard let angle else { return k }
        let (c, s) = (cos(angle), sin(angle))
        return SIMD2(c * k.x - s * k.y, s * k.x + c * k.y)
    }
}

extension Distortion: CustomStringConvertible {
    /// In words, such as "stretch 5 % along 30 deg, rotation 2 deg".
    public var description: String {
        let parts = [
            ellipticity.map { "stretch \($0.stretch) along \($0.axis)" }, rotation.map { "rotation \($0)" },
        ].compactMap { $0 }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}
