/// How far the beam intensities of a dataset are from those of a reference dataset at the same scan positions.
public struct BeamDeviation: Codable, Sendable {
    public var dataset: String
    public var reference: String
    /// The settings in which the two models differ.
    public var settings: [Setting]
    /// The largest difference of a beam at any position, as a share of the incident beam.
    public var largest: Double
    /// Root mean square of the differences, over positions and beams that carry more than `threshold` in the reference.
    public var rms: Double
    /// Share of the incident beam.
    public var threshold: Double
    /// Where the largest difference was found.
    public var worst: Place

    public struct Setting: Codable, Sendable, Hashable {
        /// Keys joined by dots, such as "discretization.slices-per-unit".
        public var key: String
        /// nil where the model has no such key.
        public var value: String?
        public var reference: String?

        public init(key: String, value: String?, reference: String?) {
            self.key = key
            self.value = value
            self.reference = reference
        }
    }

    public struct Place: Codable, Sendable, Hashable {
        /// Index along the scan.
        public var position: Int
        /// The beam, Å⁻¹.
        public var kx: Double
        public var ky: Double

        public init(position: Int, kx: Double, ky: Double) {
            self.position = position
            self.kx = kx
            self.ky = ky
        }
    }

    public init(
        dataset: String, reference: String, settings: [Setting], largest: Double, rms: Double, threshold: Double,
        worst: Place
    ) {
        self.dataset = dataset
        self.reference = reference
        self.settings = settings
        self.largest = largest
        self.rms = rms
        self.threshold = threshold
        self.worst = worst
    }
}
