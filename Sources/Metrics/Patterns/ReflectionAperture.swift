public import Arrays

/// Where a reflection lies on the detector, pixels, not rounded; (0, 0) is the centre of the first pixel.
public struct ReflectionPosition: Hashable, Sendable {
    public let x: Double
    public let y: Double
    /// Whether no other end member has this reflection.
    public let isUnique: Bool

    public init(x: Double, y: Double, isUnique: Bool) {
        self.x = x
        self.y = y
        self.isUnique = isUnique
    }
}

/// Radii, in pixels, with which reflections and the direct beam are read from a pattern.
public struct ApertureRadii: Hashable, Sendable {
    /// Disc around a reflection: r ≤ disc.
    public let disc: Double
    /// Annulus for the local background: annulusInner < r ≤ annulusOuter.
    public let annulusInner: Double
    public let annulusOuter: Double
    /// Disc around the direct beam; 0 when the patterns have none.
    public let directBeam: Double
    /// Position of the direct beam, pixels.
    public let centerX: Double
    public let centerY: Double

    /// - Throws: `MetricError.badAperture` unless 0 < disc ≤ annulusInner < annulusOuter and 0 ≤ directBeam.
    public init(
        disc: Double, annulusInner: Double, annulusOuter: Double, directBeam: Double, centerX: Double, centerY: Double
    ) throws(MetricError) {
        guard disc > 0, disc.isFinite else { throw .badAperture("the disc's radius is \(disc); it must be above 0") }
        guard annulusInner >= disc, annulusOuter > annulusInner, annulusOuter.isFinite else {
            throw .badAperture(
                "the annulus runs from \(annulusInner) to \(annulusOuter) pixels; it must begin outside the disc (\(disc)) and end later"
            )
        }
        guard directBeam >= 0, directBeam.isFinite, centerX.isFinite, centerY.isFinite else {
            throw .badAperture("the direct beam's radius is \(directBeam) at (\(centerX), \(centerY))")
        }
        self.disc = disc
        self.annulusInner = annulusInner
        self.annulusOuter = annulusOuter
        self.directBeam = directBeam
        self.centerX = centerX
        self.centerY = centerY
    }
}

/// The pixels with which one reflection is read: its disc, and the annulus around it without any other reflection.
public struct ReflectionAperture: Sendable {
    public let disc: [Int]
    public let annulus: [Int]

    /// The mean of a pattern over the annulus: the local background; nil when neighbours fill the whole annulus.
    func background(of pattern: [Double]) -> Double? { VectorSums.mean(of: pattern, at: annulus) }

    /// The intensity above the local background, Σ over the disc of (pixel - background).
    func intensity(of pattern: [Double]) -> Double {
        let background = background(of: pattern) ?? 0
        return disc.reduce(0.0) { $0 + pattern[$1] - background }
    }
}

/// Apertures of every reflection of every end member, from one mask of all of them.
public struct ApertureSet: Sendable {
    /// For each member, its unique reflections.
    public let unique: [[ReflectionAperture]]
    /// For each member, those of its reflections that others have too.
    public let shared: [[ReflectionAperture]]
    /// Pixels of the direct beam's disc.
    public let directBeam: [Int]

    /// - Parameters:
    ///   - reflections: for each member, its reflections.
    ///   - shape: scan and detector lengths; a disc that reaches over the detector's edge is cut there.
    public init(reflections: [[ReflectionPosition]], radii: ApertureRadii, shape: ObservationShape) {
        let detector = DetectorPixels(height: shape.detectorY, width: shape.detectorX)
        var occupied = [Bool](repeating: false, count: shape.columnCount)
        for reflection in reflections.joined() {
            detector.forEach(around: (reflection.x, reflection.y), within: radii.annulusInner) { pixel, _ in
                occupied[pixel] = true
            }
        }
        func aperture(_ reflection: ReflectionPosition) -> ReflectionAperture {
            var (disc, annulus) = ([Int](), [Int]())
            detector.forEach(around: (reflection.x, reflection.y), within: radii.annulusOuter) { pixel, squaredRadius in
                if squaredRadius <= radii.disc * radii.disc { disc.append(pixel) }
                if squaredRadius > radii.annulusInner * radii.annulusInner, !occupied[pixel] { annulus.append(pixel) }
            }
            return ReflectionAperture(disc: disc, annulus: annulus)
        }
        unique = reflections.map { $0.filter(\.isUnique).map(aperture) }
        shared = reflections.map { $0.filter { !$0.isUnique }.map(aperture) }
        var beam: [Int] = []
        if radii.directBeam > 0 {
            detector.forEach(around: (radii.centerX, radii.centerY), within: radii.directBeam) { pixel, _ in
                beam.append(pixel)
            }
        }
        directBeam = beam
    }
}

/// The pixel grid of a detector.
private struct DetectorPixels {
    let height: Int
    let width: Int

    /// Calls `body` with each pixel at a distance of at most `radius` and the squared distance.
    func forEach(
        around centre: (x: Double, y: Double), within radius: Double,
        _ body: (_ pixel: Int, _ squaredRadius: Double) -> Void
    ) {
        func range(_ centre: Double, _ length: Int) -> Range<Int> {
            let low = max(0, (centre - radius).rounded(.up))
            let high = min(Double(length - 1), (centre + radius).rounded(.down))
            return low <= high ? Int(low)..<Int(high) + 1 : 0..<0
        }
        for y in range(centre.y, height) {
            for x in range(centre.x, width) {
                let (dx, dy) = (Double(x) - centre.x, Double(y) - centre.y)
                let squaredRadius = dx * dx + dy * dy
                if squaredRadius <= radius * radius { body(y * width + x, squaredRadius) }
            }
        }
    }
}
