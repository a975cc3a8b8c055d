public import Arrays

/// Another method on preprocessed observations: pixels masked and weighted, intensities on another scale, noise cut off behind
/// the leading singular components. Its patterns come back on the scale of the observations.
///
/// The order is mask, scale, weight, then the singular value decomposition:
///
/// - Pixels within `mask-radius` of `mask-centre` count nothing: the direct beam. Where no centre is given it is (n/2, n/2);
///   on a dataset whose axes say where the direct beam is, Twinbench gives theirs (`centred(at:)`). `pixel-weights` multiplies
///   pixels by any other factors.
/// - `root` evens out counting noise (Anscombe, Biometrika 35, 246, 1948), `log` is ln(1 + x), both odd in x.
/// - `poisson` divides each pixel by the root of its mean (Keenan & Kotula, Surf. Interface Anal. 36, 203, 2004; positions get
///   the same dose in a scan, so their part of the weighting is left out and memberships keep their meaning).
/// - `svd-rank` replaces observations by that many singular components, cut at zero for methods that ask for it.
///
/// Patterns are `restored` by undoing weights and scale, masked pixels zero; or `reprojected`: the least-squares patterns of
/// the original observations for the maps found, masked pixels included.
public struct Preprocessed: CataloguedMethod {
    public static let name = "preprocessed"
    public static let title = "Preprocessed"
    public static let summary = "Another method on masked, scaled, weighted or singular-value filtered observations"
    public static let options = [
        MethodOption("method", default: "nmf", "the method and its options, as in {nmf: {components: 2}}"),
        MethodOption("scale", default: "linear", "linear, root or log (of 1 + counts)"),
        MethodOption("mask-radius", default: "none", "pixels within this distance of the centre are left out"),
        MethodOption(
            "mask-centre", default: "none",
            "row and column of the direct beam, as in [63.5, 63.5]; none: where the axes are 0, else the middle"),
        MethodOption("pixel-weights", default: "none", "a list with a factor of 0 or more for every pixel"),
        MethodOption("weighting", default: "none", "none or poisson (by the root of each pixel's mean)"),
        MethodOption("svd-rank", default: "none", "keep only so many singular components of the observations"),
        MethodOption("patterns", default: "restored", "restored (undo scale and weights) or reprojected"),
    ]
    public static let traits: MethodTraits = []

    public enum Scale: String, Sendable, Codable, CaseIterable { case linear, root, log }
    public enum Weighting: String, Sendable, Codable, CaseIterable { case none, poisson }
    public enum Patterns: String, Sendable, Codable, CaseIterable { case restored, reprojected }

    public let method: NestedMethod
    public let scale: Scale
    /// Pixels.
    public let maskRadius: Double?
    /// Row and column, pixels; nil for half the detector's sides.
    public let maskCentre: [Double]?
    /// One factor a pixel.
    public let pixelWeights: [Double]?
    public let weighting: Weighting
    public let svdRank: Int?
    public let patterns: Patterns

    public init() {
        (method, scale, maskRadius, maskCentre, pixelWeights) = (NestedMethod(NMF()), .linear, nil, nil, nil)
        (weighting, svdRank, patterns) = (.none, nil, .restored)
    }

    /// - Throws: `LearningError.badOption`.
    public init(
        _ method: any CataloguedMethod, scale: Scale = .linear, maskRadius: Double? = nil, maskCentre: [Double]? = nil,
        pixelWeights: [Double]? = nil, weighting: Weighting = .none, svdRank: Int? = nil,
        patterns: Patterns = .restored
    ) throws(LearningError) {
        let check = OptionCheck(method: Self.name)
        if let svdRank { try check.positive(svdRank, "svd-rank") }
        if let maskRadius, !(maskRadius >= 0 && maskRadius.isFinite) {
            throw check.bad("mask-radius", "is \(maskRadius), but has to be 0 or more pixels")
        }
        if let maskCentre, maskCentre.count != 2 || !maskCentre.allSatisfy(\.isFinite) {
            throw check.bad("mask-centre", "is \(maskCentre), but has to be a row and a column, as in [63.5, 63.5]")
        }
        if let bad = pixelWeights?.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw check.bad("pixel-weights", "holds \(bad), but has to hold finite numbers of 0 or more")
        }
        (self.method, self.scale, self.maskRadius) = (NestedMethod(method), scale, maskRadius)
        self.maskCentre = maskCentre
        (self.pixelWeights, self.weighting, self.svdRank) = (pixelWeights, weighting, svdRank)
        self.patterns = patterns
    }

    enum CodingKeys: String, CodingKey {
        case method, scale, weighting, patterns
        case maskRadius = "mask-radius"
        case maskCentre = "mask-centre"
        case pixelWeights = "pixel-weights"
        case svdRank = "svd-rank"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let check = OptionCheck(method: Self.name)
        /// "none" or nothing, else a value.
        func optional<T: Decodable>(_ key: CodingKeys, _ type: T.Type) throws -> T? {
            if let text = try? container.decode(String.self, forKey: key), text == "none" { return nil }
            return try container.decodeIfPresent(type, forKey: key)
        }
        try self.init(
            container.decode(.method, default: Self().method).method,
            scale: container.decodeName(.scale, default: Scale.linear, check),
            maskRadius: optional(.maskRadius, Double.self), maskCentre: optional(.maskCentre, [Double].self),
            pixelWeights: optional(.pixelWeights, [Double].self),
            weighting: container.decodeName(.weighting, default: Weighting.none, check),
            svdRank: optional(.svdRank, Int.self),
            patterns: container.decodeName(.patterns, default: Patterns.restored, check))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(method, forKey: .method)
        try container.encode(scale, forKey: .scale)
        try container.encode(weighting, forKey: .weighting)
        try container.encode(patterns, forKey: .patterns)
        func encode(_ value: (some Encodable)?, _ key: CodingKeys) throws {
            if let value { try container.encode(value, forKey: key) } else { try container.encode("none", forKey: key) }
        }
        try encode(maskRadius, .maskRadius)
        try encode(maskCentre, .maskCentre)
        try encode(pixelWeights, .pixelWeights)
        try encode(svdRank, .svdRank)
    }

    /// The same with its mask about `centre` (row, column) where it has none yet; a nested one too.
    package func centred(at centre: [Double]?) throws -> Preprocessed {
        let inner = try (method.method as? Preprocessed)?.centred(at: centre) ?? method.method
        return try Preprocessed(
            inner, scale: scale, maskRadius: maskRadius,
            maskCentre: maskCentre ?? (maskRadius == nil ? nil : centre), pixelWeights: pixelWeights,
            weighting: weighting, svdRank: svdRank, patterns: patterns)
    }

    /// - Throws: `LearningError`, among them what the method refuses; `Cancelled`, `LinearAlgebraError`.
    public func estimate(
        from observations: some RowSource, seed: Seed, progress: Progress
    ) throws -> PreprocessedEstimate {
        try estimate(method.method, from: observations, seed: seed, progress: progress)
    }

    private func estimate<Method: CataloguedMethod>(
        _ method: Method, from observations: some RowSource, seed: Seed, progress: Progress
    ) throws -> PreprocessedEstimate {
        guard observations.rowCount > 0, observations.shape.columnCount > 0 else {
            throw LearningError.noObservations
        }
        let transform = try transform(for: observations, progress: progress)
        let rows = TransformedRows(source: observations, transform: transform)
        let found: any MixtureEstimate
        if let svdRank {
            try OptionCheck(method: Self.name).rank(svdRank, "svd-rank", patterns: observations.rowCount)
            let read = try ReadObservations(rows, limit: valuesHeldInMemory, progress: progress)
            let triplets = try SingularTriplets(
                of: read, rank: svdRank, scree: svdRank, seed: seed, progress: progress)
            found = try method.estimate(
                from: LowRankRows(
                    shape: rows.shape, scores: triplets.scores, patterns: triplets.patterns,
                    clipped: Method.traits.contains(.nonNegativeObservations)), seed: seed, progress: progress)
        } else {
            found = try method.estimate(from: rows, seed: seed, progress: progress)
        }
        let patterns =
            switch patterns {
            case .restored: transform.undone(found.patterns)
            case .reprojected:
                try reprojected(
                    observations, maps: found.maps, nonNegative: Method.traits.contains(.nonNegativePatterns))
            }
        return PreprocessedEstimate(
            patterns: patterns, maps: found.maps, mapScaling: found.mapScaling, convergence: found.convergence,
            diagnostics: found.diagnostics)
    }

    /// One pass for the mean, where Poisson weights ask for it.
    private func transform(for observations: some RowSource, progress: Progress) throws -> PixelTransform {
        let shape = observations.shape
        if let pixelWeights, pixelWeights.count != shape.columnCount {
            throw LearningError.badOption(
                method: Self.name, option: "pixel-weights",
                reason: "holds \(pixelWeights.count) numbers, but a pattern has \(shape.columnCount) pixels")
        }
        var weights = pixelWeights ?? [Double](repeating: 1, count: shape.columnCount)
        if let maskRadius {
            for (pixel, y, x) in pixels(of: shape) where x * x + y * y <= maskRadius * maskRadius { weights[pixel] = 0 }
        }
        guard weighting == .poisson else { return PixelTransform(scale: scale, weights: weights) }
        var sums = [Double](repeating: 0, count: shape.columnCount)
        try observations.forEachBlock { block in
            try progress.checkCancellation()
            for i in 0..<block.values.rows {
                for c in sums.indices { sums[c] += scale.applied(Double(block.values[i, c])) }
            }
        }
        for c in weights.indices {
            let mean = sums[c] / Double(shape.rowCount)
            // What is empty stays so; what is not finite is left for the method to name.
            weights[c] = mean > 0 && mean.isFinite ? weights[c] / mean.squareRoot() : mean.isFinite ? 0 : weights[c]
        }
        return PixelTransform(scale: scale, weights: weights)
    }

    /// Every pixel with its distance from the centre.
    private func pixels(of shape: ObservationShape) -> [(pixel: Int, y: Double, x: Double)] {
        let centre = maskCentre ?? [Double(shape.detectorY / 2), Double(shape.detectorX / 2)]
        return (0..<shape.columnCount).map { pixel in
            let (y, x) = pixel.quotientAndRemainder(dividingBy: shape.detectorX)
            return (pixel, Double(y) - centre[0], Double(x) - centre[1])
        }
    }
}

/// What a method found on preprocessed observations.
public struct PreprocessedEstimate: MixtureEstimate {
    /// Source × pixel, on the scale of the observations.
    public let patterns: Matrix<Double>
    public let maps: Matrix<Double>
    public let mapScaling: MapScaling
    /// Of the method, on what it saw.
    public let convergence: Convergence
    /// Of the method, on what it saw.
    public let diagnostics: [String: Matrix<Double>]
}
