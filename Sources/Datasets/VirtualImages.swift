/// Images of a specimen, each made of the sum of every pattern over discs of the detector: virtual bright field and dark
/// field.
public struct VirtualImages: Sendable, Equatable {
    /// What the dataset is called.
    public let dataset: String
    public let scanY: Int
    public let scanX: Int
    public let images: [VirtualImage]

    /// - Precondition: a value for each of the scan's positions in every image.
    public init(dataset: String, scanY: Int, scanX: Int, images: [VirtualImage]) {
        precondition(images.allSatisfy { $0.values.count == scanY * scanX }, "a value for each position")
        self.dataset = dataset
        self.scanY = scanY
        self.scanX = scanX
        self.images = images
    }
}

/// One image and the aperture that made it.
public struct VirtualImage: Sendable, Equatable {
    public let aperture: VirtualAperture
    /// Counts at each scan position, row-major.
    public let values: [Double]

    public init(aperture: VirtualAperture, values: [Double]) {
        self.aperture = aperture
        self.values = values
    }
}

/// Discs on the detector through which an image is made.
public struct VirtualAperture: Hashable, Sendable {
    /// "bright field", "A" for all reflections that only A has, "A 2 -2 0" for one.
    public let name: String
    public let kind: Kind
    public let discs: [Disc]

    public init(name: String, kind: Kind, discs: [Disc]) {
        self.name = name
        self.kind = kind
        self.discs = discs
    }

    public enum Kind: String, Sendable, Codable {
        /// The direct beam.
        case brightField = "bright-field"
        /// Reflections of an end member.
        case darkField = "dark-field"
        /// A place that somebody chose.
        case chosen
    }

    /// The pixels whose centres lie within `radius`, all in pixels; (0, 0) is the centre of the first pixel.
    public struct Disc: Hashable, Sendable {
        public let y: Double
        public let x: Double
        public let radius: Double

        public init(y: Double, x: Double, radius: Double) {
            self.y = y
            self.x = x
            self.radius = radius
        }
    }
}
