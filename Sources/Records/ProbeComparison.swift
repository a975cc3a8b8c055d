/// How far two computations of one probe's patterns are from each other, disc by disc along the scan.
///
/// A disc holds what lies within the semi-angle of a beam, and of overlapping discs' points those nearest to it; what is in the direct
/// beam's disc counts there alone. Intensities are shares of the incident beam.
public struct ProbeComparison: Codable, Sendable {
    public var dataset: String
    public var reference: String
    /// "none", "coherent-columns" or "columns", for each of the two.
    public var approximation: String
    public var referenceApproximation: String
    /// mrad.
    public var precessionAngle: Double
    public var semiAngle: Double
    /// Cells of the window, such as "2 × 6", and the share of the probe's intensity that comes to its rim in vacuum.
    public var window: String
    public var rim: Double
    /// Along the scan, without extra copies of the pure patterns: pure B first, pure A last.
    public var positions: [Position]
    /// The discs of the largest differences at any position, the largest first.
    public var worst: [Disc]

    public struct Position: Codable, Sendable, Hashable {
        /// Index along the whole scan.
        public var index: Int
        /// The share of the thickness that is crystal A.
        public var share: Double
        /// The largest difference of a disc.
        public var largest: Double
        /// (Σ (I - I_ref)² / Σ I_ref²)^½ over all discs but the direct beam's.
        public var relative: Double
        /// Half of Σ |I - I_ref| over points of the pattern outside the direct beam's disc, over the intensity there: what
        /// would have to be moved to make one of the other. nil where the two have other points.
        public var moved: Double?
        public init(index: Int, share: Double, largest: Double, relative: Double, moved: Double?) {
            self.index = index
            self.share = share
            self.largest = largest
            self.relative = relative
            self.moved = moved
        }
    }

    public struct Disc: Codable, Sendable, Hashable {
        /// Å⁻¹.
        public var kx: Double
        public var ky: Double
        /// Miller indices; empty for double diffraction.
        public var label: String
        /// The share of A where the difference is largest.
        public var share: Double
        public var intensity: Double
        public var reference: Double
        public init(kx: Double, ky: Double, label: String, share: Double, intensity: Double, reference: Double) {
            self.kx = kx
            self.ky = ky
            self.label = label
            self.share = share
            self.intensity = intensity
            self.reference = reference
        }
    }

    public init(
        dataset: String, reference: String, approximation: String, referenceApproximation: String,
        precessionAngle: Double, semiAngle: Double, window: String, rim: Double, positions: [Position], worst: [Disc]
    ) {
        self.dataset = dataset
        self.reference = reference
        self.approximation = approximation
        self.referenceApproximation = referenceApproximation
        self.precessionAngle = precessionAngle
        self.semiAngle = semiAngle
        self.window = window
        self.rim = rim
        self.positions = positions
        self.worst = worst
    }
}
